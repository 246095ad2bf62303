import type { Problem } from '../domain/problem.ts'

/** A file's text as it is decoded, and what was decided and noticed on the way. */
export interface DecodedText {
  /** The text in chunks, line ends as they are, without a byte order mark. Can be read once. */
  readonly text: AsyncIterable<string>
  /** The encoding in use so far: a label of the Encoding Standard. Settled after the first chunk. */
  readonly encoding: () => string
  /** What was not plain about the encoding; complete when `text` is read to its end. */
  readonly problems: () => readonly Problem[]
}

/**
 * Bytes to text. The order of belief: what the caller says (`encoding`), a byte order mark, UTF-16 by its pattern
 * of zero bytes, strict UTF-8, what the file declares of itself (`% Encoding: …`, an XML declaration), and for a
 * line that is none of these windows-1252, with a problem that names the line. Decoding streams, so a stray byte
 * in a long UTF-8 file costs one line its certainty, not the file. No character is replaced in silence.
 */
export function decodeText(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  file: string,
  encoding?: string,
): DecodedText {
  const state = new Decoding(file, encoding)
  return { text: state.run(chunks), encoding: () => state.encoding, problems: () => state.problems() }
}

/** Whether a label names an encoding that can be asked for. */
export function isKnownEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

const newline = 0x0a
/** Bytes looked at before the encoding is settled. */
const headLength = 4096
/** A line longer than this is decoded in pieces, so that a file without line ends is not gathered in memory. */
const longLine = 1 << 16

class Decoding {
  encoding = 'utf-8'
  readonly #file: string
  readonly #asked: string | undefined
  #fallback = 'windows-1252'
  #line = 1
  #guessed = 0
  #firstGuessed = 0
  #replaced = 0
  #firstReplaced = 0
  readonly #strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

  constructor(file: string, asked: string | undefined) {
    this.#file = file
    this.#asked = asked
  }

  async *run(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<string> {
    let held: Uint8Array[] = []
    let length = 0
    let block: ((bytes: Uint8Array, last: boolean) => string) | undefined
    for await (const chunk of chunks) {
      if (block === undefined) {
        held.push(chunk)
        length += chunk.length
        if (length < headLength) continue
        const head = concatenate(held, length)
        const { decoder, start } = this.#settle(head)
        block = decoder
        yield block(head.subarray(start), false)
        held = []
      } else yield block(chunk, false)
    }
    if (block === undefined) {
      const head = concatenate(held, length)
      const { decoder, start } = this.#settle(head)
      yield decoder(head.subarray(start), true)
    } else yield block(new Uint8Array(0), true)
  }

  #settle(head: Uint8Array): { decoder: (bytes: Uint8Array, last: boolean) => string; start: number } {
    const mark = byteOrderMark(head)
    const label = this.#asked ?? mark?.encoding ?? utf16Pattern(head) ?? 'utf-8'
    const declared = declaredEncoding(head)
    if (declared !== undefined && declared !== 'utf-8' && !declared.startsWith('utf-16'))
      this.#fallback = declared
    this.encoding = new TextDecoder(label).encoding
    const start = mark !== undefined && mark.encoding === this.encoding ? mark.length : 0
    // A declaration counts only where the bytes are not UTF-8 anyway: exports lie about themselves. But UTF-8
    // cannot tell the seven-bit and multi-byte encodings apart from itself, so those are believed.
    if (this.encoding === 'utf-8' && this.#asked === undefined && /^iso-2022|^utf-7/.test(this.#fallback)) {
      this.encoding = this.#fallback
    }
    if (this.encoding === 'utf-8') return { decoder: this.#utf8(), start }
    const stream = new TextDecoder(this.encoding, { ignoreBOM: true })
    return {
      decoder: (bytes, last) => this.#counted(stream.decode(bytes, { stream: !last })),
      start,
    }
  }

  /** Cuts at line ends (or between characters of a long line) and decodes each block strictly, else line by line. */
  #utf8(): (bytes: Uint8Array, last: boolean) => string {
    let rest = new Uint8Array(0)
    return (bytes, last) => {
      const all = rest.length === 0 ? bytes : concatenate([rest, bytes], rest.length + bytes.length)
      const end = last ? all.length : blockEnd(all)
      rest = all.slice(end)
      return this.#block(all.subarray(0, end))
    }
  }

