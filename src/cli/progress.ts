import type { Progress } from '../stages/control.ts'
import { printable } from '../domain/printable.ts'

const barWidth = 24
const msBetweenFrames = 80
const msBetweenLines = 3_000

/**
 * Shows how far a stage is: a bar that redraws itself on a terminal, a plain line every few seconds otherwise,
 * nothing when quiet.
 */
export class ProgressPrinter {
  readonly #stream: NodeJS.WriteStream
  readonly #isQuiet: boolean
  #last = 0
  #step = ''
  #isDrawn = false

  constructor(stream: NodeJS.WriteStream, isQuiet: boolean) {
    this.#stream = stream
    this.#isQuiet = isQuiet
  }

  show(progress: Progress): void {
    if (this.#isQuiet) return
    const now = performance.now()
    const isTerminal = this.#stream.isTTY
    const isNew = progress.step !== this.#step
    const pause = isTerminal ? msBetweenFrames : msBetweenLines
    if (!isNew && now - this.#last < pause) return
    // Off a terminal a step is worth a line only once it turns out to be long.
    if (isNew && !isTerminal) {
      this.#step = progress.step
      this.#last = now
      return
    }
    this.#step = progress.step
    this.#last = now
    const line = say(progress)
    if (!isTerminal) {
      this.#stream.write(`${line}\n`)
      return
    }
    this.#stream.write(`\r\u001b[2K${line.slice(0, (this.#stream.columns || 80) - 1)}`)
    this.#isDrawn = true
  }

  /** Takes the bar away before anything else is printed. */
  clear(): void {
    if (!this.#isDrawn) return
    this.#stream.write('\r\u001b[2K')
    this.#isDrawn = false
  }
}

function say({ step, done, total, unit }: Progress): string {
  if (total === undefined || total === 0) return `${printable(step)}: ${done} ${unit}`
  const share = Math.min(done / total, 1)
  const filled = Math.round(share * barWidth)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`
  return `${bar} ${printable(step)}: ${done} of ${total} ${unit}`
}
