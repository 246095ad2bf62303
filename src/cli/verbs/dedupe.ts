import type { AddVerb } from '../verb.ts'

export const addDedupe: AddVerb = (program, act) => {
  program
    .command('dedupe')
    .description('find which records describe the same document')
    .option('--dry-run', 'say what would change, and change nothing')
    .action(
      act(async (face, flags: { readonly dryRun?: boolean }) => {
        const { dedupe } = await import('../../stages/dedupe.ts')
        const result = await face.withReview((review) =>
          dedupe(review, { dryRun: flags.dryRun === true }, face.control),
        )
        if (face.flags.json === true) return face.printJson(result)
        face.print(
          `${result.records} records describe ${result.reports} reports (${result.duplicates} duplicates)`,
        )
        face.print(`${result.doubtful.length} pairs are doubtful and kept apart until a person decides`)
        if (result.related > 0) face.print(`${result.related} pairs of reports may belong to one study`)
        if (flags.dryRun === true)
          face.print(`would write ${result.changed} reports and take away ${result.removed}`)
      }),
    )
}
