import { allCodes, type Codebook, type Dimension } from '../domain/codebook.ts'
import {
  type CodeDecision,
  type Coder,
  type CodeValue,
  type Decision,
  isMachine,
  type ScreenDecision,
  type ScreeningStage,
  screeningStages,
} from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'
import { type BlindLog, blindLog } from './blind-log.ts'
import { makeRatings, missing, type Ratings, ratingsOfUnit, type Scale, selectUnits } from './ratings.ts'

/** Why a coding, or a report's coding on a dimension, does not count. */
export const dropReasons = {
  'one-coder': 'reports judged by one coder only',
  'after-reconciliation': 'codings made after reconciliation began, or after looking at what others say',
  'unknown-code': 'codings with a code that the codebook does not have',
  'other-type': 'codings of another type than the dimension has now',
  'several-codes': 'codings with several codes where one was asked',
  'no-place-in-order': 'codings with no code, which has no place in an order',
} as const
export type DropReason = keyof typeof dropReasons

/** Ratings out of the log, and what was left out of them. `one-coder` counts reports, the others codings. */
export interface LoggedRatings {
  readonly ratings: Ratings
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>
  /** For every unit the instant (ISO 8601) of the first coding that counts. */
  readonly since: readonly string[]
}

export interface FromLogOptions {
  /** Leads from the report that a decision names to the one it is part of now. */
  readonly resolve?: (id: ReportId) => ReportId | undefined
  /** Count machine coders too. They never do unless asked. */
  readonly machines?: boolean
  /** Only these coders. */
  readonly coders?: readonly Coder[]
  /** How "maybe" counts in screening: as include, since the report goes on to the next stage, or by itself. */
  readonly maybe?: 'include' | 'own'
}

/** What coders said blind, as ratings: one set for every dimension that can be compared and every stage. */
export interface ReviewRatings {
  readonly dimensions: ReadonlyMap<string, LoggedRatings>
  readonly stages: ReadonlyMap<ScreeningStage, LoggedRatings>
}

/**
 * Ratings for every dimension of the codebook (texts have none) and every screening stage, from the blind
 * codings in the log. Values are the codebook's, in its order, used or not; a code that the codebook does not
 * have is dropped and counted.
 */
export function ratingsFromLog(
  log: readonly Decision[],
  codebook: Codebook,
  options: FromLogOptions = {},
): ReviewRatings {
  const blind = blindLog(log, options.resolve)
  return {
    dimensions: new Map(
      codebook.dimensions
        .filter((dimension) => dimension.type !== 'text')
        .map((dimension) => [dimension.id, dimensionRatings(blind, dimension, options)]),
    ),
    stages: new Map(screeningStages.map((stage) => [stage, stageRatings(blind, stage, options)])),
  }
}

interface Judgement {
  readonly report: ReportId
  readonly coder: Coder
  readonly at: string
  readonly key: string
}

function dimensionRatings(blind: BlindLog, dimension: Dimension, options: FromLogOptions): LoggedRatings {
  const read = valueReader(dimension)
  const judgements: Judgement[] = []
  const dropped = new Map<DropReason, number>()
  for (const [report, dimensions] of blind.folded.coding) {
    for (const decision of dimensions.get(dimension.id)?.values() ?? []) {
      if (decision.value === null || !counts(decision.coder, options)) continue
      const reading = read(decision.value)
      if (reading.key === undefined) count(dropped, reading.because)
      else judgements.push({ report, coder: decision.coder, at: decision.at, key: reading.key })
    }
  }
  const late = blind.late.filter(
    (decision): decision is CodeDecision =>
      decision.kind === 'code' && decision.dimension === dimension.id && decision.value !== null,
  )
  countLate(dropped, late, judgements, options)
  const { scale, keys } = scaleOf(dimension, judgements)
  return assemble(judgements, scale, keys, dropped)
}

function stageRatings(blind: BlindLog, stage: ScreeningStage, options: FromLogOptions): LoggedRatings {
  const judgements: Judgement[] = []
  for (const [report, stages] of blind.folded.screening) {
    for (const { coder, at, verdict } of stages.get(stage)?.values() ?? []) {
      const key = verdict === 'maybe' && options.maybe !== 'own' ? 'include' : verdict
      if (counts(coder, options)) judgements.push({ report, coder, at, key })
    }
  }
  const late = blind.late.filter(
    (decision): decision is ScreenDecision => decision.kind === 'screen' && decision.stage === stage,
  )
  const dropped = new Map<DropReason, number>()
  countLate(dropped, late, judgements, options)
  const values = options.maybe === 'own' ? ['include', 'maybe', 'exclude'] : ['include', 'exclude']
  return assemble(judgements, { kind: 'nominal', values }, values, dropped)
}

const counts = (coder: Coder, { machines, coders }: FromLogOptions): boolean =>
  (machines === true || !isMachine(coder)) && (coders === undefined || coders.includes(coder))

const count = (dropped: Map<DropReason, number>, reason: DropReason, by = 1): void =>
  void dropped.set(reason, (dropped.get(reason) ?? 0) + by)

/** Coders whose only word on a report came too late. Those who had coded it blind count with that. */
function countLate(
  dropped: Map<DropReason, number>,
  late: readonly (CodeDecision | ScreenDecision)[],
  judgements: readonly Judgement[],
  options: FromLogOptions,
): void {
  const resolve = options.resolve ?? ((id: ReportId): ReportId => id)
  const blindWords = new Set(judgements.map(({ report, coder }) => `${report} ${coder}`))
  const words = new Set(
    late
      .filter(({ coder }) => counts(coder, options))
      .map(({ report, coder }) => `${resolve(report) ?? report} ${coder}`),
  )
  const only = [...words].filter((word) => !blindWords.has(word)).length
  if (only > 0) count(dropped, 'after-reconciliation', only)
}

