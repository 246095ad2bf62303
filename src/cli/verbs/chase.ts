import { InvalidArgumentError } from 'commander'
import { printable } from '../../domain/printable.ts'
import { printProblem } from '../../domain/problem.ts'
import type { Chase, ChaseOptions, ChaseRound } from '../../stages/chase.ts'
import type { ChasePlan } from '../../stages/chase-estimate.ts'
import { counted } from '../counted.ts'
import type { Face } from '../face.ts'
import { type ReachFlags, reachOf, withReachFlags } from '../reach.ts'
import { alignColumns } from '../table.ts'
import type { AddVerb } from '../verb.ts'

export const addChase: AddVerb = (program, act) => {
  const command = program
    .command('chase')
    .description('search the citations of included reports, in both directions unless one is named')
    .option('--backward', 'what they cite')
    .option('--forward', 'what cites them')
    .option('--seed <doi...>', 'begin with these instead of the included reports')
    .option('--index <name...>', 'openalex, opencitations, semantic-scholar', ['openalex', 'opencitations'])
    .option('--iterations <number>', 'go on so often with what was newly found, unscreened', positive, 1)
    .option('--dry-run', 'ask each index how much there is, and add nothing')
  withReachFlags(command).action(
    act(async (face, flags: Flags) => {
      const isBoth = flags.backward === flags.forward
      const options: ChaseOptions = {
        directions: isBoth ? ['backward', 'forward'] : [flags.forward === true ? 'forward' : 'backward'],
        seeds: flags.seed ?? [],
        indexes: flags.index,
        iterations: flags.iterations,
        ...reachOf(face, flags),
      }
      if (flags.dryRun === true) {
        const { planChase } = await import('../../stages/chase-estimate.ts')
        const plan = await face.withReview((review) => planChase(review, options, face.control))
        return printPlan(face, plan, flags.iterations)
      }
      const { chase } = await import('../../stages/chase.ts')
      printChase(face, await face.withReview((review) => chase(review, options, face.control)))
    }),
  )
}

interface Flags extends ReachFlags {
  readonly backward?: boolean
  readonly forward?: boolean
  readonly seed?: string[]
  readonly index: string[]
  readonly iterations: number
  readonly dryRun?: boolean
}

function positive(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new InvalidArgumentError('Expected a whole number above 0.')
}

function printPlan(face: Face, plan: ChasePlan, iterations: number): void {
  if (plan.problems.length > 0) face.fail()
  if (face.flags.json === true) return face.printJson(plan)
  face.print(counted(plan.seeds, 'seed reference'))
  for (const text of plan.unreadable) face.note(`no DOI, OpenAlex id or PMID: ${printable(text)}`)
  const rows = plan.indexes.map(({ label, seeds, works, requests, seconds }) => [
    label,
    `knows ${seeds}`,
    `at most ${counted(works, 'work')}`,
    counted(requests, 'request'),
    `at least ${seconds} s`,
  ])
  for (const line of alignColumns(rows)) face.print(line)
  if (iterations > 1)
    face.print('later iterations begin with what is found before them; how much that is cannot be asked')
  for (const problem of plan.problems) face.note(printable(printProblem(problem)))
}

function printChase(face: Face, result: Chase): void {
  const isWhole = result.rounds.every(
    ({ problems, indexes }) =>
      problems.length === 0 &&
      indexes.every(({ harvested }) => harvested?.outcome !== 'short' && harvested?.outcome !== 'failed'),
  )
  if (
    !isWhole ||
    result.rounds.every(({ indexes }) => indexes.every(({ harvested }) => harvested === undefined))
  )
    face.fail()
  if (face.flags.json === true) return face.printJson(result)
  for (const text of result.unreadable) face.note(`no DOI, OpenAlex id or PMID: ${printable(text)}`)
  for (const round of result.rounds) printRound(face, round)
}

function printRound(face: Face, round: ChaseRound): void {
  face.print(
    `iteration ${round.iteration}: ${counted(round.seeds.length, 'seed reference')}, ${counted(round.works, 'different work')}, ${round.newWorks} not in the review before`,
  )
  const rows = round.indexes.map((one) => [
    '',
    one.label,
    counted(one.works, 'work'),
    `${one.onlyHere} only here`,
    `${one.harvested?.stored?.added ?? 0} new records`,
    one.unknownSeeds.length === 0 ? '' : `${counted(one.unknownSeeds.length, 'seed')} unknown`,
    one.withoutRecord.length === 0 ? '' : `${one.withoutRecord.length} without a record`,
  ])
  for (const line of alignColumns(rows)) face.print(line)
  for (const { label, unknownSeeds, harvested } of round.indexes) {
    for (const seed of unknownSeeds) face.note(`unknown to ${label}: ${printable(seed)}`)
    for (const title of harvested?.stored?.retracted ?? []) face.print(`  retracted: ${printable(title)}`)
  }
  for (const problem of round.problems) face.note(printable(printProblem(problem)))
}
