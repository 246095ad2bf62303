import { printable } from '../../domain/printable.ts'
import { printProblem } from '../../domain/problem.ts'
import { counted } from '../counted.ts'
import type { AddVerb } from '../verb.ts'

export const addDecide: AddVerb = (program, act) => {
  program
    .command('decide <file>')
    .description('record decisions from a CSV or JSONL file')
    .addHelpText('after', columns)
    .action(
      act(async (face, file: string) => {
        const { decide } = await import('../../stages/decide.ts')
        const result = await face.withReview((review) => decide(review, { file }, face.control))
        if (result.problems.length > 0) face.fail()
        if (face.flags.json === true) return face.printJson(result)
        for (const problem of result.problems) {
          face.note(printProblem(problem).split('\n').map(printable).join('\n'))
        }
        face.print(`${counted(result.recorded, 'decision')} recorded by ${printable(face.control.coder)}`)
      }),
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
  quote, note the passage that supports it, and a remark
  settle      yes: the outcome agreed on where coders differed (see "lacuna reconcile --list")
`
