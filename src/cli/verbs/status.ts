import { printable } from '../../domain/printable.ts'
import { counted } from '../counted.ts'
import type { AddVerb } from '../verb.ts'
import { alignColumns } from '../table.ts'
import { teamLines } from '../team-lines.ts'

export const addStatus: AddVerb = (program, act) => {
  program
    .command('status')
    .description('where the review stands, and what to do next')
    .action(
      act(async (face) => {
        const { status } = await import('../../stages/status.ts')
        const result = await face.withReview(status)
        if (face.flags.json === true) return face.printJson(result)
        face.print(printable(result.title))
        face.print(
          `${counted(result.records, 'record')}, ${counted(result.reports, 'report')}, ${counted(result.duplicates, 'duplicate')} removed`,
        )
        const stages = result.stages.filter(({ reports }) => reports > 0)
        for (const line of alignColumns(
          stages.map(({ label, reports, byMachine }) => [
            '',
            reports,
            label + machineShare(reports, byMachine),
          ]),
        ))
          face.print(line)
        if (result.doubtfulPairs > 0)
          face.print(`${counted(result.doubtfulPairs, 'doubtful pair')} kept apart (lacuna dedupe --review)`)
        const retracted = result.retractedReports.filter(({ isRetracted }) => isRetracted)
        if (retracted.length > 0) face.print(`${counted(retracted.length, 'included report')} retracted`)
        for (const { report, title, notices } of result.retractedReports)
          face.print(`  ${report} ${printable(title)}: ${printable(notices.join('; '))}`)
        if (result.problems > 0) face.print(`${result.problems} entries of imported files could not be read`)
        for (const line of teamLines(result.coders)) face.print(line)
        face.print(`next: ${printable(result.next.command)} (${printable(result.next.because)})`)
      }),
    )
}

function machineShare(reports: number, byMachine: number): string {
  if (byMachine === 0) return ''
  return byMachine === reports ? ' (by a machine only)' : ` (${byMachine} by a machine only)`
}
