import type { Place, Problem } from '../../domain/problem.ts'
import { languageCode } from './languages.ts'
import { joined, type Query, type QueryField, queryFields, type QueryNode, type Word } from './query.ts'
import { type Token, tokenise } from './tokenise.ts'

export interface ParsedQuery {
  /** Absent when a problem makes the query unusable. */
  readonly query?: Query
  readonly problems: readonly Problem[]
}

/**
 * Reads a query in lacuna's language (see `query.ts`). The first thing that is wrong is reported with its line,
 * column and a remedy; nothing is guessed, except that neighbouring words without an operator are joined by AND,
 * which is said in a note.
 * @param at the file and line where the text begins
 */
export function parseQuery(text: string, at: Place): ParsedQuery {
  const reading = new Reading(text, at)
  try {
    const query = reading.query()
    return { query, problems: reading.notes }
  } catch (error) {
    if (error instanceof QueryError) return { problems: [...reading.notes, error.problem] }
    throw error
  }
}

class QueryError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

type Limit =
  | { readonly kind: 'years'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'languages'; readonly codes: readonly string[] }

const fieldNames: ReadonlyMap<string, QueryField> = new Map<string, QueryField>([
  ...queryFields.map((field) => [field, field] as const),
  ['tiab', 'title-abstract'],
  ['ti', 'title'],
  ['ab', 'abstract'],
  ['keywords', 'keyword'],
  ['mesh', 'subject'],
  ['au', 'author'],
])

class Reading {
  readonly notes: Problem[] = []
  readonly #text: string
  readonly #at: Place
  readonly #tokens: readonly Token[]
  #next = 0
  #years: { readonly from?: number; readonly to?: number } | undefined
  #languages: readonly string[] | undefined

  constructor(text: string, at: Place) {
    this.#text = text
    this.#at = at
    this.#tokens = tokenise(text)
  }

