import type { ParsedRecord } from '../domain/record.ts'
import type { Problem } from '../domain/problem.ts'
import { LineSplitter } from './lines.ts'

/** One tag and its value; lines that continued it are joined with line feeds. */
export interface TaggedField {
  readonly tag: string
  value: string
  readonly line: number
}

/** One entry of a tagged file, as it stood there. */
export interface TaggedEntry {
  readonly line: number
  readonly raw: string
  readonly fields: readonly TaggedField[]
  /** Whether the entry ended as the format asks; false where the next began or the file ended first. */
  readonly closed: boolean
}

/** How one tagged format cuts lines into fields and entries. */
export interface TaggedGrammar {
  /** Tag and value of a line; undefined for a line that continues a value or is none of the format's. */
  readonly field: (line: string) => { readonly tag: string; readonly value: string } | undefined
  /** Whether this field begins an entry, given the entry that is open. */
  readonly begins: (tag: string, open: readonly TaggedField[] | undefined) => boolean
  /** The tag that ends an entry, where there is one. */
  readonly endTag?: string
  /** Whether a blank line ends an entry. */
  readonly blankEnds: boolean
  /** Tags that stand before or after entries and belong to none (`FN`, `VR`, `EF`). */
  readonly outside?: ReadonlySet<string>
  /** Text that stands between entries by the vendor's habit (`Record #3 of 18`, `<1. >`): not worth a word. */
  readonly furniture?: RegExp
  /** Whether tags outside an entry (its first line lost) make an entry of their own. */
  readonly adoptsOrphans?: boolean
}

/** What stands outside entries: lines that were not kept. */
export interface Stray {
  readonly line: number
  readonly lines: readonly string[]
}

/**
 * Cuts a tagged file into entries, chunk by chunk. Continuation lines are joined to the field before them, text
 * outside entries is handed out as strays. Time and memory are linear in the entry.
 */
export class TaggedSplitter {
  readonly #grammar: TaggedGrammar
  readonly #splitter = new LineSplitter()
  #line = 0
  #open: { line: number; raw: string[]; fields: TaggedField[]; more: string[] } | undefined
  #stray: { line: number; lines: string[] } | undefined
  #out: (TaggedEntry | Stray)[] = []

  constructor(grammar: TaggedGrammar) {
    this.#grammar = grammar
  }

  push(chunk: string): (TaggedEntry | Stray)[] {
    for (const line of this.#splitter.push(chunk)) this.#take(line)
    return this.#handOut()
  }

  end(): (TaggedEntry | Stray)[] {
    for (const line of this.#splitter.end()) this.#take(line)
    this.#close(this.#grammar.endTag === undefined)
    this.#dropStray()
    return this.#handOut()
  }

  #handOut(): (TaggedEntry | Stray)[] {
    const out = this.#out
    this.#out = []
    return out
  }

  #take(text: string): void {
    this.#line++
    const line = this.#line === 1 && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
    const grammar = this.#grammar
    if (line.trim() === '') {
      if (this.#open === undefined) return
      if (grammar.blankEnds) this.#close(true)
      else this.#continue(line)
      return
    }
    const field = grammar.field(line)
    if (field === undefined) {
      if (this.#open === undefined) this.#strayLine(line)
      else this.#continue(line)
      return
    }
    const { tag, value } = field
    if (grammar.begins(tag, this.#open?.fields)) {
      this.#close(grammar.endTag === undefined)
      this.#begin()
    } else if (this.#open === undefined) {
      if (grammar.outside?.has(tag)) return
      if (tag === grammar.endTag || grammar.adoptsOrphans !== true) {
        if (tag !== grammar.endTag) this.#strayLine(line)
        return
      }
      this.#begin()
    }
    const open = this.#open
    if (open === undefined) return
    open.raw.push(line)
    this.#joinMore()
    if (tag === grammar.endTag) {
      this.#close(true)
      return
    }
    open.fields.push({ tag, value, line: this.#line })
  }

  #begin(): void {
    this.#dropStray()
    this.#open = { line: this.#line, raw: [], fields: [], more: [] }
  }

  #continue(line: string): void {
    const open = this.#open
    if (open === undefined) return
    open.raw.push(line)
    if (open.fields.length > 0) open.more.push(line.trim())
  }

  /** Continuation lines are gathered and joined once, so a value of many lines costs linear time. */
  #joinMore(): void {
    const open = this.#open
    if (open === undefined || open.more.length === 0) return
    while (open.more.at(-1) === '') open.more.pop()
    const last = open.fields.at(-1)
    if (last !== undefined && open.more.length > 0) last.value = [last.value, ...open.more].join('\n')
    open.more = []
  }

  #close(closed: boolean): void {
    const open = this.#open
    if (open === undefined) return
    this.#joinMore()
    while (open.raw.at(-1)?.trim() === '') open.raw.pop()
    this.#open = undefined
    this.#out.push({ line: open.line, raw: open.raw.join('\n'), fields: open.fields, closed })
  }

  #strayLine(line: string): void {
    if (this.#grammar.furniture?.test(line)) return
    this.#stray ??= { line: this.#line, lines: [] }
    this.#stray.lines.push(line)
  }

  #dropStray(): void {
    if (this.#stray !== undefined) this.#out.push(this.#stray)
    this.#stray = undefined
  }
}

/** Runs a tagged file through its grammar and a reader of entries; the one loop that all tagged formats share. */
export async function* readTagged(
  text: AsyncIterable<string>,
  file: string,
  format: string,
  grammar: TaggedGrammar,
  readEntry: (entry: TaggedEntry) => readonly (ParsedRecord | Problem)[],
): AsyncIterable<ParsedRecord | Problem> {
  const splitter = new TaggedSplitter(grammar)
  const read = (part: TaggedEntry | Stray): readonly (ParsedRecord | Problem)[] =>
    'fields' in part ? readEntry(part) : [strayProblem(part, file, format)]
  for await (const chunk of text) for (const part of splitter.push(chunk)) yield* read(part)
  for (const part of splitter.end()) yield* read(part)
}

function strayProblem(stray: Stray, file: string, format: string): Problem {
  const first = (stray.lines[0] ?? '').trim()
  const shown = first.length > 60 ? `${first.slice(0, 60)}…` : first
  const count = stray.lines.length
  return {
    kind: 'problem',
    severity: 'lost',
    code: `${format}/text-outside-record`,
    at: { file, line: stray.line },
    message: `${count} ${count === 1 ? 'line stands' : 'lines stand'} outside any record, beginning "${printable(shown)}"; ${count === 1 ? 'it was' : 'they were'} not read.`,
    remedy:
      'You can ignore this if it is a header or a footer; otherwise look whether a record has lost its first line.',
  }
}

/** Text from a file, safe to print in a message: control characters shown as a middle dot. */
// eslint-disable-next-line no-control-regex
export const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '·')
