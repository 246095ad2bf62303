import { type Dialect, translateTo } from '../dialect.ts'
import type { Query } from '../query.ts'
import type { Translation } from '../translation.ts'
import { anyValue, elastic, paths, yearRange } from './elastic.ts'

/** DOAJ switches wildcards, proximity, fuzzy search and regular expressions off. */
const doaj: Dialect = {
  name: 'doaj',
  ...elastic,
  fields: paths({
    'title-abstract': ['bibjson.title', 'bibjson.abstract'],
    title: ['bibjson.title'],
    abstract: ['bibjson.abstract'],
    topic: ['bibjson.title', 'bibjson.abstract', 'bibjson.keywords'],
    keyword: ['bibjson.keywords'],
    subject: ['bibjson.subject.term'],
    author: ['bibjson.author.name'],
    journal: ['bibjson.journal.title'],
    all: [''],
  }),
  wildcards: { atEnd: false, atStart: false, minimumStem: 1, inPhrase: 'none' },
  years: yearRange('bibjson.year'),
  languages: (codes) =>
    anyValue(
      'bibjson.journal.language',
      codes.map((code) => code.toUpperCase()),
    ),
}

/** DOAJ's query string, which stands in the path of the request. */
export const toDoaj = (query: Query): Translation => translateTo(doaj, query, 'query')
