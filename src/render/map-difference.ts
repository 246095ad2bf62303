import { codebookDifference } from '../domain/codebook-difference.ts'
import { type ReviewSnapshot, snapshotHash } from '../domain/snapshot.ts'
import type { StudyId } from '../domain/study.ts'
import { codeLabel } from './code-label.ts'
import type { MapData, RankedCell } from './map-data.ts'
import { studiesInWords, thousands } from './page/wording.ts'

export interface MapVersion {
  readonly snapshot: ReviewSnapshot
  readonly data: MapData
}

/** One cell in both versions; codes by id. */
interface CellChange {
  readonly row: string
  readonly column: string
  readonly before: number
  readonly after: number
}

/** What changed from one version of a map to another. */
export interface MapDifference {
  readonly added: readonly StudyId[]
  readonly removed: readonly StudyId[]
  /** Studies in both whose codes differ. */
  readonly recoded: readonly StudyId[]
  /** Cells that held no study and now do, and the other way round. */
  readonly filled: readonly CellChange[]
  readonly emptied: readonly CellChange[]
  /** Cells no longer clearly below what totals predict, and cells that newly are. */
  readonly closed: readonly CellChange[]
  readonly opened: readonly CellChange[]
  /** Changes of the codebook: with any, cells are compared by the ids of their codes. */
  readonly codebookChanges: number
  /** False where the two maps open with other dimensions: then cells cannot be compared and none is. */
  readonly sameLayout: boolean
  /** The same in sentences. */
  readonly sentences: readonly string[]
}

/** An older map, and what changed from it. */
export interface Changes {
  readonly since: MapVersion
  readonly difference: MapDifference
}

export function mapDifference(before: MapVersion, after: MapVersion): MapDifference {
  const old = new Map(before.snapshot.studies.map((study) => [study.id, codesOf(study)]))
  const now = new Map(after.snapshot.studies.map((study) => [study.id, codesOf(study)]))
  const added = [...now.keys()].filter((id) => !old.has(id))
  const removed = [...old.keys()].filter((id) => !now.has(id))
  const recoded = [...now].flatMap(([id, codes]) => (old.has(id) && old.get(id) !== codes ? [id] : []))
  const [oldGaps, newGaps] = [before.data.gaps, after.data.gaps]
  const sameLayout = oldGaps?.rows === newGaps?.rows && oldGaps?.columns === newGaps?.columns
  const key = ({ row, column }: RankedCell): string => `${row}\n${column}`
  const oldCells = new Map(sameLayout ? (oldGaps?.ranked ?? []).map((cell) => [key(cell), cell]) : [])
  const cells = (sameLayout ? (newGaps?.ranked ?? []) : []).flatMap((cell) => {
    const was = oldCells.get(key(cell))
    return was === undefined ? [] : [{ was, is: cell }]
  })
  const pick = (wanted: (was: RankedCell, is: RankedCell) => boolean): readonly CellChange[] =>
    cells
      .filter(({ was, is }) => wanted(was, is))
      .map(({ was, is }) => ({ row: is.row, column: is.column, before: was.observed, after: is.observed }))
  const difference = {
    added,
    removed,
    recoded,
    filled: pick((was, is) => was.observed === 0 && is.observed > 0),
    emptied: pick((was, is) => was.observed > 0 && is.observed === 0),
    closed: pick((was, is) => was.verdict === 'fewer' && is.verdict !== 'fewer'),
    opened: pick((was, is) => was.verdict !== 'fewer' && is.verdict === 'fewer'),
    codebookChanges: codebookDifference(before.snapshot.codebook, after.snapshot.codebook).length,
    sameLayout,
  }
  return { ...difference, sentences: inWords(difference, before, after) }
}

const codesOf = ({ codings }: ReviewSnapshot['studies'][number]): string =>
  JSON.stringify(codings.map(({ dimension, value }) => [dimension, value]))

function inWords(
  difference: Omit<MapDifference, 'sentences'>,
  before: MapVersion,
  after: MapVersion,
): readonly string[] {
  const { added, removed, recoded, filled, emptied, closed, opened, codebookChanges, sameLayout } = difference
  const name = ({ row, column }: CellChange): string =>
    `${codeLabel(after.snapshot.codebook, after.data.gaps?.rows, row)} with ${codeLabel(after.snapshot.codebook, after.data.gaps?.columns, column)}`
  const list = (changes: readonly CellChange[], words: string): readonly string[] =>
    changes.map(
      (change) => `${words}: ${name(change)} (${thousands(change.before)} to ${thousands(change.after)}).`,
    )
  const { version, searchedTo } = before.snapshot.review
  const older = [
    ...(searchedTo === undefined ? [] : [`search to ${searchedTo}`]),
    studiesInWords(before.snapshot.studies.length),
    `snapshot sha256:${snapshotHash(before.snapshot).slice(0, 12)}`,
  ]
  return [
    `Since version ${version} (${older.join('; ')}): ${studiesInWords(added.length)} added, ${studiesInWords(removed.length)} removed, ${studiesInWords(recoded.length)} coded differently.`,
    ...(codebookChanges === 0
      ? []
      : [
          `The codebook changed in ${thousands(codebookChanges)} ${codebookChanges === 1 ? 'place' : 'places'}; cells are compared by the ids of their codes.`,
        ]),
    ...(sameLayout ? [] : ['The maps open with other dimensions, so their cells are not compared.']),
    ...list(closed, 'No longer clearly fewer than totals predict'),
    ...list(opened, 'Now fewer than totals predict'),
    ...list(filled, 'First studies'),
    ...list(emptied, 'No study any more'),
  ]
}
