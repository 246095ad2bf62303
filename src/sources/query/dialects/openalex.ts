import { type Dialect, printDialect } from '../dialect.ts'
import { printNode, printYears } from '../print.ts'
import { type Query, type QueryField, termsOf, type YearRange } from '../query.ts'
import type { Loss, Translation } from '../translation.ts'

const plain = { forms: ['%'] } as const

const boolean: Dialect = {
  name: 'openalex',
  operators: { and: ' AND ', or: ' OR ', not: ' NOT ' },
  fields: {
    'title-abstract': plain,
    title: plain,
    abstract: plain,
    topic: plain,
    keyword: plain,
    subject: plain,
    author: plain,
    journal: plain,
    all: plain,
  },
  wildcards: { atEnd: true, atStart: false, one: '?', minimumStem: 3, inPhrase: 'none' },
  near: ({ bare, within }) => `"${bare.join(' ')}"~${within}`,
  // In a filter a comma means AND and a bar OR, whatever stands round them.
  escape: (text) =>
    text
      .replaceAll(/[,|!":()\\]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
}

/** The search filters of OpenAlex, and which of our fields each can stand for without loss. */
const filters: Readonly<Record<QueryField, string>> = {
  'title-abstract': 'title_and_abstract.search',
  title: 'title.search',
  abstract: 'abstract.search',
  topic: 'title_and_abstract.search',
  keyword: 'keyword.search',
  subject: 'default.search',
  author: 'raw_author_name.search',
  journal: 'default.search',
  all: 'default.search',
}

/**
 * A `filter=` for OpenAlex. One request has one search parameter, so a query over several fields is searched in
 * the narrowest filter that covers them all, which is a loss. Words are stemmed there unless they have wildcards.
 */
export function toOpenAlex(query: Query): Translation {
  const { years, languages, ...rest } = query
  const { text, losses } = printDialect(boolean, rest)
  const filter = searchFilter(query)
  const clauses = [
    `${filter}:${text}`,
    ...(years === undefined ? [] : [`publication_year:${yearFilter(years)}`]),
    ...(languages === undefined ? [] : [`language:${languages.join('|')}`]),
  ]
  const value = clauses.join(',')
  const all = [...losses, ...fieldLosses(query, filter), ...stemming(query)]
  return { dialect: 'openalex', text: `filter=${value}`, parameters: { filter: value }, losses: all }
}

/** Ranges are closed there; an open end is an inequality. */
function yearFilter(years: YearRange): string {
  if (years.from === undefined) return `<${(years.to ?? 0) + 1}`
  return years.to === undefined ? `>${years.from - 1}` : printYears(years)
}

function searchFilter(query: Query): string {
  const names = [...new Set(termsOf(query.root).map((term) => filters[term.field]))]
  const [only] = names
  if (names.length === 1 && only !== undefined) return only
  const isTitleAbstract = names.every((name) => /^(?:title|abstract|title_and_abstract)\.search$/.test(name))
  return isTitleAbstract ? 'title_and_abstract.search' : 'default.search'
}

function fieldLosses(query: Query, filter: string): readonly Loss[] {
  return termsOf(query.root).flatMap((term): readonly Loss[] => {
    const part = printNode(term)
    if (term.field === 'topic' && filter === 'title_and_abstract.search') {
      const message = 'openalex searches titles and abstracts together, but not with keywords.'
      return [{ kind: 'field-narrowed', effect: 'narrower', part, message }]
    }
    if (filters[term.field] === filter && term.field !== 'subject' && term.field !== 'journal') return []
    const message = `openalex searches one field in a request; this term is searched with ${filter}.`
    return [{ kind: 'field-widened', effect: 'wider', part, message }]
  })
}

function stemming(query: Query): readonly Loss[] {
  const stemmed = termsOf(query.root).filter((term) => !/[*?]/.test(term.text))
  if (stemmed.length === 0) return []
  const part = stemmed.map(printNode).join(', ')
  const message = 'openalex stems words: other endings are found too.'
  return [{ kind: 'stemmed', effect: 'wider', part, message }]
}
