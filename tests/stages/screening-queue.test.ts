import { describe, expect, test } from 'vitest'
import type { WorkItem } from '../../src/domain/work.ts'
import { ScreeningQueue } from '../../src/stages/screening-queue.ts'

const item = (report: string, done = false, flagged = false): WorkItem => ({
  report,
  done,
  flagged,
  task: 'title-abstract',
  inSample: false,
})
const open = (): ScreeningQueue =>
  new ScreeningQueue([item('d1', true), item('d2'), item('d3', false, true), item('d4')])

describe('a queue of reports to screen', () => {
  test('goes on to what waits, round and round, and says when nothing does', () => {
    const queue = open()
    expect([-1, 0, 1, 2, 3].map((from) => queue.nextOpen(from))).toEqual([1, 1, 2, 3, 1])
    for (const report of ['d2', 'd3', 'd4']) queue.changed(report, { done: true, flagged: false })
    expect(queue.nextOpen(0)).toBe(-1)
    expect(queue.doneCount).toBe(4)
    expect(new ScreeningQueue([]).nextOpen(0)).toBe(-1)
  })

  test('asks no more for what somebody else has taken on, and counts it as nobody’s doing here', () => {
    const queue = open()
    queue.takenElsewhere('d2')
    queue.takenElsewhere(undefined)
    expect(queue.nextOpen(0)).toBe(2)
    expect(queue.doneCount).toBe(1)
  })

  test('finds flags, and leaves alone what is not in it', () => {
    const queue = open()
    queue.changed('d9', { done: true, flagged: true })
    expect([queue.count, queue.doneCount, queue.flaggedCount]).toEqual([4, 1, 1])
    expect(queue.nextFlagged(3)).toBe(2)
    queue.changed('d3', { done: false, flagged: false })
    expect(queue.nextFlagged(0)).toBe(-1)
    expect([queue.placeOf('d3'), queue.placeOf('d9'), queue.at(3)]).toEqual([2, undefined, 'd4'])
  })
})
