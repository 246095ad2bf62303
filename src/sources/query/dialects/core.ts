import { type Dialect, translateTo } from '../dialect.ts'
import type { Query } from '../query.ts'
import type { Translation } from '../translation.ts'
import { anyValue, elastic, paths } from './elastic.ts'

const core: Dialect = {
  name: 'core',
  ...elastic,
  fields: {
    ...paths({
      'title-abstract': ['title', 'abstract'],
      title: ['title'],
      abstract: ['abstract'],
      topic: ['title', 'abstract', 'fieldOfStudy'],
      keyword: ['fieldOfStudy'],
      subject: ['fieldOfStudy'],
      author: ['authors'],
      journal: ['journals.title'],
      all: [''],
    }),
  },
  wildcards: { atEnd: true, atStart: false, one: '?', minimumStem: 1, inPhrase: 'none', cutsHyphens: true },
  near: ({ bare, within, form }) => form.replace('%', () => `"${bare.join(' ')}"~${within}`),
  years: ({ from, to }) =>
    [
      ...(from === undefined ? [] : [`yearPublished>=${from}`]),
      ...(to === undefined ? [] : [`yearPublished<=${to}`]),
    ].join(' AND '),
  languages: (codes) => anyValue('language.code', codes),
}

/** CORE's query language for `q=`. */
export const toCore = (query: Query): Translation => translateTo(core, query, 'q')
