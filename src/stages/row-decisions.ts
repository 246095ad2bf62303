import { allCodes, type Codebook, findDimension } from '../domain/codebook.ts'
import {
  type Coder,
  type CodeValue,
  type DecisionDraft,
  isMachine,
  screeningStages,
  verdicts,
} from '../domain/decision.ts'
import type { Problem } from '../domain/problem.ts'
import type { ReportId } from '../domain/report.ts'
import type { DecisionRow } from '../formats/decision-rows.ts'
import { type Drafted, isNo, isYes, wrong } from './row-draft.ts'

/** What rows are read by: who decides, under which codebook. */
export interface RowReading {
  readonly coder: Coder
  readonly codebook: Codebook
  readonly codebookHash: string
  readonly find: (name: string) => ReportId | undefined
}

/** The decision that a row says, or why it cannot be one. */
export function draftOf(row: DecisionRow, reading: RowReading): Drafted {
  const { coder, codebook } = reading
  const report = reading.find(row.report)
  if (report === undefined)
    return wrong(
      `There is no report "${row.report}" in this review`,
      'You can name it by report id, record id or DOI; "lacuna export reports" lists them.',
    )
  // A machine's rows can be taken over; another person's word is theirs.
  if (row.coder !== undefined && !isMachine(row.coder) && row.coder.normalize('NFC') !== coder)
    return wrong(
      `The row is the word of "${row.coder}", and ${coder} is at work`,
      'You can record it as --coder with that name, or take the column "coder" out to make it your own word.',
    )
  const stamp = { coder, codebook: reading.codebookHash, report }
  const kind = row.kind ?? kindOf(row)
  switch (kind) {
    case 'screen':
      return screenDraft(row, codebook, stamp)
    case 'code':
      return codeDraft(row, codebook, stamp)
    case 'flag':
      return flagDraft(row, codebook, stamp)
    case 'note':
      return noteDraft(row, codebook, stamp)
    case undefined:
      return wrong('The row has neither a verdict, nor a dimension, nor a note, nor a flag')
    default:
      return wrong(`The kind is "${kind}"; expected one of screen, code, note, flag`)
  }
}

function kindOf({ verdict, flag, dimension, note }: DecisionRow): string | undefined {
  if (verdict !== undefined) return 'screen'
  if (flag !== undefined) return 'flag'
  if (dimension !== undefined) return 'code'
  return note === undefined ? undefined : 'note'
}

interface Stamp {
  readonly coder: Coder
  readonly codebook: string
  readonly report: ReportId
}

/** The remark beside a code, as a note on its dimension. */
export function remarkOf(row: DecisionRow, draft: DecisionDraft): readonly DecisionDraft[] {
  if (draft.kind !== 'code' || row.note === undefined) return []
  const { coder, report, dimension } = draft
  const codebook = draft.codebook === undefined ? {} : { codebook: draft.codebook }
  return [{ coder, ...codebook, report, kind: 'note', dimension, text: row.note }]
}

function screenDraft(row: DecisionRow, codebook: Codebook, stamp: Stamp): Drafted {
  const note = row.note === undefined ? {} : { note: row.note }
  const stage = screeningStages.find((known) => known === (row.stage ?? 'title-abstract'))
  const verdict = verdicts.find((known) => known === row.verdict?.toLowerCase())
  if (stage === undefined)
    return wrong(`The stage is "${row.stage}"; expected one of ${screeningStages.join(', ')}`)
  if (verdict === undefined)
    return wrong(`The verdict is "${row.verdict ?? ''}"; expected one of ${verdicts.join(', ')}`)
  if (row.reason === undefined) return { draft: { ...stamp, kind: 'screen', stage, verdict, ...note } }
  const reason = codeNamed({ codes: codebook.screening?.reasons ?? [] }, row.reason)
  if (reason === undefined)
    return wrong(
      `The reason "${row.reason}" is not in the codebook's list`,
      'You can use one of its reasons, by id or label, or add this one to the codebook.',
    )
  return { draft: { ...stamp, kind: 'screen', stage, verdict, reason, ...note } }
}

