/** Something the user should know about their material. Data, not an exception: reading goes on. */
export interface Problem {
  readonly kind: 'problem'
  /** `lost`: something was not kept; `doubtful`: kept, but look at it; `note`: kept, for information. */
  readonly severity: 'lost' | 'doubtful' | 'note'
  /** Stable machine name, room first: `ris/line-outside-record`. */
  readonly code: string
  readonly at: Place
  /** What is wrong: what was found and what was expected. Ends with a full stop. */
  readonly message: string
  /** What the user can do. Starts with "You can". */
  readonly remedy: string
}

/** Where in the user's material: a file and, if known, a line (from 1) and the entry's own key. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly record?: string
}

/**
 * Work cannot go on and the user can mend it: a wrong flag, no project, a full disk.
 * Faces print `message` and `remedy` without a stack and exit with `exitCode` (2 is wrong use).
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly remedy: string
  readonly exitCode: 1 | 2

  constructor(message: string, remedy: string, options: { exitCode?: 1 | 2; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.remedy = remedy
    this.exitCode = options.exitCode ?? 1
  }
}

/** `scopus.ris:412: message`, the way compilers print a place, so that editors can jump to it. */
export function printProblem(problem: Problem): string {
  const { file, line, record } = problem.at
  const place = line === undefined ? file : `${file}:${line}`
  const entry = record === undefined ? '' : ` (record ${record})`
  return `${place}${entry}: ${problem.message}\n  ${problem.remedy}`
}
