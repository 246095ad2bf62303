import type { CodebookSummary } from '../../stages/codebook.ts'
import type { AddVerb } from '../verb.ts'
import { alignColumns } from '../table.ts'

export const addCodebook: AddVerb = (program, act) => {
  const codebook = program.command('codebook').description('list, check and compare codebooks')
  codebook
    .command('list')
    .description('the codebooks that come with lacuna')
    .action(
      act(async (face) => {
        const { listCodebooks } = await import('../../stages/codebook.ts')
        const list = listCodebooks()
        if (face.flags.json === true) return face.printJson(list)
        for (const line of alignColumns(
          list.map((summary) => [summary.name, summary.title, ...counts(summary)]),
        )) {
          face.print(line)
        }
      }),
    )
  codebook
    .command('check <name|file>')
    .description('say whether a codebook can be used, and every mistake in it')
    .action(
      act(async (face, name: string) => {
        const { checkCodebook } = await import('../../stages/codebook.ts')
        const summary = checkCodebook(name)
        if (face.flags.json === true) return face.printJson(summary)
        face.print(`${summary.title}, version ${summary.version}: ${counts(summary).join(', ')}`)
        face.print(`content hash ${summary.hash}`)
      }),
    )
  codebook
    .command('diff <before> <after>')
    .description('what changed between two codebooks')
    .action(
      act(async (face, before: string, after: string) => {
        const { compareCodebooks } = await import('../../stages/codebook.ts')
        const changes = compareCodebooks(before, after)
        if (face.flags.json === true) return face.printJson(changes)
        const rows = changes.map(({ change, dimension, code, part, before: old = '', after: now = '' }) => [
          change,
          [dimension ?? part ?? '', ...(code === undefined ? [] : [code])].join('/'),
          old === '' || now === '' ? old + now : `${old} -> ${now}`,
        ])
        for (const line of alignColumns(rows)) face.print(line)
        if (changes.length === 0) face.print('The two codebooks are the same.')
      }),
    )
}

const counts = ({ dimensions, codes, questions }: CodebookSummary): readonly string[] => [
  `${dimensions} dimensions`,
  `${codes} codes`,
  `${questions} questions`,
]