const noneKey = '\u0000none'

/** The key of a coding's value, or why it does not count. */
type Reading = { readonly key: string } | { readonly key?: undefined; readonly because: DropReason }

function valueReader(dimension: Dimension): (value: CodeValue) => Reading {
  if (dimension.type === 'number')
    return (value) =>
      'number' in value && Number.isFinite(value.number)
        ? { key: `${value.number}` }
        : { because: 'other-type' }
  const place = new Map(allCodes(dimension).map(({ code }, i) => [code.id, i]))
  return (value) => {
    if (!('codes' in value)) return { because: 'other-type' }
    const codes = [...new Set(value.codes)]
    if (!codes.every((code) => place.has(code))) return { because: 'unknown-code' }
    if (dimension.type === 'multi') {
      return {
        key: codes.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)).join('\u0000'),
      }
    }
    if (codes.length > 1) return { because: 'several-codes' }
    if (codes.length === 0 && dimension.type === 'ordinal') return { because: 'no-place-in-order' }
    return { key: codes[0] ?? noneKey }
  }
}

/** "Looked, none applies" among the values of a single choice. */
const noneApplies = '(none applies)'

function scaleOf(
  dimension: Dimension,
  judgements: readonly Judgement[],
): { readonly scale: Scale; readonly keys: readonly string[] } {
  const codes = allCodes(dimension).map(({ code }) => code)
  const used = new Set(judgements.map(({ key }) => key))
  if (dimension.type === 'number') {
    const values = [...used].map(Number).toSorted((a, b) => a - b)
    // A ratio needs a true zero, which numbers below 0 say is not there.
    const kind = dimension.measurement === 'ratio' && (values[0] ?? 0) >= 0 ? 'ratio' : 'interval'
    return { scale: { kind, values }, keys: values.map(String) }
  }
  if (dimension.type === 'multi') {
    const keys = [...used].toSorted()
    const values = keys.map((key) => (key === '' ? [] : key.split('\u0000')))
    return { scale: { kind: 'set', values, codes: codes.map(({ id }) => id) }, keys }
  }
  // A retired code is no choice any more, unless somebody chose it while it was one.
  const offered = codes.filter(({ id, retired }) => !retired || used.has(id)).map(({ id }) => id)
  if (dimension.type === 'ordinal') return { scale: { kind: 'ordinal', values: offered }, keys: offered }
  const withNone = !dimension.required || used.has(noneKey)
  return {
    scale: { kind: 'nominal', values: withNone ? [...offered, noneApplies] : offered },
    keys: withNone ? [...offered, noneKey] : offered,
  }
}

function assemble(
  judgements: readonly Judgement[],
  scale: Scale,
  keys: readonly string[],
  dropped: Map<DropReason, number>,
): LoggedRatings {
  const reports = [...new Set(judgements.map(({ report }) => report))].toSorted()
  const coders = [...new Set(judgements.map(({ coder }) => coder))].toSorted()
  const row = new Map(reports.map((report, i) => [report, i]))
  const column = new Map(coders.map((coder, i) => [coder, i]))
  const place = new Map(keys.map((key, i) => [key, i]))
  const cells = new Int32Array(reports.length * coders.length).fill(missing)
  const since = reports.map(() => '')
  for (const { report, coder, at, key } of judgements) {
    const unit = row.get(report) ?? 0
    cells[unit * coders.length + (column.get(coder) ?? 0)] = place.get(key) ?? missing
    if (since[unit] === '' || at < (since[unit] ?? '')) since[unit] = at
  }
  const ratings = makeRatings(
    reports,
    coders,
    scale,
    (unit, coder) => cells[unit * coders.length + coder] ?? missing,
  )
  return withOneCoder({ ratings, dropped: Object.fromEntries(dropped), since })
}

function withOneCoder(logged: LoggedRatings): LoggedRatings {
  const { ratings } = logged
  const single = ratings.units.filter((_, unit) => ratingsOfUnit(ratings, unit) === 1).length
  const { 'one-coder': _, ...others } = logged.dropped
  return { ...logged, dropped: single > 0 ? { ...others, 'one-coder': single } : others }
}

/** The ratings of these reports alone. What was dropped, but for reports with one coder, stays with the whole. */
export function onlyReports(logged: LoggedRatings, reports: ReadonlySet<ReportId>): LoggedRatings {
  const isKept = logged.ratings.units.map((unit) => reports.has(unit))
  return withOneCoder({
    ratings: selectUnits(logged.ratings, (unit) => isKept[unit] === true),
    dropped: {},
    since: logged.since.filter((_, unit) => isKept[unit] === true),
  })
}

/** A stretch of the work, such as a pilot: up to an instant, the last one without end. */
export interface Phase {
  readonly name: string
  /** ISO 8601; a report belongs to the first phase whose end its first blind coding was made before. */
  readonly until?: string
}

/**
 * The ratings of each phase, in the order given; phases without reports too. What was dropped, but for reports
 * with one coder, is known for the whole only and stays with it. Instants are compared as UTC text.
 */
export function byPhase(
  logged: LoggedRatings,
  phases: readonly Phase[],
): readonly (LoggedRatings & { readonly phase: string })[] {
  const phaseOf = logged.since.map(
    (at) => phases.find(({ until }) => until === undefined || at < until)?.name,
  )
  return phases.map(({ name }) => ({
    ...withOneCoder({
      ratings: selectUnits(logged.ratings, (unit) => phaseOf[unit] === name),
      dropped: {},
      since: logged.since.filter((_, unit) => phaseOf[unit] === name),
    }),
    phase: name,
  }))
}
