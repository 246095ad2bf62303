import { type Dialect, type FieldForm, translateTo } from '../dialect.ts'
import { languageName } from '../languages.ts'
import type { Query } from '../query.ts'
import type { Translation } from '../translation.ts'

const titleAbstract: FieldForm = { forms: ['%[tiab]'] }

/** PubMed's search field tags. [tiab] covers author keywords too, so a topic loses nothing. */
const pubmed: Dialect = {
  name: 'pubmed',
  operators: { and: ' AND ', or: ' OR ', not: ' NOT ' },
  fields: {
    'title-abstract': titleAbstract,
    title: { forms: ['%[ti]'] },
    abstract: { ...titleAbstract, loss: 'field-widened' },
    topic: titleAbstract,
    keyword: { forms: ['%[ot]'] },
    subject: { forms: ['%[mh]'] },
    author: { forms: ['%[au]'] },
    journal: { forms: ['%[ta]'] },
    all: { forms: ['%[all]'] },
  },
  wildcards: { atEnd: true, atStart: false, minimumStem: 4, inPhrase: 'end' },
  // The number is of words between, in any order: "a b"[tiab:~2]. Only for title and title/abstract.
  near: ({ bare, within, form }) =>
    form.replace('%', () => `"${bare.join(' ')}"`).replace(/\]$/, `:~${within}]`),
  years: ({ from, to }) => `${from ?? 1000}:${to ?? 3000}[dp]`,
  languages: (codes) => anyOf(codes.map((code) => `${languageName(code).toLowerCase()}[la]`)),
}

const anyOf = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' OR ')})`

/** PubMed search terms for `term=`. */
export const toPubmed = (query: Query): Translation => translateTo(pubmed, query, 'term')
