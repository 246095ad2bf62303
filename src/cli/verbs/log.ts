import type { AddVerb } from '../verb.ts'
import { cut } from '../../domain/text-width.ts'
import { alignColumns } from '../table.ts'

export const addLog: AddVerb = (program, act) => {
  program
    .command('log')
    .description('the audit trail: who decided what, when')
    .option('--report <id>', 'only decisions about one report')
    .option('--by <coder>', 'only decisions of one coder')
    .action(
      act(async (face, flags: { readonly report?: string; readonly by?: string }) => {
        const { readLog, sayDecision } = await import('../../stages/log.ts')
        const log = await face.withReview((review) => readLog(review, flags))
        if (face.flags.json === true) return face.printJson(log)
        const rows = log.map((decision) => [
          decision.id,
          decision.at,
          decision.coder,
          cut(sayDecision(decision), 100),
        ])
        for (const line of alignColumns(rows)) face.print(line)
        if (log.length === 0) face.print('No decision yet.')
      }),
    )
}
