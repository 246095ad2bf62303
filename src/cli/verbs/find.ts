import type { AddVerb } from '../verb.ts'
import { cut } from '../../domain/text-width.ts'
import { alignColumns } from '../table.ts'

export const addFind: AddVerb = (program, act) => {
  program
    .command('find <word...>')
    .description('find reports by words in title, abstract and keywords; "word*" completes')
    .option('--limit <n>', 'how many at most', '20')
    .action(
      act(async (face, words: string[], flags: { readonly limit: string }) => {
        const { find } = await import('../../stages/find.ts')
        const found = await face.withReview((review) => find(review, words.join(' '), Number(flags.limit)))
        if (face.flags.json === true) return face.printJson(found)
        const rows = found.map((report) => [report.id, report.date?.year ?? '', cut(report.title ?? '', 90)])
        for (const line of alignColumns(rows)) face.print(line)
        if (found.length === 0) face.print('No report holds all of these words.')
      }),
    )
}
