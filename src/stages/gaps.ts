import type { Codebook } from '../domain/codebook.ts'
import { UserError } from '../domain/problem.ts'
import { reportIndex } from '../domain/report.ts'
import { snapshotHash } from '../domain/snapshot.ts'
import { readSnapshot } from '../review/read-snapshot.ts'
import type { Review } from '../review/review.ts'
import { seededRandom } from '../statistics/random.ts'
import { type AxisChoice, parseAxis } from '../synthesis/axis.ts'
import { codedStudies, type CodedStudies } from '../synthesis/coded-studies.ts'
import { codingUncertainty, type UncertainCell } from '../synthesis/coding-uncertainty.ts'
import { explainCell, type GapCell, type GapReport, gapReport } from '../synthesis/gap-report.ts'
import { printProbability, printShare } from '../synthesis/print-numbers.ts'
import { type PermutedCell, permutationCheck } from '../synthesis/permutation-check.ts'
import { toolVersion } from './bundled.ts'
import { breathe, type Control } from './control.ts'
import { disagreementOn } from './coding-disagreement.ts'
import { agreementNote } from './map-data.ts'
import { withReferences } from './reference-lists.ts'
import { snapshotAgreement } from './snapshot-agreement.ts'

export interface GapsOptions {
  /** `dimension`, `dimension:level`, `dimension/code`; default: the codebook's map. */
  readonly rows?: string
  readonly columns?: string
  readonly segments?: string
  /** `ROW,COLUMN`: how one cell's numbers came about. */
  readonly explain?: string
  /** Permutations, and redrawn codings; 0 for neither. */
  readonly draws: number
}

export interface GapsResult extends GapReport {
  /** Chance is drawn from this seed: the same review gives the same numbers. */
  readonly seed: string
  readonly draws: number
  readonly permuted: readonly PermutedCell[]
  /** Absent where no report was coded twice on either dimension. */
  readonly uncertain?: {
    readonly cells: readonly (readonly UncertainCell[])[]
    /** Per dimension: reports coded by two people apart. */
    readonly pairs: Readonly<Record<string, number>>
  }
  readonly uncertaintySentence: string
  readonly explained?: CellExplanation
}

interface CellExplanation {
  readonly cell: GapCell
  readonly lines: readonly string[]
  readonly studies: readonly {
    readonly id: string
    readonly year?: number
    readonly title?: string
    readonly reports: readonly string[]
  }[]
}

/** The gap table of two dimensions: counts, tests, kinds, cross-checks and words. */
export async function gaps(review: Review, options: GapsOptions, control: Control): Promise<GapsResult> {
  const { snapshot: plain, standing } = await readSnapshot(review, toolVersion())
  const snapshot = await withReferences(review, plain, standing, control)
  const choice = chooseAxes(snapshot.codebook, options)
  const index = codedStudies(snapshot)
  const dimensions = [...new Set([choice.rows.dimension, choice.columns.dimension])]
  const agreement = agreementNote(
    {
      codebook: review.codebook,
      agreement: snapshotAgreement(standing.log, review.codebook, reportIndex(standing.documents)),
    },
    { rows: choice.rows.dimension, columns: choice.columns.dimension },
  )
  const report = gapReport(index, choice, agreement === undefined ? {} : { agreement })
  await breathe(control)
  const seed = snapshotHash(plain)
  const { draws } = options
  const permuted =
    draws === 0 ? [] : permutationCheck(index, choice, draws, seededRandom(`${seed} permutation`)).cells
  await breathe(control)
  const disagreements = dimensions.flatMap((id) => disagreementOn(review.codebook, standing, id) ?? [])
  const uncertain =
    draws === 0 || disagreements.length === 0
      ? undefined
      : {
          cells: codingUncertainty(index, choice, disagreements, draws, seededRandom(`${seed} codings`)),
          pairs: Object.fromEntries(disagreements.map(({ dimension, pairs }) => [dimension, pairs])),
        }
  const result: GapsResult = {
    ...report,
    seed,
    draws,
    permuted,
    ...(uncertain === undefined ? {} : { uncertain }),
    uncertaintySentence: uncertaintySentence(draws, uncertain?.pairs),
  }
  if (options.explain === undefined) return result
  return { ...result, explained: explain(index, result, options.explain) }
}

