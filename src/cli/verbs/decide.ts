import { printable } from '../../domain/printable.ts'
import { printProblem, UserError } from '../../domain/problem.ts'
import { counted } from '../counted.ts'
import type { Face } from '../face.ts'
import { alignColumns } from '../table.ts'
import type { AddVerb } from '../verb.ts'

export const addDecide: AddVerb = (program, act) => {
  program
    .command('decide [file]')
    .description('record decisions from a CSV or JSONL file, or those that imports brought along')
    .option('--imported', 'list the decisions that imported files carry (Rayyan, Covidence, ASReview)')
    .option('--accept', 'with --imported: make them your own')
    .addHelpText('after', columns)
    .action(
      act(async (face, file: string | undefined, flags: Flags) => {
        if (flags.imported === true) return imported(face, flags.accept === true)
        if (file === undefined) {
          throw new UserError('No file is named.', 'You can name one, or use --imported.', { exitCode: 2 })
        }
        const { decide } = await import('../../stages/decide.ts')
        const result = await face.withReview((review) => decide(review, { file }, face.control))
        if (result.problems.length > 0) face.fail()
        if (face.flags.json === true) return face.printJson(result)
        for (const problem of result.problems) {
          face.note(printProblem(problem).split('\n').map(printable).join('\n'))
        }
        return face.print(
          `${counted(result.recorded, 'decision')} recorded by ${printable(face.control.coder)}`,
        )
      }),
    )
}

interface Flags {
  readonly imported?: boolean
  readonly accept?: boolean
}

async function imported(face: Face, accept: boolean): Promise<void> {
  const { importedDecisions } = await import('../../stages/accept-proposals.ts')
  const result = await face.withReview((review) =>
    importedDecisions(review, { accept, viewer: face.viewer }, face.control),
  )
  if (face.flags.json === true) return face.printJson(result)
  const rows = result.proposals.map(({ report, stage, verdict, coder = '', tool, reason = '' }) => [
    report,
    stage,
    verdict,
    coder,
    tool,
    reason,
  ])
  for (const line of alignColumns(rows)) face.print(line)
  if (rows.length === 0) return face.print('No imported file carries decisions.')
  return face.print(
    accept
      ? `${counted(result.recorded, 'decision')} recorded by ${printable(face.control.coder)}`
      : `${counted(rows.length, 'decision')} came along; --accept makes them yours.`,
  )
}

const columns = `
Columns:
  report      a report id, a record id or a DOI
  stage       title-abstract, retrieval or full-text (with verdict)
  verdict     include, exclude or maybe
  reason      one of the codebook's reasons, by id or label
  dimension   a dimension of the codebook (with codes, number or text)
  codes       codes by id, label or variant, separated by ";"; empty for "none applies"
  quote       the passage that supports it; with "where" it stands and the "code" it is for
  note        a remark; by itself, or beside a dimension, a note on it
  flag        yes: the report (or dimension) wants talking about; no: not any more
  kind        screen, code, note or flag, where the other columns do not say it
  coder       whose word it is, as exports have it: rows of another person are refused
  settle      yes: the outcome agreed on where coders differed (see "lacuna reconcile --list")
A table with one row a report and one column a dimension is read as well ("(none)" for none applies).
Rows that give a dimension the same value are one coding with all their quotes. What you have said already is
not recorded again, so "lacuna export codings" comes back unchanged. One undo takes back the whole file.
`
