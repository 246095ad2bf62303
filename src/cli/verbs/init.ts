import { defaultCodebook } from '../../stages/bundled.ts'
import type { AddVerb } from '../verb.ts'

export const addInit: AddVerb = (program, act) => {
  program
    .command('init [dir]')
    .description('make a new review project')
    .option(
      '--codebook <name|file>',
      'codebook to code by: one that comes with lacuna, or a file',
      defaultCodebook(),
    )
    .option('--add-on <name|file...>', 'further codebooks, such as an appraisal tool')
    .option('--title <text>', "the review's title (default: the folder's name)")
    .option('--question <text>', 'the question it answers')
    .option('--author <name...>', 'who to cite')
    .option('--no-full-text', 'the review ends with title and abstract')
    .action(
      act(async (face, dir: string | undefined, flags: Flags) => {
        const { init } = await import('../../stages/init.ts')
        const result = await init({
          folder: dir ?? '.',
          codebook: flags.codebook,
          addOns: flags.addOn ?? [],
          authors: flags.author ?? [],
          fullText: flags.fullText,
          ...(flags.title === undefined ? {} : { title: flags.title }),
          ...(flags.question === undefined ? {} : { question: flags.question }),
        })
        if (face.flags.json === true) return face.printJson(result)
        face.print(`Made the review "${result.title}" in ${result.folder}`)
        face.print(`  codebook: ${result.codebook.title} (${result.codebook.dimensions} dimensions)`)
        face.print('  next: lacuna import FILE…')
      }),
    )
}

interface Flags {
  readonly codebook: string
  readonly addOn?: readonly string[]
  readonly title?: string
  readonly question?: string
  readonly author?: readonly string[]
  readonly fullText: boolean
}
