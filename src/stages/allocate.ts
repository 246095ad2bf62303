import { type AllocatedCoder, allocateReports, type Allocation, type Portion } from '../coding/allocation.ts'
import type { AllocateDecision, Coder, Task } from '../domain/decision.ts'
import { UserError } from '../domain/problem.ts'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import { seededRandom, shuffled } from '../statistics/random.ts'
import { languageCode } from '../text/language.ts'
import { type AllocatableReport, allocatableReports, loadsOf } from './allocatable.ts'
import { clockAfter, type Control } from './control.ts'

export interface AllocateOptions {
  readonly task: Task
  /** Names; those of review.yaml where none are given. */
  readonly coders: readonly Coder[]
  /** How many coders a report is to have. */
  readonly by: number
  /** A random portion of the reports is to have two (the rest as many as `by` says). It is the sample. */
  readonly double?: Portion
  /** Of reports that one person has or has done, give a random portion to a second, blind. It is the sample. */
  readonly second?: Portion
  readonly blocks: boolean
  /** Show suggestions although several code the same: then it is no sample. */
  readonly suggestions: boolean
  readonly seed: string
  /** At most so many reports, at random (with `blocks` the first). */
  readonly limit?: number
  readonly dryRun: boolean
}

export interface AllocateResult {
  readonly task: Task
  /** How it was drawn, in words, as every entry in the log says. */
  readonly plan: string
  /** Reports that got a coder now, and how many of them are in the sample. */
  readonly reports: number
  readonly inSample: number
  readonly coders: readonly { readonly coder: Coder; readonly given: number; readonly before: number }[]
  /** Reports that could be given to nobody, and those with fewer coders than planned. */
  readonly nobody: readonly ReportId[]
  readonly short: number
  /** Reports that say no language, where languages play a part. */
  readonly withoutLanguage: number
  readonly recorded: number
}

/**
 * Gives reports that have come to a task, and that nobody has yet, to coders: what was given before stays, so after
 * another import the same command gives out the new reports. Who has judged a report already keeps it. Seeded, and
 * recorded in the log in the order in which coders will see the reports. Throws a UserError for a plan that cannot be.
 */
export async function allocate(
  review: Review,
  options: AllocateOptions,
  control: Control,
): Promise<AllocateResult> {
  const { task, seed } = options
  const standing = await readStanding(review)
  const loads = loadsOf(standing.folded, task)
  const coders = teamOf(review, options.coders, loads)
  const all = await allocatableReports(
    review,
    standing,
    task,
    coders.some(({ reads }) => reads.length > 0),
  )
  const open =
    options.second === undefined ? all.filter(({ isAllocated }) => !isAllocated) : all.filter(hasOne)
  const chosen = limited(open, options)
  check(options, coders.length)
  const double = options.second ?? options.double
  const drawn = allocateReports(chosen, {
    coders,
    by: options.second === undefined ? options.by : 1,
    ...(double === undefined ? {} : { double: { portion: double, by: Math.max(2, options.by) } }),
    blocks: options.blocks,
    sample: !options.suggestions,
    // Two tasks, or the sample and what came before, are not drawn alike.
    seed: `${seed}/${task}/${options.second === undefined ? 'first' : 'second'}`,
  })
  const had = new Map(chosen.map(({ report, has }) => [report, has]))
  const news = drawn.filter(({ report, coders: now }) => now.length > (had.get(report)?.length ?? 0))
  const plan = sayPlan(options, coders)
  const drafts = news.map((allocation) => draftOf(allocation, options, plan, control.coder))
  const recorded = options.dryRun ? 0 : await append(review, drafts, control)
  return {
    task,
    plan,
    reports: news.length,
    inSample: drafts.filter(({ inSample }) => inSample).length,
    coders: coders.map(({ name, load }) => ({
      coder: name,
      given: news.filter(({ report, coders: now }) => now.includes(name) && !had.get(report)?.includes(name))
        .length,
      before: load,
    })),
    nobody: drawn.flatMap(({ report, coders: now }) => (now.length === 0 ? [report] : [])),
    short: news.filter(({ short }) => short > 0).length,
    withoutLanguage: coders.some(({ reads }) => reads.length > 0)
      ? chosen.filter(({ language }) => language === undefined).length
      : 0,
    recorded,
  }
}

