import { type DimensionAgreement, dimensionAgreement } from '../agreement/dimension-agreement.ts'
import { byPhase, type LoggedRatings, type Phase, ratingsFromLog } from '../agreement/from-log.ts'
import { type CohenKappa, cohenKappa, pairTable } from '../agreement/kappa.ts'
import { withRatings } from '../agreement/ratings.ts'
import { allCodes, type Codebook, type Dimension } from '../domain/codebook.ts'
import type { Coder, Decision } from '../domain/decision.ts'
import { UserError } from '../domain/problem.ts'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { breathe, type Control } from './control.ts'
import { readSeenLog, type SeenLog } from './seen-log.ts'

export interface AgreementOptions {
  /** A dimension or a screening stage by id; all that two or more have judged unless told. */
  readonly subject?: string
  /** Of the intervals; 0.95 unless told. */
  readonly level?: number
  readonly bootstrap?: { readonly draws: number; readonly seed: number | string }
  /** Count machine coders too. */
  readonly machines?: boolean
  /** How "maybe" counts in screening: as include unless told, or by itself. */
  readonly maybe?: 'include' | 'own'
  /** Only these coders. */
  readonly between?: readonly Coder[]
  /** Who looks: reports that this person has not finished are left out. */
  readonly viewer?: Coder
  /** Stretches of the work, in order; one without a name for the whole unless told. */
  readonly phases?: readonly Phase[]
}

/** Two coders' table of one screening stage: how often the first said this where the second said that. */
interface ScreeningTable {
  readonly coders: readonly [Coder, Coder]
  readonly n: number
  /** Rows of the first coder, columns of the second, in the order of `values`. */
  readonly cells: readonly (readonly number[])[]
  /** Absent where one of them said the same throughout. */
  readonly kappa?: CohenKappa
}

export interface AgreementSubject {
  readonly kind: 'stage' | 'dimension'
  readonly id: string
  readonly label: string
  /** Absent where the work has no phases. */
  readonly phase?: string
  /** What the codes are called. */
  readonly labels: Readonly<Record<string, string>>
  readonly agreement: DimensionAgreement
  /** At screening stages, for every pair of coders. */
  readonly tables?: readonly ScreeningTable[]
}

export interface AgreementReport {
  readonly level: number
  readonly bootstrap?: { readonly draws: number; readonly seed: number | string }
  /** The codebook that codings were read by. */
  readonly codebook: { readonly title: string; readonly version: string; readonly hash: string }
  readonly subjects: readonly AgreementSubject[]
  /** Reports left out because whoever looks has not finished them. */
  readonly hidden: SeenLog['hidden']
  /** Titles of the reports on which coders differ, by id. */
  readonly titles: Readonly<Record<ReportId, string>>
}

/**
 * Agreement between coders, from what they said blind: screening stages, then dimensions in the codebook's
 * order. Subjects that nobody shared are left out unless named. Throws a UserError for a subject or a coder that
 * there is not.
 */
export async function agreement(
  review: Review,
  options: AgreementOptions,
  control: Control,
): Promise<AgreementReport> {
  const { log, resolve, hidden } = await readSeenLog(review, options.viewer)
  checkCoders(options.between ?? [], log)
  const level = options.level ?? 0.95
  const subjects: AgreementSubject[] = []
  for (const subject of subjectsOf(log, review.codebook, resolve, options)) {
    await breathe(control)
    for (const { phase, logged } of inPhases(subject.logged, options.phases)) {
      const found = { ...describe(subject), ...(phase === undefined ? {} : { phase }) }
      const { bootstrap } = options
      const intervals = { level, ...(bootstrap === undefined ? {} : { bootstrap }) }
      subjects.push({
        ...found,
        agreement: dimensionAgreement(logged, intervals),
        ...(subject.dimension === undefined ? { tables: screeningTables(logged) } : {}),
      })
    }
  }
  return {
    level,
    ...(options.bootstrap === undefined ? {} : { bootstrap: options.bootstrap }),
    codebook: {
      title: review.codebook.title,
      version: review.codebook.version,
      hash: review.codebookHash,
    },
    subjects,
    hidden,
    titles: await titlesOf(review, subjects),
  }
}

