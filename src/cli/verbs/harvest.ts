import { InvalidArgumentError } from 'commander'
import { printable } from '../../domain/printable.ts'
import { printProblem } from '../../domain/problem.ts'
import type { HarvestedSearch, HarvestOptions } from '../../stages/harvest.ts'
import type { PlannedSearch } from '../../stages/harvest-plan.ts'
import { counted } from '../counted.ts'
import type { Face } from '../face.ts'
import { type ReachFlags, reachOf, withReachFlags } from '../reach.ts'
import type { AddVerb } from '../verb.ts'
import { alignColumns } from '../table.ts'

export const addHarvest: AddVerb = (program, act) => {
  const command = program
    .command('harvest [source...]')
    .description("run the review's queries at databases; what was interrupted goes on where it stopped")
    .option('--query <name>', "one of review.yaml's queries (default: all)")
    .option('--since <yyyy-mm-dd>', 'only what is new or changed since then, with a week of overlap')
    .option('--max <number>', 'stop after so many records of a source', positive)
    .option('--resume', 'only go on with what was interrupted')
    .option('--dry-run', 'print each translated query, its losses, the exact request and the hits')
    .option('--replay', 'rebuild the records of all harvests from the raw responses, offline')
  withReachFlags(command).action(
    act(async (face, names: string[], flags: Flags) => {
      const options: HarvestOptions = {
        sources: names,
        ...(flags.query === undefined ? {} : { query: flags.query }),
        ...(flags.since === undefined ? {} : { since: flags.since }),
        ...(flags.max === undefined ? {} : { maximum: flags.max }),
        ...(flags.resume === undefined ? {} : { resume: flags.resume }),
        ...reachOf(face, flags),
      }
      if (flags.replay === true) return replay(face)
      const stage = await import('../../stages/harvest.ts')
      if (flags.dryRun === true) {
        printPlan(face, await face.withReview((review) => stage.planHarvest(review, options, face.control)))
      } else {
        printHarvest(face, await face.withReview((review) => stage.harvest(review, options, face.control)))
      }
    }),
  )
}

interface Flags extends ReachFlags {
  readonly query?: string
  readonly since?: string
  readonly max?: number
  readonly resume?: boolean
  readonly dryRun?: boolean
  readonly replay?: boolean
}

function positive(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new InvalidArgumentError('Expected a whole number above 0.')
}

async function replay(face: Face): Promise<void> {
  const { replayAll } = await import('../../stages/replay-harvests.ts')
  const searches = await face.withReview((review) => replayAll(review, face.control))
  if (searches.some(({ missing }) => missing > 0)) face.fail()
  if (face.flags.json === true) return face.printJson(searches)
  for (const line of alignColumns(
    searches.map((one) => [one.search, one.source, one.records, 'records', one.missing, 'not in the review']),
  ))
    face.print(line)
}

function printPlan(face: Face, planned: readonly PlannedSearch[]): void {
  if (planned.some(({ problems }) => problems.some(({ severity }) => severity === 'lost'))) face.fail()
  if (face.flags.json === true) return face.printJson(planned)
  for (const { source, translation, url, hits, requests, seconds, cost, problems } of planned) {
    face.print(`${source}: ${hits === undefined ? 'number of hits unknown' : `${hits} hits`}`)
    if (requests !== undefined)
      face.print(`  ${counted(requests, 'request')}, at least ${seconds ?? 0} s${costs(cost)}`)
    face.print(`  ${printable(translation.text)}`)
    face.print(`  ${printable(url)}`)
    for (const loss of translation.losses)
      face.print(`  ${loss.effect}: ${printable(`${loss.part}: ${loss.message}`)}`)
    for (const problem of problems) face.note(printable(printProblem(problem)))
  }
}

/** Of what is gone, so many are named. */
const mostShown = 20

function costs(cost: PlannedSearch['cost']): string {
  if (cost === undefined) return ''
  const rounded = (number: number): string =>
    cost.unit === 'USD' ? number.toFixed(number < 0.1 ? 4 : 2) : String(number)
  const price = cost.cost === undefined ? '' : `, costs ${rounded(cost.cost)} ${cost.unit}`
  return `${price}, ${rounded(cost.left)} ${cost.unit} left`
}

function printHarvest(face: Face, searches: readonly HarvestedSearch[]): void {
  if (searches.some(({ outcome }) => outcome === 'short' || outcome === 'failed')) face.fail()
  if (face.flags.json === true) return face.printJson(searches)
  const rows = searches.map(({ source, outcome, accounts, stored }) => {
    const total = accounts.reduce((sum, account) => sum + (account.total ?? account.retrieved), 0)
    const got = accounts.reduce((sum, account) => sum + account.retrieved, 0)
    const kept = outcome === 'kept' ? 'harvested today already' : `${got} of ${total}`
    return [
      source,
      outcome,
      kept,
      `${stored?.added ?? 0} new`,
      `${stored?.changed ?? 0} changed`,
      `${stored?.retracted.length ?? 0} retracted`,
      stored?.isComparable === true ? `${stored.gone.length} gone` : '',
    ]
  })
  for (const line of alignColumns(rows)) face.print(line)
  for (const { source, stored } of searches) {
    for (const one of stored?.retracted ?? []) face.print(`${source}: retracted: ${printable(one)}`)
    for (const key of stored?.gone.slice(0, mostShown) ?? []) face.print(`${source}: gone: ${printable(key)}`)
    const more = (stored?.gone.length ?? 0) - mostShown
    if (more > 0) face.print(`${source}: ${more} more are gone (--json names them all)`)
  }
  for (const { problems } of searches)
    for (const problem of problems)
      if (problem.severity !== 'note') face.note(printProblem(problem).split('\n').map(printable).join('\n'))
}
