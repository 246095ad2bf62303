import { Command, CommanderError } from 'commander'
import { hasReview } from '../review/find.ts'
import { printable } from '../domain/printable.ts'
import { UserError } from '../domain/problem.ts'
import { toolVersion } from '../stages/bundled.ts'
import { type GlobalFlags, openFace } from './face.ts'
import { isTerminal, showScreen } from './screens.ts'
import type { Act, AddVerb } from './verb.ts'
import { addAgreement } from './verbs/agreement.ts'
import { addAllocate } from './verbs/allocate.ts'
import { addChase } from './verbs/chase.ts'
import { addCode } from './verbs/code.ts'
import { addCodebook } from './verbs/codebook.ts'
import { addDecide } from './verbs/decide.ts'
import { addDedupe } from './verbs/dedupe.ts'
import { addExport } from './verbs/export.ts'
import { addFullText } from './verbs/full-text.ts'
import { addGaps } from './verbs/gaps.ts'
import { addHarvest } from './verbs/harvest.ts'
import { addImport } from './verbs/import.ts'
import { addInit } from './verbs/init.ts'
import { addLog } from './verbs/log.ts'
import { addQuery } from './verbs/query.ts'
import { addReconcile } from './verbs/reconcile.ts'
import { addReport } from './verbs/report.ts'
import { addFind } from './verbs/find.ts'
import { addScreen } from './verbs/screen.ts'
import { addStatus } from './verbs/status.ts'
import { addSuggest } from './verbs/suggest.ts'
import { addUndo } from './verbs/undo.ts'
import { addVerify } from './verbs/verify.ts'

/** The verbs in the order of the work, under the headings that help prints. */
const verbs: readonly (readonly [heading: string, verbs: readonly AddVerb[]])[] = [
  ['Begin:', [addInit, addCodebook]],
  ['Collect:', [addQuery, addHarvest, addChase, addImport, addDedupe, addFullText, addFind]],
  ['Judge:', [addAllocate, addSuggest, addScreen, addCode, addDecide, addAgreement, addReconcile, addUndo]],
  ['See and publish:', [addStatus, addGaps, addReport, addVerify, addExport, addLog]],
]

/** Runs one command line. Resolves to the exit status: 0 done, 1 failed, 2 wrong use, 130 interrupted. */
export async function run(argv: readonly string[]): Promise<number> {
  const interrupt = new AbortController()
  let exitCode = 0
  const onInterrupt = (): void => {
    if (interrupt.signal.aborted) process.exit(130)
    interrupt.abort(new Interrupted())
  }
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onInterrupt)
  process.on('SIGHUP', onInterrupt)
  // A reader such as `head` that has seen enough is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // EIO: the terminal is gone.
    if (error.code === 'EPIPE' || error.code === 'EIO') process.exit(exitCode)
    throw error
  })
  const program = buildProgram((work) => async (...given) => {
    const { face, exitCode: result } = openFace(program.opts<GlobalFlags>(), interrupt.signal)
    await work(face, ...given)
    exitCode = result()
  })
  try {
    const { operands, unknown } = program.parseOptions([...argv])
    if (operands.length > 0 || unknown.length > 0) await program.parseAsync([...argv], { from: 'user' })
    else if (opensHome(program.opts())) {
      await showScreen(openFace(program.opts(), interrupt.signal).face, 'home')
    } else program.outputHelp()
    return exitCode
  } catch (error) {
    return explain(error)
  } finally {
    process.off('SIGINT', onInterrupt)
    process.off('SIGTERM', onInterrupt)
    process.off('SIGHUP', onInterrupt)
  }
}

/** Without a verb the home screen opens, where there are a terminal and a project; otherwise there is help. */
const opensHome = ({ project, screenReader }: GlobalFlags): boolean =>
  (isTerminal() || (screenReader === true && process.stdin.isTTY)) &&
  (project !== undefined || hasReview(process.cwd()))

class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

function buildProgram(act: Act): Command {
  const program = new Command('lacuna')
    .description('Systematic reviews and evidence-gap maps, from records to a citable map.')
    .version(toolVersion().version)
    .option('--project <dir>', 'the review project (default: the nearest folder upward with a review.yaml)')
    .option('--coder <name>', "who is at work (default: LACUNA_CODER, then git's user.name)")
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'print no progress and no notes')
    .option('--no-color', 'print no colours (as with NO_COLOR)')
    .option('--screen-reader', 'screens as plain lines: one line is one action, nothing moves')
    .option('--yes', 'answer yes to every question')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showSuggestionAfterError(true)
    .showHelpAfterError('Run "lacuna --help" to see the verbs, or "lacuna VERB --help" for one of them.')
    .exitOverride()
    .addHelpCommand(
      new Command('help [command]').description('what a command does').helpGroup('See and publish:'),
    )
    .addHelpText('after', examples)
  for (const [heading, group] of verbs) {
    program.commandsGroup(heading)
    for (const add of group) add(program, act)
  }
  return program
}

const examples = `
Examples:
  lacuna init my-review --title "Who reads water meters?"
  lacuna import exports/              read every export in a folder
  lacuna dedupe                       find which records are the same document
  lacuna status                       see where the review stands and what to do next
`

/** Prints what went wrong, for whoever can mend it, and gives the exit status. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed its own message; its help and version are no failures.
    return error.exitCode === 0 ? 0 : 2
  }
  if (error instanceof Interrupted) {
    process.stderr.write(
      '\nInterrupted. Everything saved so far is kept; the same command goes on from there.\n',
    )
    return 130
  }
  if (error instanceof UserError) {
    const message = error.message.split('\n').map(printable).join('\n')
    process.stderr.write(`${message}\n  ${printable(error.remedy)}\n`)
    return error.exitCode
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(
    `This is a bug in lacuna; nothing that was saved is lost.\n${stack}\n` +
      '  You can report it with the command you ran and the lines above.\n',
  )
  return 1
}
