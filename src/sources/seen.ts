import { canonicalJson } from '../domain/canonical.ts'
import type { RawBodies, SliceAccount, SliceState } from './journal.ts'
import { readPage } from './replay.ts'
import type { Page, Position, Source, SourceSettings } from './source.ts'

/** A list whose cursor goes on and on while nothing comes is at its end after so many pages. */
const mostFruitless = 3

/** What a slice has given so far. */
export class Seen {
  readonly #keys = new Set<string>()
  readonly #positions = new Set<string>()
  #keyless = 0
  #skipped = 0
  /** Pages in a row that brought nothing. */
  #fruitless = 0
  pages = 0
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
      const { next: _again, ...page } = readPage(source, settings, answer, entry.position)
      seen.add({ ...page, ...(entry.next === undefined ? {} : { next: entry.next }) }, entry.position, source)
    }
    return seen
  }

  get retrieved(): number {
    return this.#keys.size + this.#keyless
  }

  add(page: Page, position: Position | undefined, source: Source): void {
    const before = this.retrieved
    for (const { record } of page.entries) {
      if (record.sourceKey === undefined) this.#keyless++
      else this.#keys.add(record.sourceKey)
    }
    // The answer to a search may be a count alone; its records come next.
    const isHead = position === undefined && page.entries.length === 0
    this.#fruitless = isHead || page.skipped.length > 0 || this.retrieved > before ? 0 : this.#fruitless + 1
    this.#skipped += page.skipped.length
    this.pages++
    this.total = page.total ?? this.total
    const { next } = page
    const isLoop = source.paging.cursorMoves && next !== undefined && this.#wasAt(next, position)
    const isBarren = this.#fruitless >= (source.paging.cursorMoves ? mostFruitless : 1)
    if (position !== undefined) this.#positions.add(canonicalJson(position))
    this.next = next
    this.isOpen = next !== undefined && !isLoop && !isBarren
  }

  #wasAt(next: Position, current: Position | undefined): boolean {
    const position = canonicalJson(next)
    return this.#positions.has(position) || (current !== undefined && canonicalJson(current) === position)
  }

  /** Why a page cannot be right, or undefined. */
  doubt(page: Page, position: Position | undefined, source: Source): string | undefined {
    const { entries, next } = page
    const known = entries.filter(
      ({ record }) => record.sourceKey !== undefined && this.#keys.has(record.sourceKey),
    )
    if (entries.length > 0 && known.length === entries.length) return 'the same page came twice'
    if (source.paging.cursorMoves && next !== undefined && this.#wasAt(next, position))
      return 'the cursor goes round in a circle'
    const expected = page.total ?? this.total
    const isTotalLast = page.isTotalLast === true && next !== undefined
    if (expected === undefined && !isTotalLast && source.paging.mayOmitTotal !== true)
      return 'it does not say how many records there are'
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

  account(slice: string, { paging }: Source): SliceAccount {
    const { retrieved, total } = this
    const skipped = this.#skipped
    const isWhole = total === undefined ? paging.mayOmitTotal === true : retrieved + skipped === total
    return { slice, retrieved, skipped, ...(total === undefined ? {} : { total }), isWhole }
  }
}
