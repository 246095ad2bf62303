import { cut } from '../../domain/text-width.ts'
import type { Face } from '../face.ts'
import { alignColumns } from '../table.ts'
import type { AddVerb } from '../verb.ts'

interface Flags {
  readonly record?: boolean
  readonly list?: boolean
  readonly learned?: boolean
  readonly precision?: boolean
}

export const addSuggest: AddVerb = (program, act) => {
  program
    .command('suggest')
    .description("screen and code by the codebook's cues; counts only where no person has decided")
    .option('--record', 'record the proposals as decisions of machine:cues (or machine:learned)')
    .option('--list', 'print every proposal with its reason')
    .option('--learned', 'instead, code by what was learnt from the codings so far')
    .option('--precision', 'instead, tell how often suggestions were accepted, per code and machine')
    .action(
      act(async (face, flags: Flags) => {
        if (flags.precision === true) return tellPrecision(face)
        if (flags.learned === true) return suggestLearned(face, flags)
        const { suggest } = await import('../../stages/suggest.ts')
        const result = await face.withReview((review) =>
          suggest(review, { record: flags.record === true }, face.control),
        )
        if (face.flags.json === true) return face.printJson(result)
        if (flags.list === true) {
          for (const { report, title, proposal } of result.proposals) {
            face.print(
              `${report}  ${proposal.verdict.padEnd(7)}  ${cut(title, 60)}: ${cut(proposal.because, 90)}`,
            )
          }
        }
        const { include, maybe, exclude } = result.verdicts
        face.print(`${result.reports} reports read: ${include} include, ${maybe} maybe, ${exclude} exclude`)
        face.print(`${result.codings} codings suggested`)
        if (flags.record === true) face.print(`${result.recorded} decisions recorded as machine:cues`)
        else face.print('Nothing was recorded; --record does that.')
      }),
    )
}

async function suggestLearned(face: Face, flags: Flags): Promise<void> {
  const stage = await import('../../stages/suggest-learned.ts')
  const result = await face.withReview((review) =>
    stage.suggestLearned(review, { record: flags.record === true }, face.control),
  )
  if (face.flags.json === true) return face.printJson(result)
  face.print(`Learnt from ${result.coded} coded reports; ${result.reports} reports read`)
  face.print(`${result.codings} codings suggested`)
  if (flags.record === true) face.print(`${result.recorded} decisions recorded as machine:learned`)
  else face.print('Nothing was recorded; --record does that.')
}

async function tellPrecision(face: Face): Promise<void> {
  const { suggestionAnswers } = await import('../../stages/suggestion-answers.ts')
  const rows = await face.withReview((review) => suggestionAnswers(review, face.control))
  if (face.flags.json === true) return face.printJson(rows)
  if (rows.length === 0) return face.print('No suggestion has been answered yet.')
  const percent = (share: number): string => `${Math.round(100 * share)} %`
  const lines = rows.map((row) => [
    row.code === undefined ? row.machine : `  ${row.dimension}: ${cut(row.label ?? row.code, 40)}`,
    row.accepted,
    row.rejected,
    row.left ?? '–',
    row.takenOut,
    row.givenAfterAll,
    row.precision === undefined ? '–' : percent(row.precision),
    row.interval === undefined ? '' : `${percent(row.interval.low)} to ${percent(row.interval.high)}`,
  ])
  const head = [
    '',
    'accepted',
    'rejected',
    'left',
    'taken out',
    'given after all',
    'precision',
    '95 % interval',
  ]
  for (const line of alignColumns([head, ...lines])) face.print(line)
  face.print('Precision: accepted of accepted and rejected. It says what people took, not what was right.')
}