function codeDraft(row: DecisionRow, codebook: Codebook, stamp: Stamp): Drafted {
  const value = valueOf(row, codebook)
  if ('problem' in value) return value
  const { dimension = '', quote, where } = row
  const code = aboutCode(row, codebook)
  if (code !== undefined && 'problem' in code) return code
  const evidence =
    quote === undefined ? {} : { evidence: [{ ...code, quote, ...(where === undefined ? {} : { where }) }] }
  return { draft: { ...stamp, kind: 'code', dimension, value: value.value, ...evidence } }
}

function flagDraft(row: DecisionRow, codebook: Codebook, stamp: Stamp): Drafted {
  const { dimension, flag = '', note } = row
  const raised = isYes(flag) ? true : isNo(flag) ? false : undefined
  if (raised === undefined) return wrong(`The flag is "${flag}"; expected yes or no`)
  if (dimension !== undefined && findDimension(codebook, dimension) === undefined)
    return unknownDimension(dimension, codebook)
  const about = dimension === undefined ? {} : { dimension }
  return { draft: { ...stamp, kind: 'flag', ...about, raised, ...(note === undefined ? {} : { note }) } }
}

function noteDraft(row: DecisionRow, codebook: Codebook, stamp: Stamp): Drafted {
  const { dimension, note } = row
  if (note === undefined) return wrong('The row is a note without a text')
  if (dimension === undefined) return { draft: { ...stamp, kind: 'note', text: note } }
  if (findDimension(codebook, dimension) === undefined) return unknownDimension(dimension, codebook)
  const code = aboutCode(row, codebook)
  if (code !== undefined && 'problem' in code) return code
  return { draft: { ...stamp, kind: 'note', dimension, ...code, text: note } }
}

type Wrong = { readonly problem: Omit<Problem, 'at'> }

function aboutCode(row: DecisionRow, codebook: Codebook): { readonly code: string } | Wrong | undefined {
  const dimension = findDimension(codebook, row.dimension ?? '')
  if (row.code === undefined || dimension === undefined) return undefined
  const code = codeNamed(dimension, row.code)
  return code === undefined ? unknownCode(dimension.id, row.code) : { code }
}

const unknownDimension = (dimension: string, codebook: Codebook): Wrong =>
  wrong(
    `The codebook has no dimension "${dimension}"`,
    `You can use one of: ${codebook.dimensions.map(({ id }) => id).join(', ')}.`,
  )

const unknownCode = (dimension: string, code: string): Wrong =>
  wrong(
    `The dimension "${dimension}" has no code "${code}"`,
    'You can use a code by id, label or variant, or add it to the codebook.',
  )

function valueOf(row: DecisionRow, codebook: Codebook): { readonly value: CodeValue } | Wrong {
  const dimension = findDimension(codebook, row.dimension ?? '')
  if (dimension === undefined) return unknownDimension(row.dimension ?? '', codebook)
  if (dimension.type === 'text') return { value: { text: row.text ?? '' } }
  if (dimension.type === 'number') {
    const number = Number(row.number)
    if (row.number === undefined || !Number.isFinite(number))
      return wrong(`The number for "${dimension.id}" is "${row.number ?? ''}"; expected a number`)
    const { minimum = -Infinity, maximum = Infinity } = dimension
    if (number < minimum || number > maximum)
      return wrong(`The number for "${dimension.id}" is ${number}; expected ${minimum} to ${maximum}`)
    return { value: { number } }
  }
  const codes: string[] = []
  for (const wanted of row.codes ?? []) {
    const code = codeNamed(dimension, wanted)
    if (code === undefined) return unknownCode(dimension.id, wanted)
    codes.push(code)
  }
  if (dimension.type !== 'multi' && codes.length > 1)
    return wrong(`The dimension "${dimension.id}" takes one code; found ${codes.length}`)
  return { value: { codes: [...new Set(codes)] } }
}

/** A code by id first, so that what was exported is found again; else by label or variant, in any case. */
function codeNamed(dimension: Parameters<typeof allCodes>[0], wanted: string): string | undefined {
  const known = allCodes(dimension).map(({ code }) => code)
  const fold = wanted.toLowerCase()
  const found =
    known.find(({ id }) => id === wanted) ??
    known.find(({ id, label, variants }) =>
      [id, label, ...variants].some((name) => name.toLowerCase() === fold),
    )
  return found?.id
}
