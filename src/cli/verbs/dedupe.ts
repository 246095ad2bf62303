import { printable } from '../../domain/printable.ts'
import type { RecordId } from '../../domain/record.ts'
import type { Review } from '../../review/review.ts'
import type { DedupeResult } from '../../stages/dedupe.ts'
import { counted } from '../counted.ts'
import type { Face } from '../face.ts'
import { alignColumns } from '../table.ts'
import type { AddVerb } from '../verb.ts'

export const addDedupe: AddVerb = (program, act) => {
  program
    .command('dedupe')
    .description('find which records describe the same document')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--review', 'decide the doubtful pairs, side by side')
    .option('--explain <report>', 'why these records are one report')
    .option('--related', 'list different reports that may belong to one study')
    .option('--link <report...>', 'say that two reports are of one study')
    .option('--unlink <report...>', 'say that two reports are of different studies')
    .option('--same <record...>', 'say that two records are the same document')
    .option('--different <record...>', 'say that two records are different documents; undoes a merge')
    .action(
      act(async (face, flags: Flags) => {
        await face.withReview(async (review) => {
          if (flags.explain !== undefined) return explain(face, review, flags.explain)
          if (flags.related === true) return related(face, review)
          for (const word of ['link', 'unlink'] as const) {
            const reports = flags[word]
            if (reports !== undefined) return link(face, review, word, reports)
          }
          if (flags.review === true) await reviewDoubtful(face, review)
          for (const word of ['same', 'different'] as const) {
            const records = flags[word]
            if (records !== undefined) await say(face, review, word, records)
          }
          const { dedupe } = await import('../../stages/dedupe.ts')
          print(face, await dedupe(review, { dryRun: flags.dryRun === true }, face.control), flags)
        })
      }),
    )
}

interface Flags {
  readonly dryRun?: boolean
  readonly review?: boolean
  readonly explain?: string
  readonly related?: boolean
  readonly link?: readonly string[]
  readonly unlink?: readonly string[]
  readonly same?: readonly RecordId[]
  readonly different?: readonly RecordId[]
}

async function reviewDoubtful(face: Face, review: Review): Promise<void> {
  const { reviewPairs } = await import('../../stages/review-pairs.ts')
  const sitting = await reviewPairs(review, face.control)
  if (sitting.pairs.length === 0) return face.print('No pair is doubtful.')
  const { showDuplicates } = await import('../../tui/start.tsx')
  await showDuplicates(sitting, face, face.control.signal)
}

async function say(
  face: Face,
  review: Review,
  word: 'same' | 'different',
  records: readonly RecordId[],
): Promise<void> {
  const [first, second] = records
  if (first === undefined || second === undefined || records.length !== 2) {
    const { UserError } = await import('../../domain/problem.ts')
    throw new UserError(
      `--${word} names ${records.length} records; expected two.`,
      'You can list record ids with "lacuna export records".',
      {
        exitCode: 2,
      },
    )
  }
  const { sayIdentity } = await import('../../stages/explain-report.ts')
  await sayIdentity(review, { records: [first, second], word }, face.control)
}

async function related(face: Face, review: Review): Promise<void> {
  const { relatedReports } = await import('../../stages/study-links.ts')
  const pairs = await relatedReports(review)
  if (face.flags.json === true) return face.printJson(pairs)
  if (pairs.length === 0) return face.print('No two reports are related.')
  for (const { reports, titles, relation, reason, isLinked } of pairs) {
    face.print(printable(`${relation}: ${reason}${isLinked ? ' (linked to one study)' : ''}`))
    for (const line of alignColumns(reports.map((id, i) => ['', id, titles[i] ?? '']))) face.print(line)
  }
  face.print('"lacuna dedupe --link REPORT REPORT" makes one study of two reports.')
  return undefined
}

async function link(
  face: Face,
  review: Review,
  word: 'link' | 'unlink',
  names: readonly string[],
): Promise<void> {
  const [first, second] = names
  if (first === undefined || second === undefined || names.length !== 2) {
    const { UserError } = await import('../../domain/problem.ts')
    throw new UserError(
      `--${word} names ${names.length} reports; expected two.`,
      'You can list related reports with "lacuna dedupe --related".',
      { exitCode: 2 },
    )
  }
  const { linkReports } = await import('../../stages/study-links.ts')
  const linked = word === 'link'
  const reports = await linkReports(review, { reports: [first, second], linked }, face.control)
  if (face.flags.json === true) return face.printJson({ reports, linked })
  face.print(`${reports.join(' and ')} are ${linked ? '' : 'not '}of one study`)
  return undefined
}

async function explain(face: Face, review: Review, report: string): Promise<void> {
  const { explainReport } = await import('../../stages/explain-report.ts')
  const result = await explainReport(review, report)
  if (face.flags.json === true) return face.printJson(result)
  face.print(`Report ${result.report} is made of ${result.records.length} records:`)
  const rows = result.records.map(({ id, source, position, title }) => [
    '',
    id,
    `${source} ${position}`,
    title,
  ])
  for (const line of alignColumns(rows)) face.print(line)
  for (const { records, words, people } of result.pairs) {
    face.print(`${records.join(' and ')}: ${printable(people ?? words)}`)
  }
  const fields = Object.entries(result.provenance).map(([field, record]) => `${field} from ${record}`)
  face.print(`Merged view: ${fields.join(', ')}`)
  return undefined
}

function print(face: Face, result: DedupeResult, flags: Flags): void {
  if (face.flags.json === true) return face.printJson(result)
  face.print(
    `${counted(result.records, 'record')} in ${counted(result.reports, 'report')} (${counted(result.duplicates, 'duplicate')})`,
  )
  if (result.doubtful.length > 0) {
    face.print(
      `${counted(result.doubtful.length, 'doubtful pair')} kept apart until a person decides (--review)`,
    )
  }
  if (result.related > 0)
    face.print(`${counted(result.related, 'pair')} of reports may belong to one study (--related)`)
  if (flags.dryRun === true)
    face.print(`would write ${result.changed} reports and take away ${result.removed}`)
  return undefined
}
