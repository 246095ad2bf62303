/** The text of one JSON object, and where it begins. */
export interface JsonItem {
  readonly line: number
  readonly raw: string
}

/**
 * Cuts a JSON array of objects, a single object or objects a line into the objects' texts, by counting braces outside
 * strings. So one malformed object costs itself: an object that does not close ends where a line begins with the
 * next one at the array's own depth.
 */
export class JsonSplitter {
  #line = 1
  #depth = 0
  #inString = false
  #escaped = false
  #parts: string[] = []
  #start = 1

  push(chunk: string): JsonItem[] {
    const out: JsonItem[] = []
    let from = this.#depth > 0 ? 0 : -1
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at)
      if (code === 0x0a) this.#line++
      if (this.#inString) {
        // A string cannot hold a raw line end, so an unclosed one ends there.
        if (this.#escaped) this.#escaped = false
        else if (code === 0x5c) this.#escaped = true
        else if (code === 0x22 || code === 0x0a) this.#inString = false
        continue
      }
      if (code === 0x22 && this.#depth > 0) this.#inString = true
      else if (code === 0x7b) {
        if (this.#depth === 0) {
          from = at
          this.#start = this.#line
        }
        this.#depth++
      } else if (code === 0x7d && this.#depth > 0 && --this.#depth === 0) {
        this.#parts.push(chunk.slice(from, at + 1))
        out.push({ line: this.#start, raw: this.#parts.join('') })
        this.#parts = []
        from = -1
      }
    }
    if (from !== -1) this.#parts.push(chunk.slice(from))
    return out
  }

  end(): JsonItem[] {
    if (this.#parts.length === 0) return []
    const item = { line: this.#start, raw: this.#parts.join('') }
    this.#parts = []
    // What never closed may hold whole objects, each of which begins a line.
    const pieces = item.raw.split(/\n(?=\s{0,4}\{)/)
    if (pieces.length === 1) return [item]
    let line = item.line
    return pieces.map((piece) => {
      const here = line
      line += piece.split('\n').length
      return { line: here, raw: piece.replace(/[\s,\]]+$/, '') }
    })
  }
}
