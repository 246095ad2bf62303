import { type JournalEntry, type RawBodies, standing, startOf } from './journal.ts'
import type { Entry, Page, Position, Source, SourceSettings } from './source.ts'

/** A body as a page of a source, whoever asks: the engine for the first time, or a replay years later. */
export function readPage(
  source: Source,
  settings: SourceSettings,
  answer: { readonly body: string; readonly status: number },
  position: Position | undefined,
): Page {
  return source.parse(answer.body, {
    status: answer.status,
    ...(position === undefined ? {} : { position }),
    ...(settings.pageSize === undefined ? {} : { pageSize: settings.pageSize }),
  })
}

/**
 * The records of a harvest out of its journal and raw bodies, page by page, without the network: the same entries in
 * the same order every time. A record that a slice gave twice comes once, as it was first seen.
 */
export async function* replayHarvest(
  source: Source,
  entries: readonly JournalEntry[],
  raw: RawBodies,
): AsyncGenerator<readonly Entry[]> {
  const settings = startOf(entries)?.settings ?? {}
  const maximum = startOf(entries)?.maximum ?? Infinity
  let given = 0
  for (const { pages, splitInto } of standing(entries).values()) {
    if (splitInto !== undefined) continue
    const seen = new Set<string>()
    for (const entry of pages) {
      const answer = { body: await raw.get(entry.digest), status: entry.status }
      const page = readPage(source, settings, answer, entry.position)
      const fresh = page.entries.filter(({ record: { sourceKey } }) => {
        if (sourceKey === undefined) return true
        if (seen.has(sourceKey)) return false
        seen.add(sourceKey)
        return true
      })
      const wanted = fresh.slice(0, Math.max(0, maximum - given))
      given += wanted.length
      if (wanted.length > 0) yield wanted
    }
  }
}
