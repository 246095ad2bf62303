/** The text of one record element, and where it begins. */
export interface XmlSlice {
  readonly line: number
  readonly raw: string
  /** False where the next record or the end of the file came before the closing tag. */
  readonly closed: boolean
}

/** Long enough for any opening or closing tag's name to be found whole across two chunks. */
const overlap = 64

/**
 * Cuts an XML file into the texts of its record elements, by looking for their tags and nothing else. So each record
 * is parsed alone: what is malformed in one, and whatever a document type declares, cannot reach another.
 */
export class XmlSplitter {
  readonly #open: RegExp
  readonly #close: RegExp
  #line = 1
  /** Text not yet looked through: outside a record its end may be half a tag. */
  #tail = ''
  #record: { line: number; parts: string[] } | undefined

  /** @param names local names of the record elements, such as `record` or `PubmedArticle` */
  constructor(names: readonly string[]) {
    this.#open = new RegExp(String.raw`<(?:[A-Za-z][\w.-]{0,30}:)?(?:${names.join('|')})(?=[\s>])`)
    this.#close = new RegExp(String.raw`</(?:[A-Za-z][\w.-]{0,30}:)?(?:${names.join('|')})\s*>`)
  }

  push(chunk: string): XmlSlice[] {
    const out: XmlSlice[] = []
    let text = this.#tail + chunk
    this.#tail = ''
    for (;;) {
      if (this.#record === undefined) {
        const open = this.#open.exec(text)
        if (open === null) break
        this.#count(text.slice(0, open.index))
        // The opening tag itself must not be found again, as one that opens inside.
        const start = open.index + open[0].length
        this.#record = { line: this.#line, parts: [text.slice(open.index, start)] }
        text = text.slice(start)
        continue
      }
      const close = this.#close.exec(text)
      const again = this.#open.exec(close === null ? text : text.slice(0, close.index))
      if (again !== null) {
        out.push(this.#end(text.slice(0, again.index), false))
        text = text.slice(again.index)
      } else if (close === null) break
      else {
        const end = close.index + close[0].length
        out.push(this.#end(text.slice(0, end), true))
        text = text.slice(end)
      }
    }
    const keep = Math.max(0, text.length - overlap)
    this.#record?.parts.push(text.slice(0, keep))
    if (this.#record === undefined) this.#count(text.slice(0, keep))
    this.#tail = text.slice(keep)
    return out
  }

  end(): XmlSlice[] {
    const rest = this.#record === undefined ? [] : [this.#end(this.#tail, false)]
    this.#tail = ''
    return rest
  }

  #end(last: string, closed: boolean): XmlSlice {
    const { line = 1, parts = [] } = this.#record ?? {}
    parts.push(last)
    const raw = parts.join('')
    this.#record = undefined
    this.#count(raw)
    return { line, raw: raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw, closed }
  }

  #count(text: string): void {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#line++
  }
}
