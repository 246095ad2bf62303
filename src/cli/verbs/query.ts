import { InvalidArgumentError, Option } from 'commander'
import { printable } from '../../domain/printable.ts'
import type { CandidateTerms } from '../../stages/candidate-terms.ts'
import type { CheckedQuery, TermSearch } from '../../stages/query.ts'
import { counted } from '../counted.ts'
import type { Face } from '../face.ts'
import { alignColumns } from '../table.ts'
import type { AddVerb } from '../verb.ts'

export const addQuery: AddVerb = (program, act) => {
  program
    .command('query <text>')
    .description('print a query in the syntax of every database, with what each cannot say')
    .option('--from <syntax>', 'read it as a line of pubmed, scopus, wos or ovid')
    .option('--check', 'tell how many relevant reports it finds, and which terms add nothing')
    .option('--suggest', 'tell which terms relevant reports have more often than others; "" for no query')
    .option(
      '--relevant <file...>',
      'records that it must find, or a list of DOIs (default: what is included)',
    )
    .addOption(
      new Option('--against <reports>', 'with --suggest: what relevant reports are compared with')
        .choices(['rest', 'excluded'])
        .default('rest'),
    )
    .option('--top <number>', 'with --suggest: how many terms', positive, 30)
    .action(
      act(async (face, text: string, flags: Flags) => {
        const stage = await import('../../stages/query.ts')
        const files = flags.relevant ?? []
        if (flags.check === true) {
          const checked = await face.withReview((review) =>
            stage.checkAgainstRelevant(review, text, flags.from, files),
          )
          return printCheck(face, checked, files.length > 0 ? 'relevant' : 'included')
        }
        if (flags.suggest === true) {
          const search = { files, against: flags.against, most: flags.top }
          return printTerms(
            face,
            await face.withReview((review) =>
              stage.suggestTerms(review, text, flags.from, search, face.control),
            ),
            flags.against,
          )
        }
        const { query, translations } = stage.translateQuery(text, flags.from)
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
  readonly suggest?: boolean
  readonly relevant?: readonly string[]
  readonly against: TermSearch['against']
  readonly top: number
}

function positive(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new InvalidArgumentError('Expected a whole number above 0.')
}

function printCheck(face: Face, result: CheckedQuery, which: string): void {
  if (face.flags.json === true) return face.printJson(result)
  face.print(`finds ${result.found} of ${counted(result.of, `${which} report`)}`)
  for (const title of result.missedTitles) face.print(`misses: ${printable(title)}`)
  for (const line of result.unknown) face.print(`not in the review, so not checked: ${printable(line)}`)
  const working = result.terms.filter(({ onlyByIt }) => onlyByIt > 0)
  const rows = working.map(({ term, standsIn, onlyByIt }) => [
    '',
    term,
    'stands in',
    standsIn,
    'finds alone',
    onlyByIt,
  ])
  for (const line of alignColumns(rows)) face.print(line)
  for (const term of result.idle) face.print(`adds nothing: ${printable(term)}`)
}

function printTerms(face: Face, result: CandidateTerms, against: TermSearch['against']): void {
  if (face.flags.json === true) return face.printJson(result)
  const { terms, ofRelevant, ofOthers } = result
  const whose = against === 'excluded' ? 'excluded report' : 'other report'
  face.print(`${counted(ofRelevant, 'relevant report')} against ${counted(ofOthers, whose)}`)
  const rows = terms.map(({ term, relevant, others, logLikelihood, missed }) => [
    term,
    relevant,
    others,
    `G² ${logLikelihood.toFixed(1)}`,
    missed === 0 ? '' : `stands in ${missed} that the query misses`,
  ])
  const head = ['term', 'relevant', 'others', '', '']
  for (const line of alignColumns(rows.length === 0 ? [] : [head, ...rows])) face.print(line)
  if (rows.length === 0) face.print('no term stands in relevant reports more often than in others')
}
