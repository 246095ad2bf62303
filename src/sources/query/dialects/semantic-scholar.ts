import { type Dialect, printDialect } from '../dialect.ts'
import { printYears } from '../print.ts'
import type { Query } from '../query.ts'
import type { Translation } from '../translation.ts'

const titleAbstract = { forms: ['%'] } as const
const narrowed = { forms: ['%'], loss: 'field-narrowed' } as const
const widened = { forms: ['%'], loss: 'field-widened' } as const

/** The bulk search looks into titles and abstracts and knows no other field. */
const semanticScholar: Dialect = {
  name: 'semantic-scholar',
  operators: { and: ' + ', or: ' | ', not: ' -' },
  fields: {
    'title-abstract': titleAbstract,
    title: widened,
    abstract: widened,
    topic: narrowed,
    keyword: narrowed,
    subject: narrowed,
    author: narrowed,
    journal: narrowed,
    all: narrowed,
  },
  wildcards: { atEnd: true, atStart: false, minimumStem: 1, inPhrase: 'none', cutsHyphens: true },
  near: ({ bare, within }) => `"${bare.join(' ')}"~${within}`,
  // A bare hyphen or bar would be an operator.
  escape: (text, isPhrase) => (isPhrase ? text : text.replace(/^-+/, '')).replaceAll(/[+|()~"]/g, ' ').trim(),
}

/** Semantic Scholar's bulk syntax for `query=`, years in `year=`. */
export function toSemanticScholar(query: Query): Translation {
  const { years, ...rest } = query
  const { text, losses } = printDialect(semanticScholar, rest)
  const parameters = { query: text, ...(years === undefined ? {} : { year: printYears(years) }) }
  return {
    dialect: 'semantic-scholar',
    text: years === undefined ? text : `query=${text} & year=${printYears(years)}`,
    parameters,
    losses,
  }
}
