import type { Problem } from '../../domain/problem.ts'
import { binding, defaultField, type ForeignSyntax, tags } from './foreign-syntax.ts'
import { languageCode } from './languages.ts'
import { joined, type Near, type Query, type QueryField, type QueryNode, type Word } from './query.ts'

/**
 * A query out of another database's search line. Operators are read as that database does: PubMed and Ovid from left
 * to right, Scopus OR before AND before AND NOT, Web of Science NOT before AND before OR. What has no counterpart
 * (line numbers, unknown tags) becomes a problem, and then there is no query.
 */
export function readForeignQuery(
  text: string,
  syntax: ForeignSyntax,
  file: string,
): { readonly query?: Query; readonly problems: readonly Problem[] } {
  const reading = new Reading(text, syntax)
  try {
    const root = reading.all()
    const { years, languages } = reading
    const query: Query = {
      root,
      ...(years?.from === undefined && years?.to === undefined ? {} : { years }),
      ...(languages === undefined ? {} : { languages }),
    }
    return { query, problems: [] }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const problem: Problem = {
      kind: 'problem',
      severity: 'lost',
      code: `query/${syntax}`,
      at: { file },
      message: `Column ${error.at + 1}: ${error.message}`,
      remedy: "You can rewrite this part in lacuna's own query language.",
    }
    return { problems: [problem] }
  }
}

