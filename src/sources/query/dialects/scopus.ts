import { type Dialect, translateTo } from '../dialect.ts'
import { languageName } from '../languages.ts'
import type { Query } from '../query.ts'
import type { Translation } from '../translation.ts'

const scopus: Dialect = {
  name: 'scopus',
  operators: { and: ' AND ', or: ' OR ', not: ' AND NOT ' },
  fields: {
    'title-abstract': { forms: ['TITLE-ABS(%)'] },
    title: { forms: ['TITLE(%)'] },
    abstract: { forms: ['ABS(%)'] },
    topic: { forms: ['TITLE-ABS-KEY(%)'] },
    keyword: { forms: ['AUTHKEY(%)'] },
    subject: { forms: ['INDEXTERMS(%)'] },
    author: { forms: ['AUTH(%)'] },
    journal: { forms: ['SRCTITLE(%)'] },
    all: { forms: ['ALL(%)'] },
  },
  wildcards: { atEnd: true, atStart: true, one: '?', minimumStem: 1, inPhrase: 'any' },
  near: ({ left, right, within, isOrdered, form }) =>
    form.replace('%', () => `${left} ${isOrdered ? 'PRE' : 'W'}/${within} ${right}`),
  hasOrderedNear: true,
  hasNearGroups: true,
  years: ({ from, to }) =>
    [
      ...(from === undefined ? [] : [`PUBYEAR > ${from - 1}`]),
      ...(to === undefined ? [] : [`PUBYEAR < ${to + 1}`]),
    ].join(' AND '),
  languages: (codes) => `LANGUAGE(${codes.map((code) => languageName(code).toLowerCase()).join(' OR ')})`,
}

/** Scopus advanced search for `query=`. */
export const toScopus = (query: Query): Translation => translateTo(scopus, query, 'query')
