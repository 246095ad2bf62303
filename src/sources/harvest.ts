import type { Problem } from '../domain/problem.ts'
import {
  type Journal,
  type JournalEntry,
  type RawBodies,
  type SliceAccount,
  type SliceState,
  standing,
  startOf,
} from './journal.ts'
import { readPage } from './replay.ts'
import { Seen } from './seen.ts'
import type { Failure, HarvestRequest, Page, Position, Slice, Source, SourceSettings } from './source.ts'

/** What the engine needs of a client; `PoliteClient.ask` bound to a source. It throws when there is no answer. */
export type Ask = (
  request: HarvestRequest,
  inspect: (answer: { readonly body: string; readonly status: number }) => Failure | undefined,
) => Promise<{ readonly body: string; readonly status: number; readonly at: string }>

export interface Harvest {
  readonly source: Source
  readonly settings: SourceSettings
  /** The user's query and its translation, as they go into the log. */
  readonly query: string
  readonly translation: string
  readonly slices: readonly Slice[]
  /** Stop after so many records; what is left is counted as not asked for. */
  readonly maximum?: number
  /** The slices hold only what is new or changed since this ISO date. */
  readonly since?: string
  readonly channel?: 'citation'
  readonly index?: string
}

export interface HarvestPorts {
  readonly ask: Ask
  readonly journal: Journal
  readonly raw: RawBodies
  readonly now: () => string
  readonly signal?: AbortSignal
  readonly onPage?: (progress: HarvestProgress) => void
  /** Whether an error of `ask` means that a page is lost and its slice must begin again. */
  readonly isLost: (error: unknown) => boolean
}

interface HarvestProgress {
  readonly source: string
  readonly slice: string
  readonly got: number
  readonly total?: number
}

export interface HarvestResult {
  /** `short`: finished, but the numbers do not add up. `stopped`: interrupted at a page border, to be resumed. */
  readonly outcome: 'whole' | 'short' | 'stopped'
  readonly accounts: readonly SliceAccount[]
  readonly problems: readonly Problem[]
}

/** In one run a slice is begun anew so often after a lost answer, and so often when its numbers do not add up. */
const mostLosses = 5
const mostRecounts = 1
/** A slice of more pages is not asked for twice because a few of its records are missing: that is said instead. */
const mostPagesTwice = 50
/**
 * A page that cannot be right is asked for again so often; where a page cannot be asked for again, its slice is begun
 * anew so often for that reason. Then the source is taken at its word, and the account shows what is missing.
 */
const mostDoubts = 3
const mostDoubtsOfSlice = 2

/**
 * Runs a harvest to its end, or goes on where its journal stops. Every body is kept before its page is entered, so a
 * crash at any point costs at most one page (a slice, where the server keeps the place). Nothing is trusted to be
 * complete: each slice's records are counted against what the source reports.
 */
export async function runHarvest(harvest: Harvest, ports: HarvestPorts): Promise<HarvestResult> {
  const run = new Run(harvest, ports)
  return run.all()
}

class Run {
  readonly #harvest: Harvest
  readonly #ports: HarvestPorts
  readonly #problems: Problem[] = []
  #entries: JournalEntry[] = []
  #got = 0

  constructor(harvest: Harvest, ports: HarvestPorts) {
    this.#harvest = harvest
    this.#ports = ports
  }

  async all(): Promise<HarvestResult> {
    this.#entries = [...(await this.#ports.journal.read())]
    if (startOf(this.#entries) === undefined) await this.#start()
    const { source } = this.#harvest
    for (const state of standing(this.#entries).values()) {
      if (state.account === undefined) continue
      this.#got += state.account.retrieved
      if (!state.account.isWhole) this.#problems.push(shortfall(source, state.account))
    }
    for (;;) {
      const open = [...standing(this.#entries).values()].find(
        (state) => state.account === undefined && state.splitInto === undefined,
      )
      if (open === undefined) break
      if (this.#isStopped()) return this.#result('stopped')
      const isFinished = await this.#slice(open)
      if (!isFinished) return this.#result('stopped')
    }
    this.#checkSplits(source)
    const isWhole = this.#accounts().every((account) => account.isWhole) && !this.#problems.some(isLoss)
    return this.#result(isWhole ? 'whole' : 'short')
  }

  #isStopped(): boolean {
    return this.#ports.signal?.aborted === true
  }

  async #start(): Promise<void> {
    const { source, settings, query, translation, slices, maximum, since, channel, index } = this.#harvest
    await this.#append({
      kind: 'started',
      source: source.name,
      at: this.#ports.now(),
      query,
      translation,
      slices,
      settings,
      ...(maximum === undefined ? {} : { maximum }),
      ...(since === undefined ? {} : { since }),
      ...(channel === undefined ? {} : { channel }),
      ...(index === undefined ? {} : { index }),
    })
  }

  async #append(entry: JournalEntry): Promise<void> {
    await this.#ports.journal.append(entry)
    this.#entries.push(entry)
  }

