import { WriteStream } from 'node:tty'
import { PassThrough } from 'node:stream'
import { Terminal } from '@xterm/headless'
import { expect, test, vi } from 'vitest'
import { ProgressPrinter } from '../../src/cli/progress.ts'
import type { Progress } from '../../src/stages/control.ts'

const step = (name: string, done: number, more: Partial<Progress> = {}): Progress => ({
  step: name,
  done,
  total: 10,
  unit: 'records',
  ...more,
})

/** A stream that is no file of the system, as far as the printer needs one. */
function streamOf(isTTY: boolean): { readonly stream: WriteStream; readonly written: () => string } {
  const pieces: string[] = []
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 60 }) as unknown as WriteStream
  stream.on('data', (piece: Buffer) => pieces.push(piece.toString()))
  return { stream, written: () => pieces.join('') }
}

async function screenAfter(text: string): Promise<readonly string[]> {
  const terminal = new Terminal({ cols: 60, rows: 6, allowProposedApi: true, convertEol: true })
  await new Promise<void>((resolve) => {
    terminal.write(text, resolve)
  })
  return Array.from(
    { length: 6 },
    (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '',
  )
}

test('on a terminal steps side by side have a line each, and clearing leaves nothing', async () => {
  const { stream, written } = streamOf(true)
  const printer = new ProgressPrinter(stream, false)
  printer.show(step('A', 1, { isBeside: true }))
  printer.show(step('B', 5, { isBeside: true, detail: '3 a second' }))
  const [first, second, third] = await screenAfter(written())
  expect(first).toMatch(/^█+░+ A: 1 of 10 records$/)
  expect(second).toMatch(/^█+░+ B: 5 of 10 records, 3 a second$/)
  expect(third).toBe('')
  printer.clear()
  expect((await screenAfter(written())).join('')).toBe('')
})

test('a step that is alone takes the place of the one before it', async () => {
  const { stream, written } = streamOf(true)
  const printer = new ProgressPrinter(stream, false)
  printer.show(step('reading', 1))
  printer.show(step('merging', 2))
  const [first, second] = await screenAfter(written())
  expect(first).toContain('merging: 2 of 10')
  expect(second).toBe('')
})

test('off a terminal each step gets a plain line every few seconds, also side by side', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const { stream, written } = streamOf(false)
    const printer = new ProgressPrinter(stream, false)
    for (let second = 0; second <= 7; second++) {
      printer.show(step('A', second, { isBeside: true }))
      printer.show(step('B', second, { isBeside: true, detail: 'waiting 9 s: too fast' }))
      vi.advanceTimersByTime(1000)
    }
    stream.read()
    expect(
      written()
        .split('\n')
        .filter((line) => line !== ''),
    ).toEqual([
      'A: 3 of 10 records',
      'B: 3 of 10 records, waiting 9 s: too fast',
      'A: 6 of 10 records',
      'B: 6 of 10 records, waiting 9 s: too fast',
    ])
  } finally {
    vi.useRealTimers()
  }
})

test('quiet prints nothing', () => {
  const { stream, written } = streamOf(true)
  new ProgressPrinter(stream, true).show(step('A', 1))
  expect(written()).toBe('')
})