  #block(bytes: Uint8Array): string {
    try {
      return this.#counted(this.#strict.decode(bytes))
    } catch {
      const lines: string[] = []
      for (let from = 0; from < bytes.length;) {
        const at = bytes.indexOf(newline, from)
        const to = at === -1 ? bytes.length : at + 1
        lines.push(this.#decodeLine(bytes.subarray(from, to)))
        from = to
      }
      return lines.join('')
    }
  }

  #decodeLine(bytes: Uint8Array): string {
    try {
      return this.#counted(this.#strict.decode(bytes))
    } catch {
      this.#guessed++
      this.#firstGuessed ||= this.#line
      return this.#counted(new TextDecoder(this.#fallback).decode(bytes))
    }
  }

  /** Counts lines and replacement characters, which a reader cannot tell from text any more. */
  #counted(text: string): string {
    for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) {
      this.#replaced++
      this.#firstReplaced ||= this.#line + newlines(text, at)
    }
    this.#line += newlines(text, text.length)
    return text
  }

  problems(): readonly Problem[] {
    const found: Problem[] = []
    if (this.#guessed > 0) {
      found.push({
        kind: 'problem',
        severity: 'doubtful',
        code: 'decode/not-utf-8',
        at: { file: this.#file, line: this.#firstGuessed },
        message: `${this.#guessed} ${this.#guessed === 1 ? 'line is' : 'lines are'} not valid UTF-8 and ${this.#guessed === 1 ? 'was' : 'were'} read as ${this.#fallback}.`,
        remedy: 'You can name the encoding when you import, or save the export again as UTF-8.',
      })
    }
    if (this.#replaced > 0) {
      found.push({
        kind: 'problem',
        severity: 'doubtful',
        code: 'decode/replacement-character',
        at: { file: this.#file, line: this.#firstReplaced },
        message: `${this.#replaced} ${this.#replaced === 1 ? 'character' : 'characters'} could not be decoded as ${this.encoding} or had been lost before: U+FFFD stands in the text.`,
        remedy: 'You can name the encoding when you import, or export the file again from its source.',
      })
    }
    return found
  }
}

function concatenate(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Where a block can be cut: after its last line end, or in a long line before its last character. */
function blockEnd(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(newline) + 1
  if (end > 0 || bytes.length < longLine) return end
  let at = bytes.length
  // A UTF-8 character has at most four bytes; its first byte is not of the form 10xxxxxx.
  for (let back = 0; back < 4 && at > 0; back++) {
    at--
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) break
  }
  return at
}

function newlines(text: string, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++
  return count
}

function byteOrderMark(head: Uint8Array): { encoding: string; length: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

/** Western text in UTF-16 has a zero in nearly every second byte; text in other encodings has none. */
function utf16Pattern(head: Uint8Array): string | undefined {
  const pairs = Math.floor(Math.min(head.length, headLength) / 2)
  if (pairs < 2) return undefined
  let even = 0
  let odd = 0
  for (let i = 0; i < pairs * 2; i += 2) {
    if (head[i] === 0) even++
    if (head[i + 1] === 0) odd++
  }
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le'
  if (even > pairs * 0.4 && odd < pairs * 0.1) return 'utf-16be'
  return undefined
}

function declaredEncoding(head: Uint8Array): string | undefined {
  const ascii = new TextDecoder('windows-1252').decode(head.subarray(0, headLength))
  const match =
    /^\s*%\s*Encoding:\s*([\w-]+)/im.exec(ascii) ??
    /^\s*<\?xml[^>]{0,200}encoding=["']([\w-]+)["']/i.exec(ascii)
  if (match?.[1] === undefined || !isKnownEncoding(match[1])) return undefined
  return new TextDecoder(match[1]).encoding
}
