import { printable } from '../../domain/printable.ts'
import { counted } from '../counted.ts'
import type { AddVerb } from '../verb.ts'

export const addReport: AddVerb = (program, act) => {
  program
    .command('report')
    .description('write the map and its companions into one folder')
    .option('--out <dir>', 'where to write it (default: "report" in the project)')
    .option('--since <dir>', 'an older report: say what changed since')
    .action(
      act(async (face, flags: { readonly out?: string; readonly since?: string }) => {
        const { report } = await import('../../stages/report.ts')
        const result = await face.withReview(async (review) => {
          const { readSeenLog } = await import('../../stages/seen-log.ts')
          const { reports } = (await readSeenLog(review, face.viewer)).hidden
          if (reports.length > 0) {
            face.note(
              printable(
                `The map will show what others say of ${counted(reports.length, 'report')} that ${face.viewer ?? ''} has not finished.`,
              ),
            )
          }
          return report(review, flags, face.control)
        })
        if (face.flags.json === true) return face.printJson(result)
        face.print(`Wrote ${result.files} files about ${result.studies} studies to ${result.folder}`)
        face.print(`  open ${result.page}`)
        face.print(`  hash ${result.hash}`)
        for (const sentence of result.changes?.sentences ?? []) face.print(`  ${sentence}`)
      }),
    )
}