async function titlesOf(
  review: Review,
  subjects: readonly AgreementSubject[],
): Promise<Readonly<Record<ReportId, string>>> {
  const ids = subjects.flatMap(({ agreement: { disagreements } }) => disagreements.map(({ unit }) => unit))
  const reports = await review.store.reportsById([...new Set(ids)])
  return Object.fromEntries(reports.map(({ id, title }) => [id, title ?? '']))
}

function checkCoders(wanted: readonly Coder[], log: readonly Decision[]): void {
  const known = new Set(log.map(({ coder }) => coder))
  const stranger = wanted.find((coder) => !known.has(coder))
  if (stranger === undefined) return
  throw new UserError(
    `Nobody called "${stranger}" has decided anything here.`,
    known.size === 0
      ? 'You can record decisions with "lacuna decide" first.'
      : `You can name ${[...known].toSorted().join(', ')}.`,
    { exitCode: 2 },
  )
}

const stageLabels = {
  'title-abstract': 'Title and abstract screening',
  retrieval: 'Retrieval',
  'full-text': 'Full-text assessment',
} as const

interface Subject {
  readonly id: string
  readonly logged: LoggedRatings
  readonly label: string
  readonly dimension?: Dimension
}

function subjectsOf(
  log: readonly Decision[],
  codebook: Codebook,
  resolve: (id: ReportId) => ReportId | undefined,
  { subject, machines, between, maybe }: AgreementOptions,
): readonly Subject[] {
  const { stages, dimensions } = ratingsFromLog(log, codebook, {
    resolve,
    ...(machines === undefined ? {} : { machines }),
    ...(between === undefined ? {} : { coders: between }),
    ...(maybe === undefined ? {} : { maybe }),
  })
  const all: readonly Subject[] = [
    ...[...stages].map(([id, logged]) => ({ id, logged, label: stageLabels[id] })),
    ...codebook.dimensions.flatMap((dimension) => {
      const logged = dimensions.get(dimension.id)
      return logged === undefined ? [] : [{ id: dimension.id, logged, label: dimension.label, dimension }]
    }),
  ]
  if (subject === undefined) return all.filter(({ logged }) => isShared(logged))
  const named = all.filter(({ id, label }) => id === subject || label === subject)
  if (named.length > 0) return named
  throw new UserError(
    `There is no dimension or screening stage "${subject}" that can be compared.`,
    `You can name one of ${all.map(({ id }) => id).join(', ')}.`,
    { exitCode: 2 },
  )
}

const isShared = ({ ratings }: LoggedRatings): boolean => withRatings(ratings, 2).units.length > 0

function inPhases(
  logged: LoggedRatings,
  phases: readonly Phase[] | undefined,
): readonly { readonly phase?: string; readonly logged: LoggedRatings }[] {
  if (phases === undefined || phases.length === 0) return [{ logged }]
  return byPhase(logged, phases).map((part) => ({ phase: part.phase, logged: part }))
}

function describe({
  id,
  label,
  dimension,
}: Subject): Pick<AgreementSubject, 'kind' | 'id' | 'label' | 'labels'> {
  if (dimension === undefined) return { kind: 'stage', id, label, labels: {} }
  const labels = Object.fromEntries(allCodes(dimension).map(({ code }) => [code.id, code.label]))
  return { kind: 'dimension', id, label, labels }
}

function screeningTables({ ratings }: LoggedRatings): readonly ScreeningTable[] {
  return ratings.coders.flatMap((first, i) =>
    ratings.coders.slice(i + 1).flatMap((second): readonly ScreeningTable[] => {
      const table = pairTable(ratings, first, second)
      if (table.n === 0) return []
      const kappa = cohenKappa(table)
      const cells = ratings.scale.values.map((_, row) => [
        ...table.counts.subarray(row * table.values, (row + 1) * table.values),
      ])
      return [{ coders: table.coders, n: table.n, cells, ...(kappa === undefined ? {} : { kappa }) }]
    }),
  )
}
