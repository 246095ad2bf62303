import { printable } from '../../domain/printable.ts'
import type { AddVerb } from '../verb.ts'

export const addQuery: AddVerb = (program, act) => {
  program
    .command('query <text>')
    .description('print a query in the syntax of every database, with what each cannot say')
    .option('--from <syntax>', 'read it as a line of pubmed, scopus, wos or ovid')
    .option('--check', 'tell how many of the included reports it finds, and which terms add nothing')
    .action(
      act(async (face, text: string, { from, check }: Flags) => {
        const stage = await import('../../stages/query.ts')
        if (check === true) {
          const result = await face.withReview((review) => stage.checkAgainstIncluded(review, text, from))
          if (face.flags.json === true) return face.printJson(result)
          face.print(`finds ${result.found} of ${result.of} included reports`)
          for (const title of result.missedTitles) face.print(`misses: ${printable(title)}`)
          for (const term of result.idle) face.print(`adds nothing: ${printable(term)}`)
          return
        }
        const { query, translations } = stage.translateQuery(text, from)
        if (face.flags.json === true) return face.printJson({ query, translations })
        face.print(`lacuna: ${printable(query)}`)
        for (const { dialect, text: line, losses } of translations) {
          face.print(`${dialect}: ${printable(line)}`)
          for (const { effect, part, message } of losses)
            face.print(`  ${effect}: ${printable(`${part}: ${message}`)}`)
        }
      }),
    )
}

interface Flags {
  readonly from?: string
  readonly check?: boolean
}
