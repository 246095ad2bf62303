import { cut } from '../../domain/text-width.ts'
import type { AddVerb } from '../verb.ts'

export const addSuggest: AddVerb = (program, act) => {
  program
    .command('suggest')
    .description("screen and code by the codebook's cues; counts only where no person has decided")
    .option('--record', 'record the proposals as decisions of machine:cues')
    .option('--list', 'print every proposal with its reason')
    .action(
      act(async (face, flags: { readonly record?: boolean; readonly list?: boolean }) => {
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
