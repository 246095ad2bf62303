import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { isMachine } from '../domain/decision.ts'
import { printableJson } from '../domain/printable.ts'
import { UserError } from '../domain/problem.ts'
import { findReview } from '../review/find.ts'
import type { Review } from '../review/review.ts'
import type { Control } from '../stages/control.ts'
import { ProgressPrinter } from './progress.ts'

/** The flags that every verb understands. */
export interface GlobalFlags {
  readonly project?: string
  readonly coder?: string
  readonly json?: boolean
  readonly quiet?: boolean
  readonly color?: boolean
  readonly yes?: boolean
  readonly screenReader?: boolean
}

/** What a verb's action needs of the terminal: flags, the control for its stage, and somewhere to print. */
export interface Face {
  readonly flags: GlobalFlags
  readonly control: Control
  /** Who looks, for what is kept from people who judge blind; undefined where nobody has said who it is. */
  readonly viewer: string | undefined
  /** Whether colours may be used: not with --no-color or NO_COLOR. */
  readonly hasColor: boolean
  /** One line of the result, to standard output. */
  print(line?: string): void
  /** A warning or a note, to standard error; silent with --quiet. */
  note(line: string): void
  /** The result for machines: one JSON document on standard output. */
  printJson(value: unknown): void
  /** The verb has done what it could, but not all: exit status 1. */
  fail(): void
  /** Opens the project, runs the work and closes the store, whatever happens. */
  withReview<T>(work: (review: Review) => Promise<T>): Promise<T>
}

/** A face for one run. `exit` tells afterwards with which status to leave. */
export function openFace(
  flags: GlobalFlags,
  signal: AbortSignal,
): { readonly face: Face; readonly exitCode: () => number } {
  let exitCode = 0
  const progress = new ProgressPrinter(process.stderr, flags.quiet === true)
  let coder: string | undefined
  const control: Control = {
    progress: (step) => progress.show(step),
    signal,
    now: () => Date.now(),
    random: (bytes) => randomBytes(bytes),
    get coder() {
      return (coder ??= coderName(flags))
    },
  }
  const face: Face = {
    flags,
    control,
    get viewer() {
      return namedCoder(flags) === undefined ? undefined : control.coder
    },
    hasColor: flags.color !== false && (process.env['NO_COLOR'] ?? '') === '',
    print: (line = '') => {
      progress.clear()
      process.stdout.write(`${line}\n`)
    },
    note: (line) => {
      progress.clear()
      if (flags.quiet !== true) process.stderr.write(`${line}\n`)
    },
    printJson: (value) => {
      progress.clear()
      process.stdout.write(`${printableJson(value)}\n`)
    },
    fail: () => {
      exitCode = 1
    },
    withReview: async (work) => {
      const folder = findReview(flags.project ?? process.cwd())
      const { openReview } = await import('../review/review.ts')
      const review = openReview(folder)
      try {
        return await work(review)
      } finally {
        progress.clear()
        await review.store.close()
      }
    },
  }
  return { face, exitCode: () => exitCode }
}

/** --coder, else LACUNA_CODER, else git's user.name. Throws a UserError when nobody is named. */
function coderName(flags: GlobalFlags): string {
  const name = namedCoder(flags)
  if (name === undefined) {
    throw new UserError(
      'It is not known who is deciding.',
      'You can say so with --coder NAME, with LACUNA_CODER, or with "git config user.name".',
      { exitCode: 2 },
    )
  }
  if (isMachine(name)) {
    throw new UserError(
      `The name "${name}" is kept for machines.`,
      'You can use a name without "machine:".',
      {
        exitCode: 2,
      },
    )
  }
  return name.trim().normalize('NFC')
}

const namedCoder = (flags: GlobalFlags): string | undefined =>
  [flags.coder, process.env['LACUNA_CODER'], gitUserName()].find(
    (candidate) => candidate !== undefined && candidate.trim() !== '',
  )

function gitUserName(): string | undefined {
  try {
    return execFileSync('git', ['config', 'user.name'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return undefined
  }
}
