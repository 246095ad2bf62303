import { type RawBodies, samePosition, type SliceAccount, type SliceState } from './journal.ts'
import { readPage } from './replay.ts'
import type { Page, Position, Source, SourceSettings } from './source.ts'

/** What a slice has given so far. */
export class Seen {
  readonly #keys = new Set<string>()
  readonly #positions: Position[] = []
  #keyless = 0
  #skipped = 0
  total: number | undefined
  next: Position | undefined
  isOpen = true

  /** From the pages that the journal has: their bodies are read again. */
  static async of(
    state: SliceState,
    source: Source,
    settings: SourceSettings,
    raw: RawBodies,
  ): Promise<Seen> {
    const seen = new Seen()
    for (const entry of state.pages) {
      const answer = { body: await raw.get(entry.digest), status: entry.status }
      const page = readPage(source, settings, answer, entry.position)
      seen.add({ ...page, ...(entry.next === undefined ? {} : { next: entry.next }) }, entry.position, false)
      seen.next = entry.next
      seen.isOpen = entry.next !== undefined
    }
    return seen
  }

  get retrieved(): number {
    return this.#keys.size + this.#keyless
  }

  add(page: Page, position: Position | undefined, isLoop: boolean): void {
    for (const { record } of page.entries) {
      if (record.sourceKey === undefined) this.#keyless++
      else this.#keys.add(record.sourceKey)
    }
    this.#skipped += page.skipped.length
    this.total = page.total ?? this.total
    if (position !== undefined) this.#positions.push(position)
    this.next = page.next
    this.isOpen = page.next !== undefined && !isLoop
  }

  wasAt(next: Position, current: Position | undefined): boolean {
    return [...this.#positions, current].some((position) => samePosition(position, next))
  }

  /** Why a page cannot be right, or undefined. */
  doubt(page: Page, position: Position | undefined, source: Source): string | undefined {
    const { entries, next } = page
    const known = entries.filter(
      ({ record }) => record.sourceKey !== undefined && this.#keys.has(record.sourceKey),
    )
    if (entries.length > 0 && known.length === entries.length) return 'the same page came twice'
    if (source.paging.cursorMoves && next !== undefined && this.wasAt(next, position))
      return 'the cursor goes round in a circle'
    const expected = page.total ?? this.total
    const after = this.retrieved + this.#skipped + entries.length - known.length + page.skipped.length
    const isHeadless = position === undefined && entries.length === 0 && next !== undefined
    if (entries.length === 0 && page.skipped.length === 0 && next !== undefined && !isHeadless)
      return 'a page in the middle was empty'
    if (
      next === undefined &&
      expected !== undefined &&
      after < expected &&
      expected <= (source.paging.cap ?? Infinity)
    )
      return `the list ended at ${after} of ${expected}`
    return undefined
  }

  account(slice: string): SliceAccount {
    const { retrieved, total } = this
    const skipped = this.#skipped
    const isWhole = total === undefined || retrieved + skipped === total
    return { slice, retrieved, skipped, ...(total === undefined ? {} : { total }), isWhole }
  }
}
