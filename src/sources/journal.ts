import type { Position, Slice, SourceSettings } from './source.ts'

/**
 * The journal of one harvest: what was asked and what came, in order, appended and never changed. Where a harvest
 * stands, and which records it found, follow from the journal and the raw bodies alone.
 */
export type JournalEntry =
  | {
      readonly kind: 'started'
      readonly source: string
      readonly at: string
      /** The user's query, and the same in the source's words. */
      readonly query: string
      readonly translation: string
      readonly slices: readonly Slice[]
      readonly settings: SourceSettings
      readonly maximum?: number
      /** Asked only for what is new or changed since this ISO date. */
      readonly since?: string
      /** How the records were found, where it was not by searching a database. */
      readonly channel?: 'citation'
      /** The citation index that named the works, where the records come from another source. */
      readonly index?: string
    }
  | {
      readonly kind: 'page'
      readonly slice: string
      readonly at: string
      readonly method: string
      /** Without keys and contact. */
      readonly url: string
      readonly body?: string
      readonly status: number
      /** Of the raw body. */
      readonly digest: string
      readonly position?: Position
      readonly next?: Position
      readonly records: number
      readonly skipped: number
      readonly total?: number
      readonly rewritten?: string
    }
  | {
      readonly kind: 'split'
      readonly slice: string
      readonly total: number
      readonly into: readonly Slice[]
    }
  | { readonly kind: 'restarted'; readonly slice: string; readonly because: string }
  | ({ readonly kind: 'closed'; readonly at: string } & SliceAccount)

/** The account of a slice: whole when what was retrieved and skipped is what the source said it has. */
export interface SliceAccount {
  readonly slice: string
  /** Different records. */
  readonly retrieved: number
  readonly skipped: number
  /** What the source reported last; absent where it reports nothing. */
  readonly total?: number
  /** Left out because a maximum was reached. */
  readonly notAskedFor?: number
  readonly isWhole: boolean
}

type PageEntry = Extract<JournalEntry, { readonly kind: 'page' }>
export type StartedEntry = Extract<JournalEntry, { readonly kind: 'started' }>

export interface Journal {
  /** All complete entries; one that was cut by a crash is not among them. */
  read(): Promise<readonly JournalEntry[]>
  /** Durable when it resolves. */
  append(entry: JournalEntry): Promise<void>
}

/** Bodies by their digest. */
export interface RawBodies {
  /** Durable when it resolves; keeping the same body again changes nothing. */
  put(body: string): Promise<string>
  get(digest: string): Promise<string>
}

/** One slice as the journal has it. */
export interface SliceState {
  readonly slice: Slice
  /** Pages since it was last restarted. */
  readonly pages: readonly PageEntry[]
  readonly restarts: number
  readonly account?: SliceAccount
  /** It was cut, and its records are in these. */
  readonly splitInto?: readonly Slice[]
  readonly total?: number
}

/** The slices of a harvest in order, those of a split after the one that was cut; empty before it started. */
export function standing(entries: readonly JournalEntry[]): ReadonlyMap<string, SliceState> {
  const states = new Map<string, SliceState>()
  const update = (id: string, change: (state: SliceState) => SliceState): void => {
    const state = states.get(id)
    if (state !== undefined) states.set(id, change(state))
  }
  const open = (slices: readonly Slice[]): void => {
    for (const slice of slices) states.set(slice.id, { slice, pages: [], restarts: 0 })
  }
  for (const entry of entries) {
    switch (entry.kind) {
      case 'started':
        open(entry.slices)
        break
      case 'page':
        update(entry.slice, (state) => ({
          ...state,
          pages: [...state.pages, entry],
          ...(entry.total === undefined ? {} : { total: entry.total }),
        }))
        break
      case 'split':
        update(entry.slice, (state) => ({ ...state, splitInto: entry.into, total: entry.total }))
        open(entry.into)
        break
      case 'restarted':
        update(entry.slice, (state) => ({ ...state, pages: [], restarts: state.restarts + 1 }))
        break
      case 'closed': {
        const { kind: _kind, at: _at, ...account } = entry
        update(entry.slice, (state) => ({ ...state, account }))
        break
      }
    }
  }
  return states
}

export const startOf = (entries: readonly JournalEntry[]): StartedEntry | undefined =>
  entries.find((entry) => entry.kind === 'started')

/** Journal entries out of the text of a journal file: one a line; a line that a crash cut short is left out. */
export function readJournal(text: string): readonly JournalEntry[] {
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as JournalEntry]
      } catch {
        return []
      }
    })
}

export const printJournalEntry = (entry: JournalEntry): string => `${JSON.stringify(entry)}\n`
