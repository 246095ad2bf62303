import { type DimensionAgreement, dimensionAgreement } from '../agreement/dimension-agreement.ts'
import {
  byPhase,
  type LoggedRatings,
  onlyReports,
  type Phase,
  ratingsFromLog,
} from '../agreement/from-log.ts'
import { type CohenKappa, cohenKappa, pairTable } from '../agreement/kappa.ts'
import { withRatings } from '../agreement/ratings.ts'
import { allCodes, type Codebook, type Dimension } from '../domain/codebook.ts'
import { foldLog, type FoldedLog } from '../domain/coding.ts'
import type { Coder, Decision, Task } from '../domain/decision.ts'
import { UserError } from '../domain/problem.ts'
import type { ReportId } from '../domain/report.ts'
import { keptCodebook } from '../review/codebook-versions.ts'
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
  /** Only reports that were drawn to measure agreement on (`allocate`), where a task has such a sample. */
  readonly sample?: boolean
  /** As it was coded then: by a codebook that was kept, by hash, and without any migration. */
  readonly codebook?: string
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
  /** How many reports were drawn to measure agreement on, by task; tasks without such a sample are not there. */
  readonly sample: Readonly<Partial<Record<Task, number>>>
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
  const seen = await readSeenLog(review, options.viewer)
  const { resolve, hidden } = seen
  const { codebook, hash } = codebookFor(review, options.codebook)
  const log = options.codebook === undefined ? seen.log : seen.log.filter(({ kind }) => kind !== 'migrate')
  checkCoders(options.between ?? [], log)
  const sample = sampleOf(foldLog(log, resolve))
  const level = options.level ?? 0.95
  const subjects: AgreementSubject[] = []
  for (const subject of subjectsOf(log, codebook, resolve, options)) {
    await breathe(control)
    const drawn = sample.get(taskOf(subject))
    for (const { phase, logged } of inPhases(
      options.sample === true && drawn !== undefined ? onlyReports(subject.logged, drawn) : subject.logged,
      options.phases,
    )) {
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
      title: codebook.title,
      version: codebook.version,
      hash,
    },
    subjects,
    hidden,
    sample: Object.fromEntries([...sample].map(([task, reports]) => [task, reports.size])),
    titles: await titlesOf(review, subjects),
  }
}

function codebookFor(
  review: Review,
  wanted: string | undefined,
): { readonly codebook: Codebook; readonly hash: string } {
  if (wanted === undefined) return { codebook: review.codebook, hash: review.codebookHash }
  const kept = keptCodebook(review.folder, wanted)
  if (kept !== undefined) return kept
  throw new UserError(
    `There is no version "${wanted}" of the codebook.`,
    'You can name one by its hash, or at least eight digits of it; "lacuna log --json" shows what was coded under which.',
    { exitCode: 2 },
  )
}

/** The reports that were drawn to measure agreement on, by task. */
function sampleOf({ allocations }: FoldedLog): ReadonlyMap<Task, ReadonlySet<ReportId>> {
  const sample = new Map<Task, Set<ReportId>>()
  for (const [report, allocated] of allocations)
    for (const [task, { inSample }] of allocated)
      if (inSample) sample.set(task, (sample.get(task) ?? new Set<ReportId>()).add(report))
  return sample
}

const taskOf = ({ id, dimension }: Subject): Task =>
  dimension === undefined && (id === 'title-abstract' || id === 'full-text') ? id : 'coding'

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
