import type { Word } from './query.ts'

interface Located {
  /** Offset of the token's first character, and the token as written. */
  readonly start: number
  readonly text: string
}

export type Token = Located &
  (
    | { readonly kind: 'open' | 'close' }
    | { readonly kind: 'operator'; readonly operator: 'and' | 'or' | 'not' }
    | { readonly kind: 'near'; readonly within: number; readonly isOrdered: boolean }
    | { readonly kind: 'field'; readonly name: string }
    | { readonly kind: 'word'; readonly value: Word }
  )

/** Straight and typographic double quotation marks: queries come out of word processors. */
const quotes = '"“”„«»'
const phrase = new RegExp(`[${quotes}]([^${quotes}]*)(?:[${quotes}]|$)`, 'y')
const field = /([\p{L}][\p{L}-]*):/uy
const word = new RegExp(`[^\\s()${quotes}]+`, 'y')

/** The tokens of a query, in order. Never throws: what makes no sense becomes a word and the parser says so. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }
  while (at < text.length) {
    const character = text[at] ?? ''
    if (/\s/.test(character)) {
      at++
      continue
    }
    if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close', start: at, text: character })
      at++
      continue
    }
    const quoted = match(phrase)
    if (quoted !== null) {
      const inner = (quoted[1] ?? '').replaceAll(/\s+/g, ' ').trim()
      if (inner !== '')
        tokens.push({ kind: 'word', value: { text: inner, isPhrase: true }, start: at, text: quoted[0] })
      at += quoted[0].length
      continue
    }
    const prefixed = match(field)
    if (prefixed !== null) {
      tokens.push({ kind: 'field', name: prefixed[1] ?? '', start: at, text: prefixed[0] })
      at += prefixed[0].length
      continue
    }
    const plain = match(word)?.[0] ?? character
    tokens.push(wordToken(plain, at))
    at += plain.length
  }
  return tokens
}

function wordToken(text: string, start: number): Token {
  if (text === 'AND' || text === 'OR' || text === 'NOT') {
    return { kind: 'operator', operator: text.toLowerCase() as 'and' | 'or' | 'not', start, text }
  }
  const proximity = /^(NEAR|PRE)\/(\d{1,2})$/.exec(text)
  if (proximity !== null) {
    return {
      kind: 'near',
      within: Number(proximity[2]),
      isOrdered: proximity[1] === 'PRE',
      start,
      text,
    }
  }
  return { kind: 'word', value: { text, isPhrase: false }, start, text }
}
