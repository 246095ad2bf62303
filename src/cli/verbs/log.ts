import type { AddVerb } from '../verb.ts'
import { printable } from '../../domain/printable.ts'
import { cut } from '../../domain/text-width.ts'
import { alignColumns } from '../table.ts'

export const addLog: AddVerb = (program, act) => {
  program
    .command('log')
    .description('the audit trail: who decided what, when')
    .option('--report <id>', 'only decisions about one report')
    .option('--by <coder>', 'only decisions of one coder')
    .option('--unblind', 'show what others say of reports you have not finished, and record that you saw it')
    .action(
      act(async (face, flags: Flags) => {
        const { readLog, sayDecision } = await import('../../stages/log.ts')
        const { sayHidden, unblind } = await import('../../stages/seen-log.ts')
        const { log, hidden } = await face.withReview(async (review) => {
          if (flags.unblind === true) await unblind(review, face.control)
          return readLog(review, flags, face.viewer)
        })
        const kept = sayHidden(face.viewer, hidden)
        if (kept !== undefined) face.note(printable(kept))
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

interface Flags {
  readonly report?: string
  readonly by?: string
  readonly unblind?: boolean
}
