import { type Dialect, translateTo } from '../dialect.ts'
import { languageName } from '../languages.ts'
import type { Query } from '../query.ts'
import type { Translation } from '../translation.ts'
import { anyValue, elastic, paths, yearRange } from './elastic.ts'

const eric: Dialect = {
  name: 'eric',
  ...elastic,
  fields: paths({
    'title-abstract': ['title', 'description'],
    title: ['title'],
    abstract: ['description'],
    topic: ['title', 'description', 'subject'],
    keyword: ['subject'],
    subject: ['subject'],
    author: ['author'],
    journal: ['source'],
    all: [''],
  }),
  wildcards: { atEnd: true, atStart: false, one: '?', minimumStem: 1, inPhrase: 'none', cutsHyphens: true },
  near: ({ bare, within, form }) => form.replace('%', () => `"${bare.join(' ')}"~${within}`),
  years: yearRange('publicationdateyear'),
  languages: (codes) => anyValue('language', codes.map(languageName)),
}

/** ERIC's Solr syntax for `search=`. */
export const toEric = (query: Query): Translation => translateTo(eric, query, 'search')
