/** A field's value in its pieces, before macros are filled in: `{a} # jan # "b"`. */
export interface BibtexPiece {
  /** `braced` and `quoted` hold text; `bare` is a number or the name of a macro. */
  readonly kind: 'braced' | 'quoted' | 'bare'
  readonly text: string
}

export interface BibtexField {
  /** Lower case, as written otherwise: Scopus writes `funding_text 1`. */
  readonly name: string
  readonly pieces: readonly BibtexPiece[]
}

export interface BibtexEntry {
  readonly key: string
  readonly fields: readonly BibtexField[]
  /** What could not be read as `name = value`, where there is such. */
  readonly rest: readonly string[]
}

/** An entry's body as key and fields. A missing key, comma or value costs that piece only. */
export function parseEntryBody(body: string, hasKey = true): BibtexEntry {
  const fields: BibtexField[] = []
  const rest: string[] = []
  const { key, at: start } = hasKey ? keyOf(body) : { key: '', at: 0 }
  let at = start
  while (at < body.length) {
    at = skip(body, at, /[\s,]/)
    if (at >= body.length) break
    const equals = nameEnd(body, at)
    if (equals === undefined) {
      const end = nextComma(body, at)
      const piece = body.slice(at, end).trim()
      if (piece !== '') rest.push(piece)
      at = end + 1
      continue
    }
    const name = body.slice(at, equals).trim().toLowerCase().replace(/\s+/g, ' ')
    const value = parseValue(body, equals + 1)
    fields.push({ name, pieces: value.pieces })
    at = value.at
  }
  return { key, fields, rest }
}

/** The key ends at the first comma; an entry whose first thing is `name =` has none. */
function keyOf(body: string): { key: string; at: number } {
  const comma = body.indexOf(',')
  const head = comma === -1 ? body : body.slice(0, comma)
  if (/=/.test(head) && /^\s*[A-Za-z][\w\s-]*=\s*["{\w]/.test(head)) return { key: '', at: 0 }
  return { key: head.trim().replace(/\s+/g, ' '), at: comma === -1 ? body.length : comma + 1 }
}

function skip(text: string, from: number, what: RegExp): number {
  let at = from
  while (at < text.length && what.test(text.charAt(at))) at++
  return at
}

/** Where the `=` of `name =` stands; undefined where something else comes first. */
function nameEnd(text: string, from: number): number | undefined {
  for (let at = from; at < text.length && at < from + 200; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x3d) return at
    if (code === 0x2c || code === 0x7b || code === 0x22) return undefined
  }
  return undefined
}

function nextComma(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x7b) depth++
    else if (code === 0x7d) depth--
    else if (code === 0x2c && depth <= 0) return at
  }
  return text.length
}

function parseValue(text: string, from: number): { pieces: BibtexPiece[]; at: number } {
  const pieces: BibtexPiece[] = []
  let at = from
  for (;;) {
    at = skip(text, at, /\s/)
    const code = text.charCodeAt(at)
    if (code === 0x7b) {
      const end = closingBrace(text, at)
      pieces.push({ kind: 'braced', text: text.slice(at + 1, end) })
      at = end + 1
    } else if (code === 0x22) {
      const end = closingQuote(text, at)
      pieces.push({ kind: 'quoted', text: text.slice(at + 1, end) })
      at = end + 1
    } else {
      const end = bareEnd(text, at)
      const word = text.slice(at, end).trim()
      if (word !== '') pieces.push({ kind: 'bare', text: word })
      at = end
    }
    at = skip(text, at, /\s/)
    if (text.charAt(at) !== '#') return { pieces, at }
    at++
  }
}

function closingBrace(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x7b) depth++
    else if (code === 0x7d && --depth === 0) return at
  }
  return text.length
}

/** A quotation mark inside braces does not close (`"M{\"u}ller"`). */
function closingQuote(text: string, open: number): number {
  let depth = 0
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x7b) depth++
    else if (code === 0x7d) depth--
    else if (code === 0x22 && depth <= 0) return at
  }
  return text.length
}

function bareEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && !/[,#\n{}"]/.test(text.charAt(at))) at++
  return at
}