  /** Harvests one slice, over restarts if need be; false when it was interrupted. */
  async #slice(state: SliceState): Promise<boolean> {
    const { source, settings } = this.#harvest
    const { id } = state.slice
    let seen = await Seen.of(state, source, settings, this.#ports.raw)
    const restart = async (because: string): Promise<void> => {
      await this.#append({ kind: 'restarted', slice: id, because })
      seen = new Seen()
    }
    if (state.pages.length > 0 && !source.paging.isRepeatable && seen.isOpen) {
      await restart('the run was interrupted')
    }
    const doubts = { left: mostDoubtsOfSlice }
    let losses = 0
    let recounts = 0
    for (;;) {
      const ended = await this.#pages(state.slice, seen, doubts)
      if (ended === 'stopped') return false
      if (ended === 'split') return true
      if (ended === 'ended' || ended === 'enough') {
        const account = seen.account(id, source)
        const isOverCap = (account.total ?? 0) > (source.paging.cap ?? Infinity)
        const isFinal =
          account.isWhole || isOverCap || seen.pages > mostPagesTwice || recounts >= mostRecounts
        if (ended === 'enough' || isFinal) {
          await this.#close(ended === 'enough' ? leftOut(account) : account)
          return true
        }
        recounts++
        await restart('the numbers did not add up')
      } else {
        if (losses >= mostLosses) throw ended.lost
        losses++
        await restart('an answer was lost')
      }
    }
  }

