import { type Dialect, translateTo } from '../dialect.ts'
import { languageName } from '../languages.ts'
import type { Query } from '../query.ts'
import type { Translation } from '../translation.ts'

const wos: Dialect = {
  name: 'wos',
  operators: { and: ' AND ', or: ' OR ', not: ' NOT ' },
  fields: {
    'title-abstract': { forms: ['TI=%', 'AB=%'] },
    title: { forms: ['TI=%'] },
    abstract: { forms: ['AB=%'] },
    topic: { forms: ['TS=%'] },
    keyword: { forms: ['AK=%'] },
    subject: { forms: ['KP=%'], loss: 'field-narrowed' },
    author: { forms: ['AU=%'] },
    journal: { forms: ['SO=%'] },
    all: { forms: ['ALL=%'] },
  },
  wildcards: { atEnd: true, atStart: true, one: '?', minimumStem: 1, inPhrase: 'any' },
  near: ({ left, right, within, form }) => form.replace('%', () => `(${left} NEAR/${within} ${right})`),
  hasNearGroups: true,
  years: ({ from, to }) => `PY=${from ?? 1900}-${to ?? 2100}`,
  languages: (codes) => `LA=(${codes.map(languageName).join(' OR ')})`,
}

/** Web of Science advanced search for `usrQuery=`. */
export const toWos = (query: Query): Translation => translateTo(wos, query, 'usrQuery')
