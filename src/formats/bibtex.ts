import type { Problem } from '../domain/problem.ts'
import type { ParsedRecord } from '../domain/record.ts'
import { type BibtexEntry, parseEntryBody } from './bibtex-entry.ts'
import { loadTexFallback, type TexFallback } from './bibtex-fallback.ts'
import { bibtexRecord } from './bibtex-fields.ts'
import { Macros } from './bibtex-macros.ts'
import { type BibtexBlock, BibtexSplitter, type BibtexStray } from './bibtex-splitter.ts'
import { writeBiblatex } from './bibtex-write.ts'
import type { Format } from './format.ts'
import { printable } from './tagged-lines.ts'
import { decodeTex } from './tex.ts'

/** BibTeX and biblatex, as every program writes them. */
export const bibtex: Format = {
  name: 'bibtex',
  extensions: ['bib', 'bibtex', 'biblatex'],
  cannotCarry: [
    'unknown fields of other formats',
    'line breaks in titles and names: they become spaces',
    'keys with spaces, commas or braces: those become underscores',
  ],
  detect(head) {
    if (
      /^[ \t\uFEFF]*@\s*(?:article|book|booklet|inbook|incollection|inproceedings|conference|manual|mastersthesis|misc|phdthesis|proceedings|techreport|unpublished|thesis|report|online|collection|dataset|electronic|string|preamble)\s*[{(]/im.test(
        head,
      )
    )
      return 0.93
    return /^[ \t\uFEFF]*@\s*[A-Za-z][\w-]*\s*\{\s*[^\s{},=]*\s*,\s*$/m.test(head)
      ? 0.8
      : /^[ \t]*@comment\s*\{/im.test(head)
        ? 0.5
        : 0
  },
  read: readBibtex,
  write: writeBiblatex,
}

async function* readBibtex(text: AsyncIterable<string>, file: string): AsyncIterable<ParsedRecord | Problem> {
  const splitter = new BibtexSplitter()
  const reader = new BibtexReader(file)
  for await (const chunk of text) yield* await reader.read(splitter.push(chunk))
  yield* await reader.read(splitter.end())
  yield* await reader.end()
}

interface Entry {
  readonly block: BibtexBlock
  readonly body: BibtexEntry
  readonly values: Map<string, string>
}

class BibtexReader {
  readonly #file: string
  readonly #macros = new Macros()
  readonly #parents = new Map<string, ReadonlyMap<string, string>>()
  /** From the first entry whose `crossref` is still to come, entries wait, so that they stay in order. */
  #waiting: Entry[] = []
  #fallback: TexFallback | undefined

  constructor(file: string) {
    this.#file = file
  }

  async read(parts: readonly (BibtexBlock | BibtexStray)[]): Promise<(ParsedRecord | Problem)[]> {
    const out: (ParsedRecord | Problem)[] = []
    for (const part of parts) {
      if (!('type' in part)) {
        out.push(strayProblem(part, this.#file))
        continue
      }
      const entry = this.#entry(part)
      if (entry === undefined) continue
      if (this.#waiting.length > 0 || this.#mustWait(entry)) this.#waiting.push(entry)
      else out.push(...(await this.#record(entry)))
    }
    return out
  }

  async end(): Promise<(ParsedRecord | Problem)[]> {
    const out: (ParsedRecord | Problem)[] = []
    for (const entry of this.#waiting) out.push(...(await this.#record(entry)))
    this.#waiting = []
    return out
  }

  #mustWait(entry: Entry): boolean {
    const parent = entry.values.get('crossref') ?? entry.values.get('xdata')
    return parent !== undefined && parent.trim() !== '' && !this.#parents.has(parent.trim().toLowerCase())
  }

  #entry(block: BibtexBlock): Entry | undefined {
    if (block.type === 'comment' || block.type === 'preamble') return undefined
    if (block.type === 'string') {
      for (const { name, pieces } of parseEntryBody(block.body, false).fields)
        this.#macros.define(name, pieces)
      return undefined
    }
    const body = parseEntryBody(block.body)
    const values = new Map<string, string>()
    for (const { name, pieces } of body.fields) {
      const value = this.#macros.fill(pieces)
      const known = values.get(name)
      // A field given twice: notes and keywords add up, of the others the first holds.
      if (known === undefined) values.set(name, value)
      else if (name === 'note' || name === 'annote') values.set(repeated(values, name), value)
      else if (name === 'keywords') values.set(name, `${known}, ${value}`)
      else if (known !== value) values.set(`${name} (again)`, value)
    }
    if (parentTypes.test(block.type)) this.#parents.set(body.key.toLowerCase(), values)
    return { block, body, values }
  }

  async #record(entry: Entry): Promise<(ParsedRecord | Problem)[]> {
    const { block, body } = entry
    const values = this.#inherited(entry)
    const problems: Problem[] = []
    const at = { file: this.#file, line: block.line, ...(body.key === '' ? {} : { record: body.key }) }
    if (
      [...values.values()].some(
        (value) => value.includes('\\') && decodeTex(value).unknownCommands.length > 0,
      )
    ) {
      this.#fallback ??= await loadTexFallback()
    }
    const decode = (tex: string): string => {
      const own = decodeTex(tex)
      if (own.unknownCommands.length === 0 || this.#fallback === undefined) return own.text
      return tex.length > 20_000 ? own.text : this.#fallback(tex) || own.text
    }
    const record = bibtexRecord(
      { type: block.type, key: body.key, names: [...values.keys()] },
      (name) => values.get(name),
      decode,
      { line: block.line, raw: block.raw },
    )
    if (!block.closed) {
      problems.push({
        kind: 'problem',
        severity: 'doubtful',
        code: 'bibtex/unclosed-entry',
        at,
        message: 'The entry is not closed: a brace is missing before the next entry or the end of the file.',
        remedy: 'You can close it and import the file again; nothing is imported twice.',
      })
    }
    if (body.rest.length > 0) {
      problems.push({
        kind: 'problem',
        severity: 'doubtful',
        code: 'bibtex/unreadable-field',
        at,
        message: `"${printable((body.rest[0] ?? '').slice(0, 60))}" stands where "name = value" was expected.`,
        remedy:
          'You can look for a missing equals sign, comma or brace; the entry was kept with its other fields.',
      })
    }
    return [record, ...problems]
  }

  /** What an entry takes from its `crossref` parent; the parent's title is the book's. */
  #inherited(entry: Entry): ReadonlyMap<string, string> {
    const parent = this.#parents.get(
      (entry.values.get('crossref') ?? entry.values.get('xdata') ?? '').trim().toLowerCase(),
    )
    if (parent === undefined || parent === entry.values) return entry.values
    const values = new Map(entry.values)
    for (const [name, value] of parent) {
      if (name === 'crossref' || name === 'xdata') continue
      const own = name === 'title' && entry.values.has('crossref') ? 'booktitle' : name
      if (!values.has(own)) values.set(own, value)
    }
    return values
  }
}

const parentTypes =
  /^(?:book|mvbook|proceedings|mvproceedings|collection|mvcollection|reference|mvreference|periodical|misc|xdata|inbook|incollection|booklet|set)$/

function repeated(values: ReadonlyMap<string, string>, name: string): string {
  let again = name === 'note' ? 'annote' : 'annotation'
  while (values.has(again))
    again = again === 'annote' ? 'annotation' : again === 'annotation' ? 'comment' : `${again} (again)`
  return again
}

function strayProblem(stray: BibtexStray, file: string): Problem {
  return {
    kind: 'problem',
    severity: 'lost',
    code: 'bibtex/text-outside-entry',
    at: { file, line: stray.line },
    message: `"${printable(stray.text.trim().slice(0, 60))}" stands outside any entry and was not read.`,
    remedy: 'You can look whether the entry before it has a closing brace too many.',
  }
}
