import type { Near, Query, QueryField, QueryNode, Word, YearRange } from './query.ts'

/** The query in its own language, with brackets round everything that is joined: `parseQuery` reads it back. */
export function printQuery(query: Query): string {
  const parts = [
    query.root.kind === 'term' || query.root.kind === 'near'
      ? printNode(query.root)
      : query.years === undefined && query.languages === undefined
        ? printNode(query.root)
        : `(${printNode(query.root)})`,
    ...(query.years === undefined ? [] : [`year:${printYears(query.years)}`]),
    ...(query.languages === undefined ? [] : [`language:${query.languages.join(',')}`]),
  ]
  return parts.join(' AND ')
}

/** `2010-2020`, `2010-`, `-2020` or `2015`. */
export function printYears({ from, to }: YearRange): string {
  return from !== undefined && from === to ? String(from) : `${from ?? ''}-${to ?? ''}`
}

/** A part of a query as the user would write it; warnings quote it. */
export function printNode(node: QueryNode): string {
  switch (node.kind) {
    case 'term':
      return prefix(node.field) + printWord(node)
    case 'near':
      return printNear(node)
    case 'and':
    case 'or':
      return node.operands.map(bracketed).join(node.kind === 'and' ? ' AND ' : ' OR ')
    case 'not':
      return `${bracketed(node.keep)} NOT ${bracketed(node.drop)}`
  }
}

const bracketed = (node: QueryNode): string =>
  node.kind === 'term' ? printNode(node) : `(${printNode(node)})`

const prefix = (field: QueryField): string => (field === 'title-abstract' ? '' : `${field}:`)

export const printWord = (word: Word): string => (word.isPhrase ? `"${word.text}"` : word.text)

function printNear({ left, right, within, isOrdered, field }: Near): string {
  const operator = `${isOrdered ? 'PRE' : 'NEAR'}/${within}`
  const text = `${side(left)} ${operator} ${side(right)}`
  return field === 'title-abstract' ? text : `${field}:(${text})`
}

const side = (words: readonly Word[]): string =>
  words.length === 1 ? words.map(printWord).join('') : `(${words.map(printWord).join(' OR ')})`
