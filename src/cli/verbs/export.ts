import { Argument, Option } from 'commander'
import { type Exportable, exportables, type Shape, shapes } from '../../stages/exportables.ts'
import { printable } from '../../domain/printable.ts'
import type { AddVerb } from '../verb.ts'

export const addExport: AddVerb = (program, act) => {
  program
    .command('export')
    .description('data out: records, reports, studies, codings, verdicts or decisions')
    .addArgument(new Argument('<what>').choices(exportables))
    .option('--format <name>', 'csv or jsonl; for records and reports also those listed below', 'csv')
    .addOption(
      new Option('--shape <shape>', 'of codings: a row for every dimension, or one for every report').choices(
        shapes,
      ),
    )
    .option('--by <coder>', "codings and verdicts: only this coder's")
    .option('--included', 'only reports that are in the review')
    .option('--out <file>', 'where to write it (default: standard output)')
    .addHelpText('after', formatsHelp)
    .action(
      act(async (face, what: Exportable, flags: Flags) => {
        const { exportData } = await import('../../stages/export.ts')
        const { writeOut } = await import('../../stages/write-out.ts')
        const format = face.flags.json === true ? 'jsonl' : flags.format
        await face.withReview(async (review) => {
          const pieces = await exportData(review, {
            what,
            format,
            included: flags.included === true,
            ...(flags.shape === undefined ? {} : { shape: flags.shape }),
            ...(flags.by === undefined ? {} : { by: flags.by }),
            ...(face.viewer === undefined ? {} : { viewer: face.viewer }),
          })
          await writeOut(pieces, flags.out)
          if (what === 'records' || what === 'studies') return
          const { readSeenLog, sayHidden } = await import('../../stages/seen-log.ts')
          const kept = sayHidden(face.viewer, (await readSeenLog(review, face.viewer)).hidden)
          if (kept !== undefined) face.note(printable(kept))
        })
        if (flags.out !== undefined) face.note(`Wrote ${flags.out}`)
      }),
    )
}

interface Flags {
  readonly format: string
  readonly included?: boolean
  readonly shape?: Shape
  readonly by?: string
  readonly out?: string
}

const formatsHelp = `
Formats of records and reports:
  ris, bibtex, csl-json       for reference managers; RIS carries the decision
  csv-bibliography, csv-excel tables that import again, the second for Excel
  xlsx                        a spreadsheet (with --out)
  asreview, rayyan            for these screening tools
  apa, harvard, vancouver     a formatted reference list; or the path of a .csl file
`
