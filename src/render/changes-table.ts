import type { MapDifference } from './map-difference.ts'
import type { Table } from './tables.ts'

/** One row a change since the older map: studies by id, cells by the ids of their codes. */
export function changesTable(difference: MapDifference): Table {
  const { added, removed, recoded, filled, emptied, closed, opened } = difference
  const studies = [
    ...added.map((id) => ['study added', id] as const),
    ...removed.map((id) => ['study removed', id] as const),
    ...recoded.map((id) => ['study coded differently', id] as const),
  ]
  const cells = [
    ...closed.map((cell) => ['no longer clearly fewer', cell] as const),
    ...opened.map((cell) => ['now clearly fewer', cell] as const),
    ...filled.map((cell) => ['first studies', cell] as const),
    ...emptied.map((cell) => ['no study any more', cell] as const),
  ]
  return {
    name: 'changes',
    count: studies.length + cells.length,
    holds: 'one row a change since the older map in since/snapshot.json',
    columns: [
      ['change', 'what happened to a study, or to a cell of the map it opens with'],
      ['study_id', 'the study; empty for cells'],
      ['row', 'id of the row’s code; empty for studies'],
      ['column', 'id of the column’s code; empty for studies'],
      ['before', 'studies in the cell in the older map'],
      ['after', 'studies in the cell now'],
    ],
    rows: () => [
      ...studies.map(([what, id]) => [what, id, undefined, undefined, undefined, undefined]),
      ...cells.map(([what, { row, column, before, after }]) => [what, undefined, row, column, before, after]),
    ],
  }
}
