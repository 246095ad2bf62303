import { explainGroup, inWords } from '../dedupe/explain.ts'
import { foldLog } from '../domain/coding.ts'
import { UserError } from '../domain/problem.ts'
import type { RecordId } from '../domain/record.ts'
import { reportIndex } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'

export interface ReportExplanation {
  readonly report: string
  readonly records: readonly {
    readonly id: RecordId
    readonly source: string
    readonly position: number
    readonly title: string
  }[]
  /** For every field of the merged view, the record its value came from. */
  readonly provenance: Readonly<Record<string, RecordId>>
  /** What the rules say of each pair in it, surest first, and what people said. */
  readonly pairs: readonly {
    readonly records: readonly [RecordId, RecordId]
    readonly words: string
    readonly people?: string
  }[]
}

/** Why these records are one report: each pair's rule and reason, what people said, and where each field is from. */
export async function explainReport(review: Review, name: string): Promise<ReportExplanation> {
  const { store } = review
  const id = reportIndex(await store.memberships())(name.startsWith('r') ? `d${name.slice(1)}` : name)
  const [report] = id === undefined ? [] : await store.reportsById([id])
  if (report === undefined) {
    throw new UserError(
      `There is no report "${name}" in this review.`,
      'You can find its id with "lacuna find".',
      {
        exitCode: 2,
      },
    )
  }
  const records = await store.recordsById(report.records)
  const { identity } = foldLog(await store.decisions())
  const made = await beyondTheTable(review, report.records)
  return {
    report: report.id,
    records: records.map(({ id: record, source, position, title = '' }) => ({
      id: record,
      source,
      position,
      title,
    })),
    provenance: report.provenance,
    pairs: explainGroup(records, review.settings.dedupe).map((pair) => {
      const word = identity.get(pair.records.join(' '))
      return {
        records: pair.records,
        words: made.get(pair.records.join(' ')) ?? inWords(pair),
        ...(word === undefined ? {} : { people: `${word.coder} said: ${word.kind}` }),
      }
    }),
  }
}

/** Pairs that the library as a whole joined, such as lists of one venue, where the rule table by itself would not. */
async function beyondTheTable(
  { store }: Review,
  members: readonly RecordId[],
): Promise<ReadonlyMap<string, string>> {
  if (members.length < 2) return new Map()
  const isMember = new Set(members)
  const pairs = (await store.pairs('merged')).filter(
    ({ records: [a, b], rule }) => rule === 'paired-lists' && isMember.has(a) && isMember.has(b),
  )
  return new Map(
    pairs.map(({ records, rule, reason, probability }) => [
      records.join(' '),
      `merged (${rule}, ${(100 * probability).toFixed(1)} %): ${reason}`,
    ]),
  )
}

/** Records a person's word about two records; it holds from the next deduplication on, and always wins. */
export async function sayIdentity(
  review: Review,
  options: { readonly records: readonly [RecordId, RecordId]; readonly word: 'same' | 'different' },
  control: Control,
): Promise<void> {
  const found = new Set((await review.store.recordsById(options.records)).map(({ id }) => id))
  const missing = options.records.find((id) => !found.has(id))
  if (missing !== undefined || options.records[0] === options.records[1]) {
    throw new UserError(
      missing === undefined
        ? 'The two records are one and the same.'
        : `There is no record "${missing}" in this review.`,
      'You can list record ids with "lacuna export records".',
      { exitCode: 2 },
    )
  }
  const records = options.records.toSorted() as unknown as readonly [RecordId, RecordId]
  const stamp = clockAfter(control, await review.store.lastDecision()).tick()
  await review.store.appendDecisions([{ ...stamp, coder: control.coder, kind: options.word, records }])
}
