import { Argument } from 'commander'
import { type Exportable, exportables } from '../../stages/exportables.ts'
import type { AddVerb } from '../verb.ts'

export const addExport: AddVerb = (program, act) => {
  program
    .command('export')
    .description('data out: records, reports, studies, codings or decisions')
    .addArgument(new Argument('<what>').choices(exportables))
    .option('--format <name>', 'csv, jsonl, or a bibliographic format such as ris', 'csv')
    .option('--out <file>', 'where to write it (default: standard output)')
    .action(
      act(async (face, what: Exportable, flags: { readonly format: string; readonly out?: string }) => {
        const { exportData } = await import('../../stages/export.ts')
        const { writeOut } = await import('../../stages/write-out.ts')
        const format = face.flags.json === true ? 'jsonl' : flags.format
        await face.withReview(async (review) => {
          const pieces = await exportData(review, what, format)
          await writeOut(pieces, flags.out)
        })
        if (flags.out !== undefined) face.note(`Wrote ${flags.out}`)
      }),
    )
}
