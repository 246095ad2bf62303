import type { Progress } from '../stages/control.ts'
import { printable } from '../domain/printable.ts'

const barWidth = 24
const msBetweenFrames = 80
const msBetweenLines = 3_000

interface Shown {
  line: string
  /** When it was last drawn or printed; when it began, off a terminal. */
  at: number
}

/**
 * Shows how far a stage is: a bar that redraws itself on a terminal (one below the other for steps side by side), a
 * plain line a step every few seconds otherwise, nothing when quiet.
 */
export class ProgressPrinter {
  readonly #stream: NodeJS.WriteStream
  readonly #isQuiet: boolean
  readonly #steps = new Map<string, Shown>()
  #last = 0
  #drawn = 0

  constructor(stream: NodeJS.WriteStream, isQuiet: boolean) {
    this.#stream = stream
    this.#isQuiet = isQuiet
  }

  show(progress: Progress): void {
    if (this.#isQuiet) return
    const now = performance.now()
    const known = this.#steps.get(progress.step)
    // A step that is alone has replaced the one before it.
    if (progress.isBeside !== true && known === undefined) this.#steps.clear()
    const shown = known ?? { line: '', at: now }
    this.#steps.set(progress.step, shown)
    shown.line = say(progress)
    if (this.#stream.isTTY) this.#draw(now, known === undefined)
    // Off a terminal a step is worth a line only once it turns out to be long.
    else if (now - shown.at >= msBetweenLines) {
      shown.at = now
      this.#stream.write(`${plain(progress)}\n`)
    }
  }

  #draw(now: number, isNew: boolean): void {
    if (!isNew && now - this.#last < msBetweenFrames) return
    this.#last = now
    this.#erase()
    const width = (this.#stream.columns || 80) - 1
    const lines = [...this.#steps.values()].map(({ line }) => line.slice(0, width))
    this.#stream.write(lines.join('\n'))
    this.#drawn = lines.length
  }

  /** Takes the bars away before anything else is printed. */
  clear(): void {
    this.#erase()
  }

  #erase(): void {
    if (this.#drawn === 0) return
    this.#stream.write(`\r${'\u001b[2K\u001b[1A'.repeat(this.#drawn - 1)}\u001b[2K`)
    this.#drawn = 0
  }
}

function say(progress: Progress): string {
  const { done, total } = progress
  if (total === undefined || total === 0) return plain(progress)
  const filled = Math.round(Math.min(done / total, 1) * barWidth)
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${plain(progress)}`
}

function plain({ step, done, total, unit, detail }: Progress): string {
  const of = total === undefined || total === 0 ? '' : ` of ${total}`
  const more = detail === undefined || detail === '' ? '' : `, ${printable(detail)}`
  return `${printable(step)}: ${done}${of} ${unit}${more}`
}
