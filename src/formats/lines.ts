/**
 * Text chunks to lines, for LF, CRLF and lone CR, mixed or not. A line longer than the chunks is gathered in
 * parts and joined once, so one line of 10 MB costs no more than many short ones.
 */
export class LineSplitter {
  #parts: string[] = []
  #endedWithCr = false

  /** The lines completed by this chunk, without their line ends. */
  push(chunk: string): string[] {
    const text = this.#endedWithCr && chunk.startsWith('\n') ? chunk.slice(1) : chunk
    if (chunk === '') return []
    this.#endedWithCr = chunk.endsWith('\r')
    const unix = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
    const first = unix.indexOf('\n')
    if (first === -1) {
      this.#parts.push(unix)
      return []
    }
    const lines = unix.split('\n')
    if (this.#parts.length > 0) {
      this.#parts.push(lines[0] ?? '')
      lines[0] = this.#parts.join('')
    }
    const rest = lines.pop() ?? ''
    this.#parts = rest === '' ? [] : [rest]
    return lines
  }

  /** The last line, where the text does not end with a line end. */
  end(): string[] {
    const rest = this.#parts.join('')
    this.#parts = []
    return rest === '' ? [] : [rest]
  }
}
