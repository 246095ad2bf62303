import { type Dialect, translateTo } from '../dialect.ts'
import { languageCode3 } from '../languages.ts'
import type { Query } from '../query.ts'
import type { Translation } from '../translation.ts'

const europepmc: Dialect = {
  name: 'europepmc',
  operators: { and: ' AND ', or: ' OR ', not: ' NOT ' },
  fields: {
    'title-abstract': { forms: ['TITLE:%', 'ABSTRACT:%'] },
    title: { forms: ['TITLE:%'] },
    abstract: { forms: ['ABSTRACT:%'] },
    topic: { forms: ['TITLE:%', 'ABSTRACT:%', 'KW:%'] },
    keyword: { forms: ['KW:%'] },
    subject: { forms: ['MESH:%'] },
    author: { forms: ['AUTH:%'] },
    journal: { forms: ['JOURNAL:%'] },
    all: { forms: ['%'] },
  },
  wildcards: { atEnd: true, atStart: false, minimumStem: 1, inPhrase: 'none' },
  near: ({ bare, within, form }) => form.replace('%', () => `"${bare.join(' ')}"~${within}`),
  years: ({ from, to }) => `PUB_YEAR:[${from ?? 1000} TO ${to ?? 3000}]`,
  languages: (codes) =>
    codes.length === 1
      ? `LANG:${languageCode3(codes[0] ?? '')}`
      : `(${codes.map((code) => `LANG:${languageCode3(code)}`).join(' OR ')})`,
}

/** Europe PMC's search syntax for `query=`. */
export const toEuropePmc = (query: Query): Translation => translateTo(europepmc, query, 'query')
