import { printNode } from '../print.ts'
import { type Query, type QueryField, type QueryNode, type Term, termsOf } from '../query.ts'
import type { Loss, Translation } from '../translation.ts'

const parameters: Readonly<Record<QueryField, string>> = {
  'title-abstract': 'query.bibliographic',
  title: 'query.bibliographic',
  abstract: 'query.bibliographic',
  topic: 'query.bibliographic',
  keyword: 'query.bibliographic',
  subject: 'query.bibliographic',
  author: 'query.author',
  journal: 'query.container-title',
  all: 'query.bibliographic',
}

/**
 * Crossref ranks by relevance and has no operators: all wanted words are sent, each once, and the ranking is
 * what is got. Terms under NOT are left out. Filters carry the years.
 */
export function toCrossref(query: Query): Translation {
  const losses: Loss[] = []
  const terms = termsOf(wanted(query.root, losses))
  const words = new Map<string, string[]>()
  for (const term of terms) {
    const into = words.get(parameters[term.field]) ?? []
    for (const word of wordsOf(term, losses)) if (!into.includes(word)) into.push(word)
    words.set(parameters[term.field], into)
  }
  if (terms.length > 1 || (terms[0]?.text.includes(' ') ?? false)) {
    losses.push({
      kind: 'boolean-dropped',
      effect: 'other',
      part: printNode(query.root),
      message: 'crossref has no operators and no phrases: records are ranked by how well the words fit.',
    })
  }
  if (query.languages !== undefined) {
    const part = query.languages.join(',')
    losses.push({
      kind: 'language-dropped',
      effect: 'wider',
      part,
      message: 'crossref cannot limit by language.',
    })
  }
  const filter = [
    ...(query.years?.from === undefined ? [] : [`from-pub-date:${query.years.from}`]),
    ...(query.years?.to === undefined ? [] : [`until-pub-date:${query.years.to}`]),
  ].join(',')
  const sent: Record<string, string> = Object.fromEntries(
    [...words].map(([name, list]) => [name, list.join(' ')]),
  )
  if (filter !== '') sent['filter'] = filter
  const text = Object.entries(sent).map(([name, value]) => `${name}=${value}`)
  return { dialect: 'crossref', text: text.join(' & '), parameters: sent, losses }
}

function wanted(node: QueryNode, losses: Loss[]): QueryNode {
  if (node.kind === 'not') {
    losses.push({
      kind: 'not-dropped',
      effect: 'wider',
      part: printNode(node.drop),
      message: 'crossref cannot exclude; the terms under NOT are not sent.',
    })
    return wanted(node.keep, losses)
  }
  return 'operands' in node
    ? { ...node, operands: node.operands.map((operand) => wanted(operand, losses)) }
    : node
}

function wordsOf(term: Term, losses: Loss[]): readonly string[] {
  if (/[*?]/.test(term.text)) {
    losses.push({
      kind: 'truncation-dropped',
      effect: 'narrower',
      part: printNode(term),
      message: 'crossref has no wildcards; the word is sent as it stands.',
    })
  }
  return term.text
    .replaceAll(/[*?]/g, '')
    .split(' ')
    .filter((word) => word !== '')
}