  async #close(account: SliceAccount): Promise<void> {
    this.#got += account.retrieved
    await this.#append({ kind: 'closed', at: this.#ports.now(), ...account })
    if (!account.isWhole) this.#problems.push(shortfall(this.#harvest.source, account))
  }

  /** Asks page after page until the slice ends. */
  async #pages(
    slice: Slice,
    seen: Seen,
    doubts: { left: number },
  ): Promise<'ended' | 'enough' | 'split' | 'stopped' | { readonly lost: unknown }> {
    const { source, maximum } = this.#harvest
    while (seen.isOpen) {
      if (this.#isStopped()) return 'stopped'
      const position = seen.next
      let page: Page
      try {
        page = await this.#page(slice, position, seen, doubts)
      } catch (error) {
        if (this.#isStopped()) return 'stopped'
        if (!this.#ports.isLost(error)) throw error
        return { lost: error }
      }
      if (position === undefined && (await this.#cut(slice, page))) return 'split'
      const got = this.#got + seen.retrieved
      const { total } = seen
      this.#ports.onPage?.({
        source: source.name,
        slice: slice.id,
        got,
        ...(total === undefined ? {} : { total: this.#got + total }),
      })
      if (maximum !== undefined && got >= maximum && seen.isOpen) return 'enough'
    }
    return 'ended'
  }

  /** One page: asked for, kept, entered, counted. */
  async #page(
    slice: Slice,
    position: Position | undefined,
    seen: Seen,
    ofSlice: { left: number },
  ): Promise<Page> {
    const { source, settings } = this.#harvest
    const request = source.request(slice, position, settings)
    const read = (answer: { readonly body: string; readonly status: number }): Page =>
      readPage(source, settings, answer, position)
    const doubts = request.isRepeatable ? { left: mostDoubts } : ofSlice
    const answer = await this.#ports.ask(request, (candidate) => {
      const page = read(candidate)
      if (page.failure !== undefined) return page.failure
      if (page.kind !== 'records')
        return { kind: 'temporary', message: 'the answer is not a list of records' }
      const doubt = seen.doubt(page, position, source)
      if (doubt === undefined || doubts.left === 0) return undefined
      doubts.left--
      return { kind: 'temporary', message: doubt }
    })
    const page = read(answer)
    const digest = await this.#ports.raw.put(answer.body)
    await this.#append({
      kind: 'page',
      slice: slice.id,
      at: answer.at,
      method: request.method,
      url: request.url,
      ...(request.body === undefined ? {} : { body: request.body }),
      status: answer.status,
      digest,
      ...(position === undefined ? {} : { position }),
      ...(page.next === undefined ? {} : { next: page.next }),
      records: page.entries.length,
      skipped: page.skipped.length,
      ...(page.total === undefined ? {} : { total: page.total }),
      ...(page.rewritten === undefined ? {} : { rewritten: page.rewritten }),
    })
    this.#problems.push(...page.warnings)
    seen.add(page, position, source)
    return page
  }

  /** Cuts a slice that is larger than the source gives, or than a restart should cost. */
  async #cut(slice: Slice, page: Page): Promise<boolean> {
    const { source, maximum } = this.#harvest
    const { cap = Infinity, comfortable = Infinity } = source.paging
    const total = page.total ?? 0
    if (total <= cap && (total <= comfortable || (maximum !== undefined && maximum <= comfortable)))
      return false
    const into = this.#isCutInVain(slice, total) ? undefined : source.split?.(slice)
    if (into !== undefined) {
      await this.#append({ kind: 'split', slice: slice.id, total, into })
      return true
    }
    if (total > cap) this.#problems.push(uncut(source, slice, total, cap))
    return false
  }

  /** Both parts have as many records as the whole: the server does not heed the dates, and cutting has no end. */
  #isCutInVain({ id }: Slice, total: number): boolean {
    const states = standing(this.#entries)
    const whole = [...states.values()].find(({ splitInto }) => splitInto?.some((part) => part.id === id))
    const others = whole?.splitInto?.filter((part) => part.id !== id) ?? []
    const isSame = (part: Slice): boolean => states.get(part.id)?.total === total
    return whole?.total === total && others.length > 0 && others.every(isSame)
  }

  /** The parts of what was cut must have as many records as the whole. */
  #checkSplits(source: Source): void {
    const states = standing(this.#entries)
    const totalOf = (id: string): number => {
      const state = states.get(id)
      if (state?.splitInto !== undefined)
        return state.splitInto.reduce((sum, part) => sum + totalOf(part.id), 0)
      return state?.account?.total ?? state?.account?.retrieved ?? 0
    }
    const roots = startOf(this.#entries)?.slices ?? []
    for (const { id } of roots) {
      const state = states.get(id)
      if (state?.splitInto === undefined || state.total === undefined || totalOf(id) === state.total) continue
      this.#problems.push(unevenSplit(source, state.total, totalOf(id)))
    }
  }

  #accounts(): readonly SliceAccount[] {
    return [...standing(this.#entries).values()].flatMap((state) => state.account ?? [])
  }

  #result(outcome: HarvestResult['outcome']): HarvestResult {
    return { outcome, accounts: this.#accounts(), problems: this.#problems }
  }
}

function leftOut(account: SliceAccount): SliceAccount {
  const left = Math.max(0, (account.total ?? 0) - account.retrieved - account.skipped)
  return { ...account, notAskedFor: left, isWhole: true }
}

const isLoss = (problem: Problem): boolean =>
  problem.severity === 'lost' && problem.code.startsWith('harvest/')

function shortfall(source: Source, { slice, retrieved, skipped, total }: SliceAccount): Problem {
  return {
    kind: 'problem',
    severity: 'lost',
    code: 'harvest/shortfall',
    at: { file: source.name, record: slice },
    message: `${source.label} reported ${total ?? 'no number of'} records for "${slice}"; ${retrieved} were retrieved and ${skipped} could not be read.`,
    remedy: 'You can run the harvest again; if the difference stays, report both numbers in the search log.',
  }
}

function uncut(source: Source, slice: Slice, total: number, cap: number): Problem {
  return {
    kind: 'problem',
    severity: 'lost',
    code: 'harvest/cap',
    at: { file: source.name, record: slice.id },
    message: `${source.label} has ${total} records for "${slice.id}" and gives no more than ${cap} of a query.`,
    remedy: 'You can narrow the query, for example by years, and run the parts one after the other.',
  }
}

function unevenSplit(source: Source, whole: number, parts: number): Problem {
  return {
    kind: 'problem',
    severity: parts < whole ? 'lost' : 'note',
    code: 'harvest/uneven-split',
    at: { file: source.name },
    message: `${source.label} reported ${whole} records for the whole query and ${parts} for its parts together.`,
    remedy: 'You can run the harvest again; records without a date, or new ones, make such differences.',
  }
}