/** A heading is followed by a slash; neither an operator nor a tag stands inside. */
const ovidHeading =
  /(?:exp\s+)?((?:(?!\s(?:and|or|not|adj\d*)\s|\.[a-z,]+\.)[^()"/\n])+?|"[^"]+")\/(?=[\s)]|$)/iy

class Unreadable extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

/** A part that is still without its field: tags stand behind it in PubMed and Ovid. */
type Part = { readonly node: QueryNode; readonly hasField: boolean } | 'limit'

class Reading {
  years: { from?: number; to?: number } | undefined
  languages: string[] | undefined
  readonly #text: string
  readonly #syntax: ForeignSyntax
  #at = 0

  constructor(text: string, syntax: ForeignSyntax) {
    this.#text = text.replaceAll(/[“”„]/g, '"').trim()
    this.#syntax = syntax
  }

  all(): QueryNode {
    const limited =
      /^limit\s+([\s\S]+?)\s+to\s+\(?((?:[a-z]+(?:\s+or\s+[a-z]+)*\s+and\s+)?yr="[^"]*"|[a-z]+(?:\s+or\s+[a-z]+)*)\)?\s*$/i.exec(
        this.#text,
      )
    if (this.#syntax === 'ovid' && limited?.[1] !== undefined) {
      const inner = new Reading(limited[1], 'ovid')
      const node = inner.all()
      const said = limited[2] ?? ''
      const years = /yr="(\d{4})?\s*-\s*(\d{4}|Current)?"/i.exec(said)
      if (years !== null) this.#limitYears(years[1], /^\d/.test(years[2] ?? '') ? years[2] : undefined)
      const names = said
        .replace(/\s*and\s+yr=.*|yr=.*/i, '')
        .split(/\s+or\s+/i)
        .filter((name) => name !== '')
      this.#limitLanguages(names)
      return node
    }
    const part = this.#expression(0)
    this.#space()
    if (this.#at < this.#text.length)
      throw this.#unreadable(`"${this.#text.slice(this.#at, this.#at + 12)}" is not expected here.`)
    if (part === 'limit') throw this.#unreadable('There are limits but nothing to search for.')
    return this.#withField(part, defaultField[this.#syntax])
  }

  #expression(least: number): Part {
    let left = this.#operand()
    for (;;) {
      const before = this.#at
      const operator = this.#operator()
      if (operator === undefined) return left
      const strength = binding[this.#syntax][operator]
      if (strength < least) {
        this.#at = before
        return left
      }
      const right = this.#expression(strength + 1)
      left = this.#join(operator, left, right)
    }
  }

  #join(operator: 'and' | 'or' | 'not', left: Part, right: Part): Part {
    if (left === 'limit' || right === 'limit') {
      if (operator !== 'and' && left !== right)
        throw this.#unreadable('A limit is joined by something else than AND.')
      return left === 'limit' ? right : left
    }
    const other = defaultField[this.#syntax]
    // Alternatives inside brackets keep waiting for the tag behind the bracket.
    const waits = !left.hasField && !right.hasField
    const [a, b] = waits
      ? [left.node, right.node]
      : [this.#withField(left, other), this.#withField(right, other)]
    if (operator === 'not') return { node: { kind: 'not', keep: a, drop: b }, hasField: !waits }
    const before = a.kind === operator && !this.#isBracketed(a) ? a.operands : [a]
    return { node: joined(operator, [...before, b]), hasField: !waits }
  }

  readonly #bracketed = new WeakSet<object>()
  #isBracketed(node: QueryNode): boolean {
    return this.#bracketed.has(node)
  }

  #operator(): 'and' | 'or' | 'not' | undefined {
    this.#space()
    const match = this.#match(/(AND\s+NOT|AND|OR|NOT)(?=[\s("])/iy)
    if (match === undefined) {
      const rest = this.#text[this.#at]
      // Words side by side are joined by AND, as all four databases do.
      return rest === undefined || rest === ')' || rest === '[' || rest === '.' ? undefined : 'and'
    }
    const word = match[0].toLowerCase()
    return word === 'or' ? 'or' : word === 'and' ? 'and' : 'not'
  }

  #operand(): Part {
    this.#space()
    const limit = this.#limit()
    if (limit) return 'limit'
    const prefix = this.#prefix()
    if (prefix !== undefined) {
      const inner = this.#operand()
      if (inner === 'limit') throw this.#unreadable('A limit stands inside a field.')
      return { node: this.#withField(inner, prefix), hasField: true }
    }
    const first = this.#primary()
    return first === 'limit' ? 'limit' : this.#tagged(this.#near(first))
  }

  #primary(): Part {
    this.#space()
    if (this.#text[this.#at] === '(') {
      this.#at++
      const inner = this.#expression(0)
      this.#space()
      if (this.#text[this.#at] !== ')') throw this.#unreadable('A bracket is never closed.')
      this.#at++
      if (inner !== 'limit') this.#bracketed.add(inner.node)
      return inner
    }
    const heading = this.#syntax === 'ovid' ? this.#match(ovidHeading) : undefined
    if (heading !== undefined) {
      const text = (heading[1] ?? '').replaceAll('"', '').trim()
      const isPhrase = /[^\p{L}\p{N}*?-]/u.test(text)
      return { node: { kind: 'term', text, isPhrase, field: 'subject' }, hasField: true }
    }
    const quoted = this.#match(/"([^"]*)"|\{([^}]*)\}/y)
    if (quoted !== undefined) {
      const text = (quoted[1] ?? quoted[2] ?? '').replaceAll(/\s+/g, ' ').trim()
      if (text === '') throw this.#unreadable('There is an empty phrase.')
      return { node: { kind: 'term', text, isPhrase: true, field: 'all' }, hasField: false }
    }
    if (this.#match(/#?\d+(?=\s|$|\))/y) !== undefined && this.#syntax !== 'scopus')
      throw this.#unreadable('A line number refers to another search.')
    // Ovid and PubMed take words up to an operator or tag as a phrase.
    const several = this.#syntax === 'ovid' || this.#syntax === 'pubmed'
    const one = String.raw`(?!(?:AND|OR|NOT|adj\d+)(?=[\s("]|$))[^\s()\[\]"{}]+?`
    const end = String.raw`(?=\s*(?:$|[()\[\]"{}]|\.[a-z,]+\.)|\s)`
    const words: string[] = []
    for (;;) {
      const word = this.#match(new RegExp(one + end, 'iy'))
      if (word === undefined) break
      words.push(word[0])
      if (!several || this.#match(/\s+(?=[^\s()[\]"{}.])/y) === undefined) break
    }
    const text = words.join(' ')
    if (text === '') throw this.#unreadable('A term was expected.')
    const plain =
      this.#syntax === 'ovid' ? text.replaceAll('$', '*').replaceAll('#', '?') : text.replaceAll('$', '?')
    return {
      node: { kind: 'term', text: plain, isPhrase: plain.includes(' '), field: 'all' },
      hasField: false,
    }
  }

  #near(left: { readonly node: QueryNode; readonly hasField: boolean }): typeof left {
    this.#space()
    const match = this.#match(/(?:(NEAR|W|PRE)\/(\d+)|adj(\d*))(?=[\s(])/iy)
    if (match === undefined) return left
    const right = this.#primary()
    if (right === 'limit') throw this.#unreadable('A limit stands beside a proximity.')
    const steps = match[3]
    const within = steps === undefined ? Number(match[2]) : Math.max(0, Number(steps === '' ? 1 : steps) - 1)
    const isOrdered = /^pre$/i.test(match[1] ?? '') || steps === '' || steps === '1'
    const [a, b] = [wordsOf(left.node), wordsOf(right.node)]
    if (a === undefined || b === undefined || left.hasField || right.hasField)
      throw this.#unreadable('Proximity holds between words or alternatives only.')
    const node: Near = { kind: 'near', left: a, right: b, within, isOrdered, field: 'all' }
    return { node, hasField: false }
  }

  /** `[tiab]`, `[tiab:~3]` or `.ti,ab.` behind a part. */
  #tagged(part: { readonly node: QueryNode; readonly hasField: boolean }): Part {
    const tag =
      this.#syntax === 'pubmed'
        ? this.#match(/\s*\[([^\]]+)\]/y)
        : this.#syntax === 'ovid'
          ? this.#match(/\.([a-z,]+)\./iy)
          : undefined
    if (tag === undefined) return part
    const [name = '', distance] = (tag[1] ?? '').toLowerCase().split(':~')
    if (
      this.#syntax === 'pubmed' &&
      part.node.kind === 'term' &&
      this.#isPubmedLimit(name.trim(), part.node.text)
    )
      return 'limit'
    const field = tags[this.#syntax][name.replace(/:noexp$/, '').trim()]
    if (field === undefined) throw this.#unreadable(`The field "${tag[1] ?? ''}" is not known.`)
    if (distance !== undefined && part.node.kind === 'term') {
      const [a = '', ...rest] = part.node.text.split(' ')
      const word = (text: string): Word => ({ text, isPhrase: text.includes(' ') })
      return {
        node: {
          kind: 'near',
          left: [word(a)],
          right: [word(rest.join(' '))],
          within: Number(distance),
          isOrdered: false,
          field,
        },
        hasField: true,
      }
    }
    return { node: this.#withField(part, field), hasField: true }
  }

  #isPubmedLimit(tag: string, text: string): boolean {
    if (/^(?:dp|pdat|date - publication)$/.test(tag)) {
      const [from, to] = text
        .replaceAll('"', '')
        .split(':')
        .map((part) => /\d{4}/.exec(part)?.[0])
      this.#limitYears(from, text.includes(':') ? to : from)
      return true
    }
    if (/^(?:la|lang|language)$/.test(tag)) {
      this.#limitLanguages([text])
      return true
    }
    return false
  }

  /** `TITLE(`, `TS=`: a field before its part. */
  #prefix(): QueryField | undefined {
    if (this.#syntax !== 'scopus' && this.#syntax !== 'wos') return undefined
    const before = this.#at
    // Scopus shows its queries with a blank between a field and its bracket.
    const match =
      this.#syntax === 'scopus' ? this.#match(/([A-Z-]+)\s*(?=\()/iy) : this.#match(/([A-Z]{2,3})\s*=\s*/iy)
    if (match === undefined) return undefined
    const field = tags[this.#syntax][(match[1] ?? '').toLowerCase()]
    if (field === undefined && this.#syntax === 'scopus' && /\s$/.test(match[0])) {
      this.#at = before
      return undefined
    }
    if (field === undefined) throw this.#unreadable(`The field "${match[1] ?? ''}" is not known.`)
    return field
  }

  /** Limits that are clauses of their own in Scopus and Web of Science. */
  #limit(): boolean {
    if (this.#syntax === 'scopus') {
      const year = this.#match(/PUBYEAR\s*(>|<|=|AFT|BEF|IS)\s*(\d{4})/iy)
      if (year !== undefined) {
        const [sign, number] = [(year[1] ?? '').toUpperCase(), Number(year[2])]
        if (sign === '>' || sign === 'AFT') this.#limitYears(String(number + 1), undefined)
        else if (sign === '<' || sign === 'BEF') this.#limitYears(undefined, String(number - 1))
        else this.#limitYears(String(number), String(number))
        return true
      }
      const oneYear = this.#match(/LIMIT-TO\s*\(\s*PUBYEAR\s*,\s*(\d{4})\s*\)/iy)
      if (oneYear !== undefined) {
        // Scopus lists the years of a range one by one, joined by OR.
        const number = Number(oneYear[1])
        const { from = number, to = number } = this.years ?? {}
        this.years = { from: Math.min(from, number), to: Math.max(to, number) }
        return true
      }
      const language = this.#match(/(?:LIMIT-TO\s*\(\s*)?LANGUAGE\s*[(,]\s*([^)]*)\)/iy)
      if (language !== undefined)
        this.#limitLanguages((language[1] ?? '').replaceAll('"', '').split(/\s+OR\s+/i))
      return language !== undefined
    }
    if (this.#syntax !== 'wos') return false
    const year = this.#match(/PY\s*=\s*\(?(\d{4})(?:\s*-\s*(\d{4}))?\)?/iy)
    if (year !== undefined) this.#limitYears(year[1], year[2] ?? year[1])
    const language = year === undefined ? this.#match(/LA\s*=\s*(?:\(([^)]*)\)|(\w+))/iy) : undefined
    if (language !== undefined) this.#limitLanguages((language[1] ?? language[2] ?? '').split(/\s+OR\s+/i))
    return year !== undefined || language !== undefined
  }

  /** Ends that databases write for "any" (1000, 3000) stay open. */
  #limitYears(from: string | undefined, to: string | undefined): void {
    this.years ??= {}
    if (from !== undefined && Number(from) > 1800) this.years.from = Number(from)
    if (to !== undefined && Number(to) < 2100) this.years.to = Number(to)
  }

  #limitLanguages(names: readonly string[]): void {
    for (const name of names) {
      const code = languageCode(name)
      if (code === undefined) throw this.#unreadable(`The language "${name}" is not known.`)
      this.languages = [...new Set([...(this.languages ?? []), code])]
    }
  }

  #withField({ node, hasField }: Exclude<Part, 'limit'>, field: QueryField): QueryNode {
    return hasField ? node : setField(node, field)
  }

  #space(): void {
    this.#match(/\s+/y)
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (match === null) return undefined
    this.#at += match[0].length
    return match
  }

  #unreadable(message: string): Unreadable {
    return new Unreadable(this.#at, message)
  }
}

function setField(node: QueryNode, field: QueryField): QueryNode {
  switch (node.kind) {
    case 'term':
    case 'near':
      return { ...node, field }
    case 'and':
    case 'or':
      return { ...node, operands: node.operands.map((operand) => setField(operand, field)) }
    case 'not':
      return { ...node, keep: setField(node.keep, field), drop: setField(node.drop, field) }
  }
}

function wordsOf(node: QueryNode): readonly Word[] | undefined {
  const operands = node.kind === 'or' ? node.operands : [node]
  const words = operands.map((operand) =>
    operand.kind === 'term' ? { text: operand.text, isPhrase: operand.isPhrase } : undefined,
  )
  return words.every((word) => word !== undefined) ? words : undefined
}
