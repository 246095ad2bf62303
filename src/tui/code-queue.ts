import type { QueueFilter } from '../stages/coding-queue.ts'
import type { CodeDesk } from './code-desk.ts'
import { labelOf } from './code-fields.ts'

/** Most finds of a search that are listed; where there are more, the list says so. */
export const mostFound = 500

/** Opens or changes the list of reports: those of a filter, or those that hold the words typed. */
export async function listReports(
  desk: CodeDesk,
  { typed, filter }: { readonly typed: string; readonly filter: QueueFilter },
): Promise<void> {
  const words = typed.trim()
  const shown = words === '' && filter.kind === 'words' ? ({ kind: 'all' } as const) : filter
  const found = words === '' ? undefined : await desk.sitting.find(words, mostFound)
  const wanted: QueueFilter = found === undefined ? shown : { kind: 'words', words, reports: found }
  const ids = desk.sitting.queue.list(wanted)
  desk.listed = { ids, titles: new Map(), isCut: (found?.length ?? 0) >= mostFound }
  const here = desk.state.report === undefined ? -1 : ids.indexOf(desk.state.report)
  const at = words === '' ? Math.max(0, here) : 0
  await readTitles(desk, at)
  desk.send({ kind: 'ask', asking: { kind: 'queue', typed, at, filter: wanted } })
}

/** Reads the titles around a place of the list; those read already are kept. */
export async function readTitles(desk: CodeDesk, at: number): Promise<void> {
  const { ids, titles } = desk.listed
  const near = ids.slice(Math.max(0, at - titlesAround), at + titlesAround).filter((id) => !titles.has(id))
  if (near.length === 0) return
  const read = await desk.sitting.titles(near)
  desk.listed = { ...desk.listed, titles: new Map([...titles, ...read]) }
}

/** More than the tallest screen shows, so that most keys need no reading. */
const titlesAround = 60

/** The filter after this one; by code where a code is in hand. */
export function nextFilter(desk: CodeDesk, { kind }: QueueFilter): QueueFilter {
  const { focus } = desk.state
  switch (kind) {
    case 'all':
      return { kind: 'to-do' }
    case 'to-do':
      return { kind: 'flagged' }
    case 'flagged':
      return focus?.code === undefined
        ? { kind: 'all' }
        : { kind: 'code', dimension: focus.dimension, code: focus.code }
    case 'code':
    case 'words':
      return { kind: 'all' }
  }
}

/** A filter in words. */
export function filterWords(desk: CodeDesk, filter: QueueFilter): string {
  switch (filter.kind) {
    case 'all':
      return 'all reports'
    case 'to-do':
      return 'not done'
    case 'flagged':
      return 'flagged'
    case 'words':
      return `“${filter.words}”`
    case 'code': {
      const dimension = desk.sitting.codebook.dimensions.find(({ id }) => id === filter.dimension)
      return dimension === undefined
        ? filter.code
        : `coded ${dimension.label}: ${labelOf(dimension, filter.code)}`
    }
  }
}
