import { printable } from '../../domain/printable.ts'
import { printProblem, UserError } from '../../domain/problem.ts'
import type { CodebookCheck, CodebookSummary } from '../../stages/codebook.ts'
import type { MigrateResult } from '../../stages/migrate-codebook.ts'
import { counted } from '../counted.ts'
import type { Face } from '../face.ts'
import type { AddVerb } from '../verb.ts'
import { alignColumns } from '../table.ts'

export const addCodebook: AddVerb = (program, act) => {
  const codebook = program.command('codebook').description('list, check, compare and migrate codebooks')
  codebook
    .command('list')
    .description('the codebooks that come with lacuna')
    .action(
      act(async (face) => {
        const { listCodebooks } = await import('../../stages/codebook.ts')
        const list = listCodebooks()
        if (face.flags.json === true) return face.printJson(list)
        for (const line of alignColumns(
          list.map((summary) => [summary.name, summary.title, ...counts(summary)]),
        )) {
          face.print(line)
        }
      }),
    )
  codebook
    .command('check [name|file]')
    .description("what is wrong in a codebook, or in the project's and with what was coded under it")
    .action(
      act(async (face, name: string | undefined) => {
        const { checkCodebook, checkProjectCodebook } = await import('../../stages/codebook.ts')
        const found = name === undefined ? await face.withReview(checkProjectCodebook) : checkCodebook(name)
        if (found.runaway.length > 0 || found.unknown.length > 0) face.fail()
        return face.flags.json === true ? face.printJson(found) : printCheck(face, found)
      }),
    )
  codebook
    .command('diff [before] [after]')
    .description('what changed between two codebooks, or in the project since one or since it was coded')
    .action(
      act(async (face, before: string | undefined, after: string | undefined) => {
        const changes = await changesBetween(face, before, after)
        if (face.flags.json === true) return face.printJson(changes)
        const rows = changes.map(({ change, dimension, code, part, before: old = '', after: now = '' }) => [
          change,
          [dimension ?? part ?? '', ...(code === undefined ? [] : [code])].join('/'),
          old === '' || now === '' ? old + now : `${old} -> ${now}`,
        ])
        for (const line of alignColumns(rows)) face.print(line)
        if (changes.length === 0) face.print('The two codebooks are the same.')
      }),
    )
  codebook
    .command('migrate [file]')
    .description('read what was coded before under the codebook of now, by a migration file or by answers')
    .option(
      '--rename <place=new>',
      'a code has another id, is merged into one, or moves (d/a=e/b)',
      collect,
      [],
    )
    .option('--split <place=a,b>', 'a code is several now: whoever gave it is asked again', collect, [])
    .option('--drop <place>', 'a code, or a dimension, falls away', collect, [])
    .option('--because <text>', 'why, for the record')
    .option('--dry-run', 'say what would change, by code and coder, and change nothing')
    .addHelpText('after', migrateHelp)
    .action(
      act(async (face, file: string | undefined, flags: MigrateFlags) => {
        const { answerOf, migrateCodebook } = await import('../../stages/migrate-codebook.ts')
        const answers = (['rename', 'split', 'drop'] as const).flatMap((how) =>
          flags[how].map((text) => answerOf(how, text)),
        )
        if (file !== undefined && answers.length > 0) {
          throw new UserError('A file and answers are both given.', 'You can give one of them.', {
            exitCode: 2,
          })
        }
        const result = await face.withReview((review) =>
          migrateCodebook(
            review,
            {
              answers,
              dryRun: flags.dryRun === true,
              ...(file === undefined ? {} : { file }),
              ...(flags.because === undefined ? {} : { because: flags.because }),
            },
            face.control,
          ),
        )
        return face.flags.json === true ? face.printJson(result) : printMigrated(face, result)
      }),
    )
}

interface MigrateFlags {
  readonly rename: readonly string[]
  readonly split: readonly string[]
  readonly drop: readonly string[]
  readonly because?: string
  readonly dryRun?: boolean
}

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text]

async function changesBetween(face: Face, before: string | undefined, after: string | undefined) {
  const { changesSince, changesSinceCoded, compareCodebooks } = await import('../../stages/codebook.ts')
  if (before !== undefined && after !== undefined) return compareCodebooks(before, after)
  if (before !== undefined) return face.withReview(async (review) => changesSince(review, before))
  const found = await face.withReview(changesSinceCoded)
  if (found === undefined) face.note('Nothing was coded under another version of the codebook.')
  else face.note(`Since the codebook ${found.since.slice(0, 12)}:`)
  return found?.changes ?? []
}

function printCheck(face: Face, found: CodebookCheck): void {
  face.print(printable(`${found.title}, version ${found.version}: ${counts(found).join(', ')}`))
  face.print(`content hash ${found.hash}`)
  for (const problem of found.problems)
    face.print(printProblem(problem).split('\n').map(printable).join('\n'))
  for (const { dimension, code, cue, text } of found.runaway) {
    face.print(
      printable(`${dimension}/${code}: the cue ${cue} does not come to an end on texts such as "${text}…"`),
    )
  }
  for (const { dimension, code, coders } of found.unknown) {
    const who = Object.entries(coders).map(([coder, count]) => `${coder} ${count}`)
    face.print(
      printable(
        `${dimension}${code === undefined ? '' : `/${code}`} stands in codings (${who.join(', ')}) and not in the codebook`,
      ),
    )
  }
  if (found.unknown.length > 0)
    face.print('"lacuna codebook migrate --dry-run" says what can be done about it.')
}

function printMigrated(face: Face, result: MigrateResult): void {
  const isDone = result.recorded > 0
  face.print(`codebook ${result.from.slice(0, 12)} -> ${result.to.slice(0, 12)}`)
  const rows = result.changes.map(({ dimension, code, becomes, into, use }) => [
    '',
    code === undefined ? dimension : `${dimension}/${code}`,
    into === undefined
      ? becomes.length === 0
        ? 'falls away'
        : `becomes ${becomes.map((one) => (one.code === undefined ? one.dimension : `${one.dimension}/${one.code}`)).join(', ')}`
      : `split into ${into.join(', ')}`,
    Object.entries(use.coders)
      .map(([coder, count]) => `${coder} ${count}`)
      .join(', '),
  ])
  for (const line of alignColumns(rows)) face.print(line)
  if (rows.length === 0) face.print('No code changes its name; codings stay as they are.')
  for (const [coder, count] of Object.entries(result.again))
    face.print(
      printable(`${coder} ${isDone ? 'has' : 'would have'} ${counted(count, 'report')} to look at again`),
    )
  if (result.reopened > 0)
    face.print(
      `${counted(result.reopened, 'agreed outcome')} ${isDone ? 'is open again' : 'would be open again'}`,
    )
  if (isDone) face.print(`Recorded; the migration is kept in ${result.file ?? ''}`)
  else face.print(`Nothing was changed. The migration file would be:\n${result.text.trimEnd()}`)
}

const counts = ({ dimensions, codes, questions }: CodebookSummary): readonly string[] => [
  `${dimensions} dimensions`,
  `${codes} codes`,
  `${questions} questions`,
]

const migrateHelp = `
A place is DIMENSION/CODE, DIMENSION, or reason/ID for a reason for exclusion.
Examples:
  lacuna codebook diff                                            what changed since it was coded
  lacuna codebook migrate --rename topic/fire=wildfire --dry-run  what a new name would change
  lacuna codebook migrate --rename outcome/cost=effect/cost --split topic/flood=river,coast
  lacuna codebook migrate migrations/0001-….yaml                  the same in another copy of the project
`