/** The axes that the user named, else those of the codebook's map, else its first two dimensions with codes. */
export function chooseAxes(
  codebook: Codebook,
  { rows, columns, segments }: Pick<GapsOptions, 'rows' | 'columns' | 'segments'>,
): { readonly rows: AxisChoice; readonly columns: AxisChoice; readonly segments?: AxisChoice } {
  const coded = codebook.dimensions.filter((dimension) => dimension.codes.length > 0).map(({ id }) => id)
  const first = rows ?? codebook.map?.rows ?? coded[0]
  const second = columns ?? codebook.map?.columns ?? coded.find((id) => id !== first)
  if (first === undefined || second === undefined) {
    throw new UserError(
      'The codebook has fewer than two dimensions with codes.',
      'You can add dimensions to it; a gap table crosses two.',
    )
  }
  const third = segments ?? (rows === undefined && columns === undefined ? codebook.map?.segments : undefined)
  return {
    rows: readAxis(codebook, first),
    columns: readAxis(codebook, second),
    ...(third === undefined ? {} : { segments: readAxis(codebook, third) }),
  }
}

function readAxis(codebook: Codebook, text: string): AxisChoice {
  const coded = codebook.dimensions.filter((dimension) => dimension.codes.length > 0)
  const choice = parseAxis(text)
  const dimension = choice === undefined ? undefined : coded.find(({ id }) => id === choice.dimension)
  if (choice === undefined || dimension === undefined) {
    throw new UserError(
      `The codebook has no dimension with codes called "${text}".`,
      `You can name one of these, with :1 for its top level or /CODE for what is below a code: ${coded.map(({ id }) => id).join(', ')}.`,
      { exitCode: 2 },
    )
  }
  const { within } = choice
  if (within !== undefined && !hasCodesBelow(dimension.codes, within)) {
    throw new UserError(
      `The dimension "${dimension.id}" has no codes below "${within}".`,
      `You can see its codes with "lacuna gaps --rows ${dimension.id}".`,
      { exitCode: 2 },
    )
  }
  return choice
}

const hasCodesBelow = (codes: Codebook['dimensions'][number]['codes'], id: string): boolean =>
  codes.some((code) => (code.id === id ? code.children.length > 0 : hasCodesBelow(code.children, id)))

function uncertaintySentence(draws: number, pairs: Readonly<Record<string, number>> | undefined): string {
  if (draws === 0) return 'Cross-checks by chance were not asked for.'
  if (pairs === undefined)
    return 'How much the table hangs on who coded is not known: no report was coded by two people apart.'
  const said = Object.entries(pairs).map(([dimension, count]) => `${count} on ${dimension}`)
  return `Codings were drawn again ${draws} times as a second coder might have given them (reports coded twice: ${said.join(', ')}).`
}

function explain(index: CodedStudies, result: GapsResult, wanted: string): CellExplanation {
  const [row = '', column = ''] = wanted.split(',').map((part) => part.trim().toLowerCase())
  const named = (id: string, label: string, text: string): boolean =>
    id.toLowerCase() === text || label.toLowerCase() === text
  const cell = result.cells.find(
    (candidate) =>
      named(candidate.row, candidate.rowLabel, row) && named(candidate.column, candidate.columnLabel, column),
  )
  if (cell === undefined) {
    throw new UserError(
      `There is no cell "${wanted}" in this table.`,
      `You can name it as ROW,COLUMN. Rows: ${ids(result.table.rows)}. Columns: ${ids(result.table.columns)}.`,
      { exitCode: 2 },
    )
  }
  const same = (other: { readonly row: string; readonly column: string }): boolean =>
    other.row === cell.row && other.column === cell.column
  const permuted = result.permuted.find(same)
  const uncertain = result.uncertain?.cells.flat().find(same)
  const known = new Set(cell.studyIds)
  return {
    cell,
    lines: [
      ...explainCell(result, cell),
      ...(permuted === undefined
        ? []
        : [
            `By ${result.draws} permutations: ${printProbability(permuted.permuted)}; chance that any tested cell of a table without structure looks so empty: ${printProbability(permuted.familyWise)}.`,
          ]),
      ...(uncertain === undefined
        ? []
        : [
            `With codings drawn again: fewer than predicted in ${printShare(uncertain.staysFewer)} of draws, below the expected count in ${printShare(uncertain.staysBelow)}; ${uncertain.counts[0]} to ${uncertain.counts[1]} studies.`,
          ]),
      result.uncertaintySentence,
    ],
    studies: index.studies
      .filter(({ id }) => known.has(id))
      .map(({ id, reports }) => {
        const [first] = reports
        return {
          id,
          ...(first?.date?.year === undefined ? {} : { year: first.date.year }),
          ...(first?.title === undefined ? {} : { title: first.title }),
          reports: reports.map((report) => report.id),
        }
      }),
  }
}

const ids = ({ codes }: { readonly codes: readonly { readonly id: string }[] }): string =>
  codes.map(({ id }) => id).join(', ')