  query(): Query {
    if (this.#tokens.length === 0) {
      throw this.#error(0, 'query/empty', 'The query is empty.', 'write at least one term.')
    }
    const root = this.#expression('title-abstract', 0)
    const rest = this.#peek()
    if (rest !== undefined) {
      throw this.#error(
        rest.start,
        'query/bracket',
        'There is a ")" without a "(" before it.',
        'remove it, or open the bracket where the group begins.',
      )
    }
    if (root === undefined) {
      throw this.#error(
        0,
        'query/only-limits',
        'The query has limits but nothing to search for.',
        'add at least one term.',
      )
    }
    return {
      root,
      ...(this.#years === undefined ? {} : { years: this.#years }),
      ...(this.#languages === undefined ? {} : { languages: this.#languages }),
    }
  }

  /** Operands up to a closing bracket or the end; undefined when there were only limits. */
  #expression(field: QueryField, depth: number): QueryNode | undefined {
    const kept: QueryNode[] = []
    const dropped: QueryNode[] = []
    let joinedBy: 'and' | 'or' | undefined
    let pending: 'and' | 'or' | 'not' | undefined
    for (;;) {
      const token = this.#peek()
      const limit = token === undefined ? undefined : this.#limit(token)
      if (token !== undefined && limit !== undefined) {
        if (depth > 0 || pending === 'or' || pending === 'not' || joinedBy === 'or')
          throw this.#misplacedLimit(token)
        this.#takeLimit(limit, token)
        if (kept.length > 0) joinedBy = 'and'
      } else {
        const operand = this.#operand(field, depth)
        if (pending === 'not') dropped.push(operand)
        else kept.push(operand)
      }
      const after = this.#peek()
      if (after === undefined || after.kind === 'close') break
      const position = after.start
      pending = this.#operator(after)
      const binds = pending === 'or' ? 'or' : 'and'
      if (joinedBy !== undefined && joinedBy !== binds) {
        throw this.#error(
          position,
          'query/mixed-operators',
          `AND (or NOT) and OR stand side by side without brackets; databases disagree on which binds first.`,
          'put brackets round the parts that belong together: (a OR b) AND c.',
        )
      }
      joinedBy = binds
    }
    if (kept.length === 0) return undefined
    const keep = joined(joinedBy ?? 'and', kept)
    return dropped.length === 0 ? keep : { kind: 'not', keep, drop: joined('or', dropped) }
  }

  /** Consumes an operator; two operands side by side mean AND, with a note. */
  #operator(token: Token): 'and' | 'or' | 'not' {
    if (token.kind === 'operator') {
      this.#next++
      return token.operator
    }
    if (token.kind === 'near') {
      throw this.#error(
        token.start,
        'query/proximity',
        `${token.text} stands after something that is not a word, a phrase or alternatives in brackets.`,
        'put words, phrases or (a OR b) on both sides of it.',
      )
    }
    this.notes.push(
      this.#problem(
        token.start,
        'note',
        'query/implicit-and',
        `There is no operator before "${token.text}"; the two were joined by AND.`,
        'write AND, or put a phrase in quotation marks.',
      ),
    )
    return 'and'
  }

  #operand(field: QueryField, depth: number): QueryNode {
    const start = this.#next
    const own = this.#fieldPrefix() ?? field
    const token = this.#take()
    if (token.kind === 'open') {
      const inner = this.#expression(own, depth + 1)
      const close = this.#peek()
      if (close?.kind !== 'close') {
        throw this.#error(
          token.start,
          'query/bracket',
          'A bracket is opened here and never closed.',
          'add a ")" where the group ends.',
        )
      }
      this.#next++
      if (inner === undefined)
        throw this.#error(token.start, 'query/empty-group', 'The brackets are empty.', 'fill or remove them.')
      return this.#proximity(inner, own, token)
    }
    if (token.kind === 'word') {
      if (/^[*?]*$/.test(token.value.text.replaceAll(' ', ''))) {
        throw this.#error(
          token.start,
          'query/only-wildcard',
          `"${token.text}" has wildcards and no letters.`,
          'write the beginning of the word before the wildcard.',
        )
      }
      if (!token.value.isPhrase && /^(?:and|or|not)$/i.test(token.value.text)) {
        throw this.#error(
          token.start,
          'query/operator-case',
          `"${token.text}" is written in small letters; operators are AND, OR and NOT.`,
          'write it in capitals, or put the phrase it belongs to in quotation marks.',
        )
      }
      return this.#proximity({ kind: 'term', ...token.value, field: own }, own, token)
    }
    this.#next = start
    throw this.#error(
      token.start,
      'query/missing-term',
      `Found "${token.text}" where a term was expected.`,
      'write a term before and after every operator.',
    )
  }

  /** `left` itself, or the proximity that begins with it. */
  #proximity(left: QueryNode, field: QueryField, at: Token): QueryNode {
    const operator = this.#peek()
    if (operator?.kind !== 'near') return left
    const leftWords = alternatives(left, field)
    this.#next++
    const own = this.#fieldPrefix() ?? field
    const token = this.#take()
    const right =
      token.kind === 'word'
        ? [token.value]
        : token.kind === 'open'
          ? alternatives(this.#groupAfterOpen(own, token), own)
          : undefined
    if (leftWords === undefined || right === undefined || own !== field) {
      throw this.#error(
        at.start,
        'query/proximity',
        `${operator.text} needs words, phrases or alternatives in brackets in one field on both sides.`,
        'write for example (citizen OR user) NEAR/3 involv*.',
      )
    }
    const node = { kind: 'near', left: leftWords, right, within: operator.within } as const
    const near: QueryNode = { ...node, isOrdered: operator.isOrdered, field }
    const following = this.#peek()
    if (following?.kind === 'near') {
      throw this.#error(
        following.start,
        'query/proximity',
        'Three terms are chained by proximity; databases disagree on what that means.',
        'write (a NEAR/3 b) AND (b NEAR/3 c).',
      )
    }
    return near
  }

  #groupAfterOpen(field: QueryField, open: Token): QueryNode {
    const inner = this.#expression(field, 1)
    if (inner === undefined || this.#peek()?.kind !== 'close') {
      throw this.#error(
        open.start,
        'query/bracket',
        'A bracket is opened here and never closed.',
        'add a ")" where the group ends.',
      )
    }
    this.#next++
    return inner
  }

  #fieldPrefix(): QueryField | undefined {
    const token = this.#peek()
    if (token?.kind !== 'field') return undefined
    const field = fieldNames.get(token.name.toLowerCase())
    if (field === undefined) {
      throw this.#error(
        token.start,
        'query/unknown-field',
        `"${token.name}" is not a field; expected one of ${[...queryFields, 'year', 'language'].join(', ')}.`,
        'use one of these, or put the term in quotation marks if the colon belongs to it.',
      )
    }
    this.#next++
    return field
  }

  #limit(token: Token): Limit | undefined {
    if (token.kind !== 'field') return undefined
    const name = token.name.toLowerCase()
    if (name !== 'year' && name !== 'language') return undefined
    const value = this.#tokens[this.#next + 1]
    const text = value?.kind === 'word' ? value.value.text : ''
    if (name === 'year') {
      const match = /^(\d{4})?(-)?(\d{4})?$/.exec(text.replaceAll(/[–—]/g, '-'))
      const [, from, dash, to] = match ?? []
      if (
        match === null ||
        (from === undefined && to === undefined) ||
        (dash === undefined && to !== undefined)
      )
        throw this.#badLimit(token, text, 'a year or a range such as 2010-2020, 2010- or -2020')
      const last = dash === undefined ? from : to
      const years = {
        ...(from === undefined ? {} : { from: Number(from) }),
        ...(last === undefined ? {} : { to: Number(last) }),
      }
      if (years.from !== undefined && years.to !== undefined && years.from > years.to)
        throw this.#badLimit(token, text, 'the earlier year first')
      return { kind: 'years', ...years }
    }
    const codes = text.split(',').map(languageCode)
    const known = codes.filter((code) => code !== undefined)
    if (text === '' || known.length !== codes.length)
      throw this.#badLimit(token, text, 'language codes such as en or en,de')
    return { kind: 'languages', codes: [...new Set(known)] }
  }

  #badLimit(token: Token, found: string, expected: string): QueryError {
    return this.#error(
      token.start,
      'query/limit',
      `The limit "${token.text}${found}" was not understood; expected ${expected}.`,
      `write ${expected}.`,
    )
  }

  #misplacedLimit(token: Token): QueryError {
    return this.#error(
      token.start,
      'query/limit',
      `The limit "${token.text}" stands inside brackets or beside OR or NOT; it holds for the whole query.`,
      'join it to the whole query with AND: (a OR b) AND year:2010-2020.',
    )
  }

  #takeLimit(limit: Limit, token: Token): void {
    const isTwice = limit.kind === 'years' ? this.#years !== undefined : this.#languages !== undefined
    if (isTwice) throw this.#badLimit(token, '', 'one such limit in a query')
    this.#next += 2
    if (limit.kind === 'languages') this.#languages = limit.codes
    else {
      const { kind: _kind, ...years } = limit
      this.#years = years
    }
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next]
  }

  #take(): Token {
    const token = this.#tokens[this.#next]
    if (token === undefined) {
      throw this.#error(
        this.#text.trimEnd().length,
        'query/missing-term',
        'The query ends where a term was expected.',
        'add the term, or remove the operator before it.',
      )
    }
    this.#next++
    return token
  }

  #error(position: number, code: string, message: string, remedy: string): QueryError {
    return new QueryError(this.#problem(position, 'lost', code, message, remedy))
  }

  #problem(
    position: number,
    severity: Problem['severity'],
    code: string,
    message: string,
    remedy: string,
  ): Problem {
    const before = this.#text.slice(0, position).split('\n')
    const line = (this.#at.line ?? 1) + before.length - 1
    const column = (before.at(-1)?.length ?? 0) + 1
    return {
      kind: 'problem',
      severity,
      code,
      at: { ...this.#at, line },
      message: `Column ${column}: ${message}`,
      remedy: `You can ${remedy}`,
    }
  }
}

/** The words of a term or of terms joined by OR, all in this field; undefined for anything else. */
function alternatives(node: QueryNode, field: QueryField): readonly Word[] | undefined {
  const operands = node.kind === 'or' ? node.operands : [node]
  const words = operands.map((operand) =>
    operand.kind === 'term' && operand.field === field
      ? { text: operand.text, isPhrase: operand.isPhrase }
      : undefined,
  )
  return words.every((word) => word !== undefined) ? words : undefined
}
