import type { ScreeningQueue } from '../stages/screening-queue.ts'

/** Where a sitting begins: at a report asked for or left, else at the first that waits. */
export function startingPlace(queue: ScreeningQueue, report: string | undefined): number {
  const left = report === undefined ? undefined : queue.placeOf(report)
  if (left !== undefined) return left
  const open = queue.nextOpen(-1)
  return open === -1 ? queue.count : open
}
