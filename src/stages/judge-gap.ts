import { allCodes, type Codebook, findDimension } from '../domain/codebook.ts'
import {
  type GapAxis,
  type GapDecision,
  type GapPriority,
  gapPriorities,
  type GapReason,
  gapReasons,
} from '../domain/decision.ts'
import { UserError } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'
import { chooseAxes, type GapsOptions } from './gaps.ts'

export interface JudgeOptions extends Pick<GapsOptions, 'rows' | 'columns'> {
  /** `ROW,COLUMN`, codes by id or label. */
  readonly judge: string
  readonly reason?: string
  readonly priority?: string
  readonly note?: string
}

/**
 * Records what the current coder says of one cell. With neither reason, priority nor note it takes an earlier
 * word back. Throws a UserError for a cell, reason or priority that there is not.
 */
export async function judgeGap(
  review: Review,
  options: JudgeOptions,
  control: Control,
): Promise<GapDecision> {
  const { rows, columns } = chooseAxes(review.codebook, options)
  const [row = '', column = ''] = options.judge.split(',')
  const reason = chosen<GapReason>('reason', options.reason?.toUpperCase(), Object.keys(gapReasons))
  const priority = chosen<GapPriority>('priority', options.priority?.toLowerCase(), gapPriorities)
  const note = options.note?.trim().normalize('NFC')
  const clock = clockAfter(control, await review.store.lastDecision())
  const decision: GapDecision = {
    kind: 'gap',
    ...clock.tick(),
    coder: control.coder,
    codebook: review.codebookHash,
    cell: [
      codeNamed(review.codebook, rows.dimension, row),
      codeNamed(review.codebook, columns.dimension, column),
    ],
    ...(reason === undefined ? {} : { reason }),
    ...(priority === undefined ? {} : { priority }),
    ...(note === undefined || note === '' ? {} : { note }),
  }
  await review.store.appendDecisions([decision])
  return decision
}

function codeNamed(codebook: Codebook, dimension: string, text: string): GapAxis {
  const wanted = text.trim().toLowerCase()
  const codes = allCodes(findDimension(codebook, dimension) ?? { codes: [] }).map(({ code }) => code)
  const code =
    codes.find(({ id }) => id.toLowerCase() === wanted) ??
    codes.find(({ label }) => label.toLowerCase() === wanted)
  if (code === undefined) {
    throw new UserError(
      `The dimension "${dimension}" has no code "${text.trim()}".`,
      `You can name the cell as ROW,COLUMN with one of: ${codes.map(({ id }) => id).join(', ')}.`,
      { exitCode: 2 },
    )
  }
  return { dimension, code: code.id }
}

function chosen<T extends string>(
  what: string,
  given: string | undefined,
  choices: readonly string[],
): T | undefined {
  if (given === undefined) return undefined
  if (!choices.includes(given)) {
    throw new UserError(`There is no ${what} "${given}".`, `You can give one of: ${choices.join(', ')}.`, {
      exitCode: 2,
    })
  }
  return given as T
}
