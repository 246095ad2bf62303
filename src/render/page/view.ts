import type { SettledBy } from '../../domain/coding.ts'
import { and, add, type Bitset, emptyBitset, fullBitset } from './bitset.ts'
import type { PageData } from './page-data.ts'
import { type StudyIndex, waysOfSettling } from './study-index.ts'

export const tabs = ['overview', 'map', 'studies', 'methods', 'files'] as const
type Tab = (typeof tabs)[number]

/** Everything a reader can choose; the part of the address after # carries it, so that any view can be linked. */
export interface View {
  readonly tab: Tab
  readonly rows: number
  readonly columns: number
  readonly segments: number | undefined
  /** Chosen codes per dimension: any of them, all dimensions. */
  readonly filters: ReadonlyMap<number, readonly number[]>
  readonly from: number | undefined
  readonly to: number | undefined
  /** Which codings count, by how they came about. */
  readonly ways: ReadonlySet<SettledBy>
  readonly text: string
  readonly cell: readonly [row: number, column: number] | undefined
  /** Rows and columns without a study are left out. */
  readonly hideEmpty: boolean
  /** Folded codes of rows and columns. */
  readonly folded: { readonly rows: ReadonlySet<number>; readonly columns: ReadonlySet<number> }
}

export function firstView(data: PageData): View {
  return {
    tab: 'overview',
    rows: data.layout.rows,
    columns: data.layout.columns,
    segments: data.layout.segments,
    filters: new Map(),
    from: undefined,
    to: undefined,
    ways: new Set(waysOfSettling),
    text: '',
    cell: undefined,
    hideEmpty: false,
    folded: { rows: new Set(), columns: new Set() },
  }
}

/** The view as the address carries it: only what differs from the first view. */
export function printView(view: View, data: PageData): string {
  const first = firstView(data)
  const words = new URLSearchParams()
  const idOf = (dimension: number): string => data.dimensions[dimension]?.id ?? ''
  const codeId = (dimension: number, code: number): string =>
    data.dimensions[dimension]?.codes[code]?.id ?? ''
  const ids = (dimension: number, codes: Iterable<number>): string =>
    [...codes].map((code) => encodeURIComponent(codeId(dimension, code))).join(',')
  if (view.rows !== first.rows) words.set('rows', idOf(view.rows))
  if (view.columns !== first.columns) words.set('columns', idOf(view.columns))
  if (view.segments !== first.segments)
    words.set('segments', view.segments === undefined ? 'none' : idOf(view.segments))
  for (const [dimension, codes] of view.filters)
    if (codes.length > 0) words.set(`f.${idOf(dimension)}`, ids(dimension, codes))
  if (view.from !== undefined) words.set('from', String(view.from))
  if (view.to !== undefined) words.set('to', String(view.to))
  if (view.ways.size < waysOfSettling.length) words.set('by', [...view.ways].join(',') || 'nobody')
  if (view.text !== '') words.set('q', view.text)
  if (view.hideEmpty) words.set('empty', 'hide')
  if (view.folded.rows.size > 0) words.set('foldr', ids(view.rows, view.folded.rows))
  if (view.folded.columns.size > 0) words.set('foldc', ids(view.columns, view.folded.columns))
  if (view.cell !== undefined) {
    const [row, column] = view.cell
    words.set('cell', `${ids(view.rows, [row])},${ids(view.columns, [column])}`)
  }
  const query = words.toString()
  return query === '' ? `#${view.tab}` : `#${view.tab}?${query}`
}

/** The view that an address asks for; whatever it names that does not exist is left as in the first view. */
export function parseView(hash: string, data: PageData): View {
  const first = firstView(data)
  const [tab = '', query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s)
  const words = new URLSearchParams(query)
  const dimension = (id: string | null): number | undefined => {
    const found = data.dimensions.findIndex((entry) => entry.id === id && entry.codes.length > 0)
    return found === -1 ? undefined : found
  }
  const codesOf = (at: number, list: string | null): readonly number[] =>
    (list ?? '').split(',').flatMap((id) => {
      const found = data.dimensions[at]?.codes.findIndex((code) => code.id === safeDecode(id)) ?? -1
      return found === -1 ? [] : [found]
    })
  const year = (text: string | null): number | undefined =>
    text !== null && /^\d{1,4}$/.test(text) ? Number(text) : undefined
  const rows = dimension(words.get('rows')) ?? first.rows
  const columns = dimension(words.get('columns')) ?? first.columns
  const filters = new Map<number, readonly number[]>()
  for (const [key, list] of words) {
    const at = key.startsWith('f.') ? dimension(key.slice(2)) : undefined
    const codes = at === undefined ? [] : codesOf(at, list)
    if (at !== undefined && codes.length > 0) filters.set(at, codes)
  }
  const by = words.get('by')
  const [cellRow, cellColumn] = (words.get('cell') ?? '').split(',')
  const row = codesOf(rows, cellRow ?? null)[0]
  const column = codesOf(columns, cellColumn ?? null)[0]
  const segments = words.get('segments')
  return {
    tab: tabs.find((name) => name === tab) ?? first.tab,
    rows,
    columns,
    segments: segments === 'none' ? undefined : (dimension(segments) ?? first.segments),
    filters,
    from: year(words.get('from')),
    to: year(words.get('to')),
    ways: by === null ? first.ways : new Set(waysOfSettling.filter((way) => by.split(',').includes(way))),
    text: words.get('q') ?? '',
    cell: row === undefined || column === undefined ? undefined : [row, column],
    hideEmpty: words.get('empty') === 'hide',
    folded: {
      rows: new Set(codesOf(rows, words.get('foldr'))),
      columns: new Set(codesOf(columns, words.get('foldc'))),
    },
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The studies a view lets through. `matches` says whether a study's text holds the searched words. */
export function selectStudies(index: StudyIndex, view: View, matches: (study: number) => boolean): Bitset {
  let selected = fullBitset(index.n)
  for (const [dimension, codes] of view.filters)
    if (codes.length > 0) selected = and(selected, index.withAny(dimension, codes, view.ways))
  if (view.from !== undefined || view.to !== undefined)
    selected = and(selected, index.between(view.from, view.to))
  if (view.text.trim() === '') return selected
  const found = emptyBitset(index.n)
  for (let i = 0; i < index.n; i++) if (matches(i)) add(found, i)
  return and(selected, found)
}
