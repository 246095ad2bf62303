import { LineSplitter } from './lines.ts'

/** One `@type{…}` as it stood in the file. */
export interface BibtexBlock {
  readonly line: number
  readonly raw: string
  /** Lower case: `article`, `string`, `comment`. */
  readonly type: string
  /** What stands between the delimiters. */
  readonly body: string
  /** False where the next entry or the end of the file came before the closing delimiter. */
  readonly closed: boolean
}

/** Text outside entries that looks like a part of one: the tail of an entry with a brace too many. */
export interface BibtexStray {
  readonly line: number
  readonly text: string
}

/**
 * Cuts BibTeX into entries by counting braces, as BibTeX does. Text outside entries is comment. An entry that is
 * not closed ends where a line begins with the next `@type{key,`, so a lost brace costs one entry.
 */
export class BibtexSplitter {
  readonly #splitter = new LineSplitter()
  #line = 0
  #open:
    { line: number; type: string; closer: string; depth: number; raw: string[]; body: string[] } | undefined
  #pending = ''
  #stray: { line: number; lines: string[] } | undefined
  #out: (BibtexBlock | BibtexStray)[] = []

  push(chunk: string): (BibtexBlock | BibtexStray)[] {
    for (const line of this.#splitter.push(chunk)) this.#take(line)
    return this.#handOut()
  }

  end(): (BibtexBlock | BibtexStray)[] {
    for (const line of this.#splitter.end()) this.#take(line)
    this.#close('', false)
    this.#dropStray()
    return this.#handOut()
  }

  #handOut(): (BibtexBlock | BibtexStray)[] {
    const out = this.#out
    this.#out = []
    return out
  }

  #take(text: string): void {
    this.#line++
    const line = this.#line === 1 && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
    if (this.#open !== undefined && line.includes('@') && nextEntry.test(line)) this.#close('', false)
    let rest = line
    while (rest !== '') {
      if (this.#open === undefined) {
        const after = this.#outside(rest)
        if (after === undefined) return
        rest = after
      } else {
        const after = this.#inside(rest)
        if (after === undefined) return
        rest = after
      }
    }
    if (line === '') this.#open?.raw.push('')
    if (line === '') this.#open?.body.push('')
  }

  /** Looks for the start of an entry, which may stretch over lines (`@` line end `book` line end `{`). */
  #outside(text: string): string | undefined {
    const line = this.#pending === '' ? text : `${this.#pending}\n${text}`
    const match = /@\s*([A-Za-z][\w-]*)\s*([{(])/.exec(line)
    if (match === null) {
      const isBegun = /@\s*(?:[A-Za-z][\w-]*)?\s*$/.test(line) && line.length < 200
      this.#pending = isBegun ? line : ''
      if (!isBegun && fieldLike.test(line)) {
        this.#stray ??= { line: this.#line, lines: [] }
        this.#stray.lines.push(line)
      }
      return undefined
    }
    const start = this.#line - (this.#pending === '' ? 0 : line.slice(match.index).split('\n').length - 1)
    this.#pending = ''
    this.#dropStray()
    const end = match.index + match[0].length
    this.#open = {
      line: start,
      type: (match[1] ?? '').toLowerCase(),
      closer: match[2] === '(' ? ')' : '}',
      depth: 0,
      raw: [match[0].replace(/\n/g, ' ')],
      body: [],
    }
    const rest = line.slice(end)
    if (rest !== '') return rest
    this.#open.body.push('')
    return undefined
  }

  /** Takes text into the open entry; what stands after its end is handed back. */
  #inside(text: string): string | undefined {
    const open = this.#open
    if (open === undefined) return text
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === 0x7b) open.depth++
      else if (code === 0x7d) {
        if (open.depth === 0 && open.closer === '}')
          return this.#close(text.slice(0, i), true, text.slice(i + 1))
        if (open.depth > 0) open.depth--
      } else if (code === 0x29 && open.depth === 0 && open.closer === ')' && isEntryEnd(text, i)) {
        return this.#close(text.slice(0, i), true, text.slice(i + 1))
      }
    }
    this.#add(text)
    return undefined
  }

  #add(text: string): void {
    const open = this.#open
    if (open === undefined) return
    // The first piece stands on the line of the `@type{`.
    if (open.body.length === 0) open.raw[0] += text
    else open.raw.push(text)
    open.body.push(text)
  }

  #close(last: string, closed: boolean, rest = ''): string {
    const open = this.#open
    if (open === undefined) return rest
    if (closed) {
      this.#add(last)
      open.raw[open.raw.length - 1] += open.closer
    }
    this.#open = undefined
    this.#out.push({
      line: open.line,
      raw: open.raw.join('\n').trimEnd(),
      type: open.type,
      body: open.body.join('\n'),
      closed,
    })
    return rest
  }

  #dropStray(): void {
    if (this.#stray !== undefined)
      this.#out.push({ line: this.#stray.line, text: this.#stray.lines.join('\n') })
    this.#stray = undefined
  }
}

/** A line on which, inside an unclosed entry, the next one begins. */
const nextEntry =
  /^\s{0,8}@\s*[A-Za-z][\w-]*\s*[{(]\s*[^\s={}",]{0,200}\s*,\s*$|^@[A-Za-z]+\s*[{(]\s*[^\s={}",]{1,200}\s*,/

const fieldLike = /^\s*[A-Za-z][\w-]*\s*=\s*["{]/

/** In `@misc(key, title = {a (b) c})` a bracket outside braces ends the entry only where nothing but space follows. */
const isEntryEnd = (text: string, at: number): boolean => /^\s*(?:$|@)/.test(text.slice(at + 1, at + 200))
