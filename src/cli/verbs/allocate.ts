import { Argument, InvalidArgumentError } from 'commander'
import { printable } from '../../domain/printable.ts'
import { UserError } from '../../domain/problem.ts'
import { type Task, tasks } from '../../domain/decision.ts'
import type { AllocateResult } from '../../stages/allocate.ts'
import type { HandOverResult } from '../../stages/hand-over.ts'
import { counted } from '../counted.ts'
import type { Face } from '../face.ts'
import { alignColumns } from '../table.ts'
import { teamLines } from '../team-lines.ts'
import type { AddVerb } from '../verb.ts'

interface Flags {
  readonly coders: readonly string[]
  readonly by?: number
  readonly double?: Portion
  readonly second?: Portion
  readonly blocks?: boolean
  readonly suggestions?: boolean
  readonly limit?: number
  readonly from?: string
  readonly seed: string
  readonly dryRun?: boolean
}
type Portion = { readonly share: number } | { readonly count: number }

export const addAllocate: AddVerb = (program, act) => {
  program
    .command('allocate')
    .description('give reports to coders: who has what, by one, by two, or a random sample by two')
    .addArgument(new Argument('[task]', 'what they are to do').choices(tasks))
    .option(
      '--coders <names>',
      'to whom, separated by commas (default: "coders" of review.yaml)',
      namesOf,
      [],
    )
    .option('--by <n>', 'how many coders each report is to have (1)', wholeNumber)
    .option('--double <n|%>', 'a random share or number by two, blind: the sample; the rest by one', portion)
    .option('--second <n|%>', 'give a random share or number of what one person has to a second', portion)
    .option('--blocks', 'give each coder a block of consecutive reports, in the order of import')
    .option('--suggestions', 'show suggestions on what several code (then it is no sample)')
    .option('--limit <n>', 'at most so many reports, at random', wholeNumber)
    .option('--from <name>', 'take what this coder has not finished, and give it to the others')
    .option('--seed <text>', 'for the draw', 'lacuna')
    .option('--dry-run', 'say what would be given to whom, and record nothing')
    .addHelpText('after', examples)
    .action(
      act(async (face, task: Task | undefined, flags: Flags) => {
        if (task === undefined) return team(face)
        if (flags.from !== undefined) return takeOver(face, task, flags.from, flags)
        const { allocate } = await import('../../stages/allocate.ts')
        const options = optionsFrom(task, flags)
        const result = await face.withReview((review) => allocate(review, options, face.control))
        return face.flags.json === true ? face.printJson(result) : print(face, result, options.dryRun)
      }),
    )
}

function optionsFrom(task: Task, flags: Flags) {
  const { coders, double, second, limit, seed } = flags
  if (second !== undefined && (double !== undefined || flags.by !== undefined)) {
    throw new UserError('--second stands alone.', 'You can leave --by and --double out.', { exitCode: 2 })
  }
  return {
    task,
    coders,
    by: flags.by ?? 1,
    ...(double === undefined ? {} : { double }),
    ...(second === undefined ? {} : { second }),
    ...(limit === undefined ? {} : { limit }),
    blocks: flags.blocks === true,
    suggestions: flags.suggestions === true,
    seed,
    dryRun: flags.dryRun === true,
  }
}

function print(face: Face, result: AllocateResult, isDryRun: boolean): void {
  const { reports, inSample, nobody, short, withoutLanguage, plan, task } = result
  const sample = inSample > 0 ? `, ${inSample} of them in the sample` : ''
  face.print(
    printable(
      `${counted(reports, 'report')} ${isDryRun ? 'would be given out' : 'given out'} for ${task}${sample} (${plan})`,
    ),
  )
  for (const line of shares(result.coders)) face.print(line)
  if (withoutLanguage > 0)
    face.print(`${counted(withoutLanguage, 'report')} say no language: given to anybody`)
  if (short > 0)
    face.print(`${counted(short, 'report')} have fewer coders than planned: nobody else can have them`)
  if (nobody.length > 0)
    face.print(`${counted(nobody.length, 'report')} could be given to nobody: no one reads the language`)
  if (reports === 0) face.print('There is nothing new to give out.')
}

async function takeOver(face: Face, task: Task, from: string, flags: Flags): Promise<void> {
  const { handOver } = await import('../../stages/hand-over.ts')
  const options = { task, from, to: flags.coders, seed: flags.seed, dryRun: flags.dryRun === true }
  const result: HandOverResult = await face.withReview((review) => handOver(review, options, face.control))
  if (face.flags.json === true) return face.printJson(result)
  face.print(
    printable(
      `${counted(result.reports, 'report')} ${options.dryRun ? 'would be taken' : 'taken'} from ${from}, who keeps the ${result.kept} finished`,
    ),
  )
  if (result.begun > 0)
    face.print(`${result.begun} of them were begun: what was said of them so far is set aside`)
  for (const line of shares(result.coders)) face.print(line)
  if (result.short > 0)
    face.print(`${counted(result.short, 'report')} have one coder fewer now: nobody else can take them`)
  return undefined
}

const shares = (coders: AllocateResult['coders']): readonly string[] =>
  alignColumns(coders.map(({ coder, given, before }) => ['', coder, given, 'new', before, 'before']))

/** Who has what. */
async function team(face: Face): Promise<void> {
  const { status } = await import('../../stages/status.ts')
  const { coders } = await face.withReview(status)
  if (face.flags.json === true) return face.printJson(coders)
  const lines = teamLines(coders)
  for (const line of lines) face.print(line)
  if (lines.length === 0) face.print('Nobody has anything yet.')
  return undefined
}

const namesOf = (text: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...text.split(',').map((name) => name.trim()),
]

function wholeNumber(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1) return value
  throw new InvalidArgumentError('Expected a whole number from 1 up.')
}

function portion(text: string): Portion {
  const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1]
  if (share !== undefined && Number(share) <= 100) return { share: Number(share) / 100 }
  if (/^\d+$/.test(text)) return { count: Number(text) }
  throw new InvalidArgumentError('Expected a share such as 10%, or a number of reports.')
}

const examples = `
Examples:
  lacuna allocate title-abstract --coders Ada,Bo,Cy --by 2     every report to two of three, blind
  lacuna allocate coding --coders Ada,Bo --double 10%          a random tenth to both, the rest to one
  lacuna allocate coding --second 10%                          the same after coding has begun
  lacuna allocate title-abstract --coders Ada,Bo --blocks      the first half to one, the second to the other
  lacuna allocate coding --from Cy                             Cy leaves: the others take what is open
  lacuna allocate                                              who has what
After another import the same command gives out the new reports and leaves the others alone.
Which languages people read stands in review.yaml: coders: [Ada, { name: Bo, reads: [es, pt] }]
`
