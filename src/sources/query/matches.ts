import type { Bibliography } from '../../domain/record.ts'
import { printName } from '../../domain/person-name.ts'
import { languageCode } from './languages.ts'
import {
  joined,
  type Near,
  type Query,
  type QueryField,
  type QueryNode,
  type Term,
  type Word,
} from './query.ts'
import { printNode } from './print.ts'

/**
 * Whether a record would be found by a query as it is meant, read literally: words whole, in any case, hyphens and
 * spaces alike, no stemming. A record without year or language passes those limits, as databases differ on it.
 */
export function matchesQuery(query: Query, record: Bibliography): boolean {
  const { years, languages } = query
  const { year } = record.date ?? {}
  if (year !== undefined && years !== undefined) {
    if ((years.from !== undefined && year < years.from) || (years.to !== undefined && year > years.to))
      return false
  }
  const language = languageCode(record.language ?? '')
  if (languages !== undefined && language !== undefined && !languages.includes(language)) return false
  return matchesNode(query.root, record)
}

function matchesNode(node: QueryNode, record: Bibliography): boolean {
  switch (node.kind) {
    case 'term':
      return textsIn(record, node.field).some((text) => patternOf(node).test(text))
    case 'near':
      return textsIn(record, node.field).some((text) => isNear(node, text))
    case 'and':
      return node.operands.every((operand) => matchesNode(operand, record))
    case 'or':
      return node.operands.some((operand) => matchesNode(operand, record))
    case 'not':
      return matchesNode(node.keep, record) && !matchesNode(node.drop, record)
  }
}

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}*?]+/gu, ' ')

function textsIn(record: Bibliography, field: QueryField): readonly string[] {
  const title = [record.title, ...(record.alternativeTitles ?? [])]
  const of: Readonly<Record<QueryField, readonly (string | undefined)[]>> = {
    title,
    abstract: [record.abstract],
    'title-abstract': [...title, record.abstract],
    keyword: record.keywords ?? [],
    subject: record.keywords ?? [],
    topic: [...title, record.abstract, ...(record.keywords ?? [])],
    author: record.authors.map(printName),
    journal: [record.container, record.containerShort],
    all: [
      ...title,
      record.abstract,
      ...(record.keywords ?? []),
      record.container,
      ...record.authors.map(printName),
    ],
  }
  return of[field].flatMap((text) => (text === undefined ? [] : [` ${fold(text).trim()} `]))
}

const bodyOf = (word: Word): string =>
  fold(word.text)
    .trim()
    .split(' ')
    .map((part) => part.replaceAll('*', String.raw`[^ ]*`).replaceAll('?', '[^ ]'))
    .join(' ')

const patterns = new Map<string, RegExp>()

function patternOf(word: Word): RegExp {
  const known = patterns.get(word.text)
  if (known !== undefined) return known
  const pattern = new RegExp(` ${bodyOf(word)}(?= )`, 'u')
  patterns.set(word.text, pattern)
  return pattern
}

function isNear(near: Near, text: string): boolean {
  const either = (words: readonly Word[]): string => `(?:${words.map(bodyOf).join('|')})`
  const gap = `(?: [^ ]+){0,${near.within}} `
  const [left, right] = [either(near.left), either(near.right)]
  const order = ` ${left}${gap}${right}(?= )`
  return new RegExp(near.isOrdered ? order : `${order}| ${right}${gap}${left}(?= )`, 'u').test(text)
}

/** What a query finds of the records it should find, and which of its terms do no work there. */
export interface QueryCheck {
  readonly found: number
  readonly of: number
  /** Relevant records that are missed, by position in the given list. */
  readonly missed: readonly number[]
  /** Terms whose removal changes nothing for these records: candidates for a shorter query, not proof. */
  readonly idle: readonly string[]
  /** Every alternative of an OR in the order of the query. */
  readonly terms: readonly TermWork[]
}

/** What one alternative of an OR does for the relevant records. */
interface TermWork {
  readonly term: string
  /** Records in which it stands, whatever the rest of the query says. */
  readonly standsIn: number
  /** Records that the query finds because of it alone. */
  readonly onlyByIt: number
}

/** Whether any term of a query stands in a text, whatever the field it asks for and whatever NOT excludes. */
export function saysAnyTerm(query: Query, text: string): boolean {
  const folded = ` ${fold(text).trim()} `
  const says = (node: QueryNode): boolean => {
    switch (node.kind) {
      case 'term':
        return patternOf(node).test(folded)
      case 'near':
        return isNear(node, folded)
      case 'and':
      case 'or':
        return node.operands.some(says)
      case 'not':
        return says(node.keep)
    }
  }
  return says(query.root)
}

/** Recall of a query against known relevant records (leave-one-out over the alternatives of each OR). */
export function checkQuery(query: Query, relevant: readonly Bibliography[]): QueryCheck {
  const hits = relevant.map((record) => matchesQuery(query, record))
  const terms = alternativesIn(query.root).flatMap((term): readonly TermWork[] => {
    const root = without(query.root, term)
    if (root === undefined) return []
    const lost = relevant.filter(
      (record, at) => hits[at] === true && !matchesQuery({ ...query, root }, record),
    )
    const standsIn = relevant.filter((record) => matchesNode(term, record)).length
    return [{ term: printNode(term), standsIn, onlyByIt: lost.length }]
  })
  return {
    found: hits.filter(Boolean).length,
    of: relevant.length,
    missed: hits.flatMap((isHit, index) => (isHit ? [] : [index])),
    idle: terms.flatMap(({ term, onlyByIt }) => (onlyByIt === 0 ? [term] : [])),
    terms,
  }
}

/** Terms and proximities that stand in an OR; what is excluded by NOT is left alone. */
function alternativesIn(node: QueryNode): readonly (Term | Near)[] {
  if (node.kind === 'not') return alternativesIn(node.keep)
  if (node.kind !== 'and' && node.kind !== 'or') return []
  const own =
    node.kind === 'or' ? node.operands.filter((one) => one.kind === 'term' || one.kind === 'near') : []
  return [...own, ...node.operands.flatMap(alternativesIn)]
}

function without(node: QueryNode, term: Term | Near): QueryNode | undefined {
  if (node === term) return undefined
  if (node.kind === 'not') {
    const keep = without(node.keep, term)
    return keep === undefined ? undefined : { ...node, keep }
  }
  if (node.kind !== 'and' && node.kind !== 'or') return node
  const rest = node.operands.flatMap((operand) => without(operand, term) ?? [])
  return rest.length === 0 ? undefined : joined(node.kind, rest)
}