const hasOne = ({ has }: AllocatableReport): boolean => has.length === 1

function limited(
  reports: readonly AllocatableReport[],
  { limit, blocks, seed }: AllocateOptions,
): readonly AllocatableReport[] {
  if (limit === undefined || limit >= reports.length) return reports
  const chosen = (blocks ? reports : shuffled(reports, seededRandom(`${seed}/limit`))).slice(0, limit)
  return chosen.toSorted((a, b) => a.place - b.place)
}

function draftOf(
  { report, coders, inSample }: Allocation,
  { task, suggestions }: AllocateOptions,
  plan: string,
  coder: Coder,
): Omit<AllocateDecision, 'id' | 'at'> {
  return { kind: 'allocate', coder, report, task, coders, inSample: inSample && !suggestions, plan }
}

/** Appends allocations in one transaction. */
export async function append(
  review: Review,
  drafts: readonly Omit<AllocateDecision, 'id' | 'at'>[],
  control: Control,
): Promise<number> {
  const clock = clockAfter(control, await review.store.lastDecision())
  return review.store.appendDecisions(
    drafts.map((draft) => ({ ...draft, codebook: review.codebookHash, ...clock.tick() })),
  )
}

/** The people named, or those of review.yaml, with the languages that it says they read. */
export function teamOf(
  { settings }: Review,
  names: readonly Coder[],
  loads: ReadonlyMap<Coder, number>,
): readonly AllocatedCoder[] {
  const wanted = names.length > 0 ? names : settings.coders.map(({ name }) => name)
  const team = [...new Set(wanted.map((name) => name.trim().normalize('NFC')))].filter((name) => name !== '')
  if (team.length === 0) {
    throw new UserError(
      'It is not said who the reports are to be given to.',
      'You can name people with --coders Ada,Bo or list them under "coders" in review.yaml.',
      { exitCode: 2 },
    )
  }
  const machine = team.find((name) => name.startsWith('machine:'))
  if (machine !== undefined)
    throw new UserError(`"${machine}" is no person.`, 'You can name people only.', { exitCode: 2 })
  return team.toSorted().map((name) => {
    const reads = settings.coders.find((member) => member.name.normalize('NFC') === name)?.reads ?? []
    return { name, load: loads.get(name) ?? 0, reads: reads.map(languageOf) }
  })
}

function languageOf(name: string): string {
  const code = languageCode(name)
  if (code !== undefined) return code
  throw new UserError(
    `review.yaml names "${name}" as a language that somebody reads; expected a language, such as es or Spanish.`,
    'You can correct it under "coders".',
  )
}

function check(options: AllocateOptions, coders: number): void {
  const most =
    options.double === undefined && options.second === undefined ? options.by : Math.max(2, options.by)
  if (most <= coders) return
  throw new UserError(
    `A report is to have ${most} coders; there ${coders === 1 ? 'is one' : `are ${coders}`}.`,
    'You can name more people with --coders.',
    { exitCode: 2 },
  )
}

function sayPlan(
  { by, double, second, blocks, seed, limit }: AllocateOptions,
  coders: readonly AllocatedCoder[],
): string {
  const among = `among ${coders.map(({ name }) => name).join(', ')}`
  const some = limit === undefined ? '' : `${blocks ? 'the first' : 'a random'} ${limit}, `
  const drawn = `seed ${JSON.stringify(seed)}`
  if (second !== undefined)
    return `a random ${sayPortion(second)} of what one has, by a second, ${among}; ${drawn}`
  if (double !== undefined)
    return `${some}a random ${sayPortion(double)} by ${Math.max(2, by)}, the rest by ${by}, ${among}; ${drawn}`
  return `${some}${blocks ? 'blocks ' : ''}by ${by}, ${among}; ${drawn}`
}

const sayPortion = (portion: Portion): string =>
  'count' in portion ? String(portion.count) : `${Number((portion.share * 100).toFixed(2))} %`
