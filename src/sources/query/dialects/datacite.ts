import { type Dialect, translateTo } from '../dialect.ts'
import type { Query } from '../query.ts'
import type { Translation } from '../translation.ts'
import { anyValue, elastic, paths, yearRange } from './elastic.ts'

const datacite: Dialect = {
  name: 'datacite',
  ...elastic,
  fields: paths({
    'title-abstract': ['titles.title', 'descriptions.description'],
    title: ['titles.title'],
    abstract: ['descriptions.description'],
    topic: ['titles.title', 'descriptions.description', 'subjects.subject'],
    keyword: ['subjects.subject'],
    subject: ['subjects.subject'],
    author: ['creators.name'],
    journal: ['container.title'],
    all: [''],
  }),
  wildcards: {
    atEnd: true,
    atStart: false,
    one: '?',
    minimumStem: 1,
    inPhrase: 'none',
    cutsHyphens: true,
  },
  near: ({ bare, within, form }) => form.replace('%', () => `"${bare.join(' ')}"~${within}`),
  years: yearRange('publicationYear'),
  languages: (codes) => anyValue('language', codes),
}

/** DataCite's query string for `query=`. */
export const toDatacite = (query: Query): Translation => translateTo(datacite, query, 'query')
