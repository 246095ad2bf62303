import { type DecisionId } from '../domain/decision.ts'
import { foldLog } from '../domain/coding.ts'
import { printName } from '../domain/person-name.ts'
import type { BibRecord, RecordId } from '../domain/record.ts'
import { alignWords, type TextPiece } from '../text/aligned-words.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'

/** One field of two records side by side. */
export interface ComparedField {
  readonly label: string
  readonly left: readonly TextPiece[]
  readonly right: readonly TextPiece[]
  /** `one-sided`: only one of the records has it. */
  readonly agreement: 'equal' | 'different' | 'one-sided'
}

/** A doubtful pair as a person sees it. */
export interface PairToReview {
  readonly records: readonly [RecordId, RecordId]
  /** What the rules think: that both are one document, 0 to 1. */
  readonly probability: number
  readonly reason: string
  readonly fields: readonly ComparedField[]
}

/** A sitting over doubtful pairs. Every word is in the log, durably, when its promise resolves. */
export interface PairReview {
  readonly pairs: readonly PairToReview[]
  say(pair: PairToReview, word: 'same' | 'different'): Promise<DecisionId>
  /** Takes a word back: a new entry in the log. */
  takeBack(decision: DecisionId): Promise<void>
}

/** The doubtful pairs that nobody has decided, most informative first. */
export async function reviewPairs(review: Review, control: Control): Promise<PairReview> {
  const { store } = review
  const { identity } = foldLog(await store.decisions())
  const open = (await store.pairs('doubtful')).filter(({ records }) => !identity.has(records.join(' ')))
  const records = await store.recordsById([...new Set(open.flatMap((pair) => pair.records))])
  const byId = new Map(records.map((record) => [record.id, record]))
  const pairs = open.flatMap(({ records: ids, probability, reason }): PairToReview[] => {
    const [left, right] = ids.map((id) => byId.get(id))
    if (left === undefined || right === undefined) return []
    return [{ records: ids, probability, reason, fields: compareFields(left, right) }]
  })
  const { coder } = control
  const clock = clockAfter(control, await store.lastDecision())
  return {
    pairs,
    say: async (pair, word) => {
      const stamp = clock.tick()
      await store.appendDecisions([{ ...stamp, coder, kind: word, records: pair.records }])
      return stamp.id
    },
    takeBack: async (decision) => {
      await store.appendDecisions([{ ...clock.tick(), coder, kind: 'retract', decision }])
    },
  }
}

/** Fields in the order in which people compare; those that both records lack are left out. */
export function compareFields(left: BibRecord, right: BibRecord): readonly ComparedField[] {
  return fieldsShown.flatMap(([label, read]): ComparedField[] => {
    const [a = '', b = ''] = [read(left), read(right)]
    if (a === '' && b === '') return []
    if (a === '' || b === '') {
      return [{ label, left: plain(a), right: plain(b), agreement: 'one-sided' }]
    }
    const [l, r] = alignWords(a, b)
    const agreement = [...l, ...r].some(({ differs }) => differs) ? 'different' : 'equal'
    return [{ label, left: l, right: r, agreement }]
  })
}

const plain = (text: string): readonly TextPiece[] => (text === '' ? [] : [{ text, differs: false }])

const fieldsShown: readonly (readonly [label: string, read: (record: BibRecord) => string | undefined])[] = [
  ['title', (record) => record.title],
  ['authors', (record) => record.authors.map(printName).join('; ')],
  ['year', (record) => record.date?.year?.toString()],
  ['in', (record) => record.container],
  ['volume', (record) => record.volume],
  ['issue', (record) => record.issue],
  ['pages', (record) => record.pages ?? record.articleNumber],
  ['type', (record) => record.type],
  ['DOI', (record) => record.identifiers.doi],
  ['PMID', (record) => record.identifiers.pmid],
  ['language', (record) => record.language],
  ['source', (record) => `${record.source} ${record.position}`],
  ['abstract', (record) => record.abstract],
]
