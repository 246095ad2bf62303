import { RecordNumbering } from '../domain/record.ts'
import type { Review } from '../review/review.ts'
import { startOf } from '../sources/journal.ts'
import { replayHarvest } from '../sources/replay.ts'
import { findSource } from '../sources/sources.ts'
import { breathe, type Control } from './control.ts'
import { allJournals, rawBodiesIn } from './harvest-files.ts'
import { keepHeapLean } from './lean-heap.ts'

export interface ReplayedSearch {
  readonly search: string
  readonly source: string
  readonly records: number
  /** Records whose source key the review does not hold: storing was interrupted, or the database was changed. */
  readonly missing: number
}

/** Reads every harvest of the review again from its raw responses, without the network, and compares. */
export async function replayAll(review: Review, control: Control): Promise<readonly ReplayedSearch[]> {
  keepHeapLean()
  const origins = await review.store.recordOrigins()
  const held = new Set(origins.map(({ source, sourceKey, id }) => `${source}\n${sourceKey ?? id}`))
  const results: ReplayedSearch[] = []
  for (const { search, entries } of allJournals(review.folder)) {
    const source = findSource(startOf(entries)?.source ?? '')
    if (source === undefined) continue
    const numbering = new RecordNumbering(source.name, search)
    let [records, missing] = [0, 0]
    for await (const page of replayHarvest(source, entries, rawBodiesIn(review.folder))) {
      for (const { record } of page) {
        const { id, sourceKey } = numbering.number(record)
        records++
        if (!held.has(`${source.name}\n${sourceKey ?? id}`)) missing++
      }
      control.progress({ step: source.label, done: records, unit: 'records' })
      await breathe(control)
    }
    results.push({ search, source: source.name, records, missing })
  }
  return results
}
