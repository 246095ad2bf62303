import type { Comparison } from './compare.ts'
import type { Judged, Library } from './library.ts'
import type { Card } from './normalise.ts'
import { agreeingAuthors, nearTitle, type Rule } from './rule.ts'

/** Two records of paired lists, by index, i < j, and whether they are one. */
export interface PairedRecords {
  readonly i: number
  readonly j: number
  readonly rule: Rule
  readonly probability: number
}

const never = (): boolean => false

const onePair: Rule = {
  id: 'paired-lists',
  outcome: 'merged',
  when: never,
  reason: 'two lists of one venue have each work once, and these two are what belongs together',
  case: 'conference-two-names',
}

const maybeOnePair: Rule = {
  id: 'paired-lists-unsure',
  outcome: 'doubtful',
  when: never,
  reason: 'two lists of one venue have each work once; these two may belong together',
  case: 'conference-two-names',
}

/** Rows that say nothing against two records of paired lists being one. */
const silentRows = new Set([
  'generic-title',
  'editorial-and-article',
  'number-in-title',
  'other-title',
  'nothing-in-common',
])

interface Candidate extends Judged {
  readonly i: number
  readonly j: number
  /** How alike they are, 0 to 1.5. */
  readonly score: number
}

const titleScores = {
  equal: 1,
  spelling: 0.97,
  contained: 0.8,
  close: 0.75,
  similar: 0.5,
  different: 0.1,
  missing: 0,
}
/** Candidates this near to each other are equally good. */
const margin = 0.05

/** The records of two lists that can go together at all. */
export function candidatesOf(
  library: Library,
  left: readonly number[],
  right: readonly number[],
  isDifferent: (i: number, j: number) => boolean,
): readonly Candidate[] {
  const found: Candidate[] = []
  for (const [i, j] of inCommon(library, left, right)) {
    const one = isDifferent(i, j) ? undefined : candidate(i, j, library.judge(Math.min(i, j), Math.max(i, j)))
    if (one !== undefined) found.push(one)
  }
  return found
}

/** Records of either list that have an author, a title or a word of it in common that not too many have. */
function* inCommon(
  { cards }: Library,
  left: readonly number[],
  right: readonly number[],
): Generator<readonly [number, number]> {
  const most = 100
  const having = new Map<string, number[]>()
  for (const j of right)
    for (const sign of signsOf(cards[j])) {
      const others = having.get(sign)
      if (others === undefined) having.set(sign, [j])
      else others.push(j)
    }
  for (const i of left) {
    const found = new Set<number>()
    for (const sign of signsOf(cards[i])) {
      const others = having.get(sign) ?? []
      if (others.length <= most) for (const j of others) found.add(j)
    }
    for (const j of found) yield [i, j]
  }
}

const signsOf = (card: Card | undefined): ReadonlySet<string> =>
  new Set(
    card === undefined
      ? []
      : [
          card.title.compact,
          ...card.title.words.split(' ').filter((word) => word.length >= 5),
          ...card.authors.surnames.map((name) => `by ${name.slice(0, 5)}`),
        ],
  )

/**
 * Pairs records of two lists, each at most once, the most alike first. Where several go with one equally well, nobody
 * knows: these are for people, unless there are as many on either side and all alike.
 */
export function assigned(given: readonly Candidate[]): readonly PairedRecords[] {
  const candidates = given.toSorted((a, b) => b.score - a.score || a.i - b.i || a.j - b.j)
  const byRecord = new Map<number, Candidate[]>()
  for (const one of candidates)
    for (const record of [one.i, one.j]) byRecord.set(record, [...(byRecord.get(record) ?? []), one])
  const done = new Set<number>()
  const pairs: PairedRecords[] = []
  const take = (one: Candidate): void => {
    done.add(one.i).add(one.j)
    pairs.push(paired(one, isSafe(one)))
  }
  for (const one of candidates) {
    if (done.has(one.i) || done.has(one.j)) continue
    const equals = equallyGood(one, byRecord, done)
    if (equals.length === 1) take(one)
    else {
      const perfect = inStep(equals)
      if (perfect.length > 0) for (const pair of perfect) take(pair)
      else
        for (const rival of equals) {
          done.add(rival.i).add(rival.j)
          // Of many that are hardly alike nobody can tell either.
          if (rival.comparison.title !== 'different') pairs.push(paired(rival, false))
        }
    }
  }
  return pairs
}

function candidate(i: number, j: number, { comparison: c, rule }: Judged): Candidate | undefined {
  if (rule.outcome === 'related' || (rule.outcome === 'apart' && !silentRows.has(rule.id))) return undefined
  const alike = titleScores[c.title]
  if (alike <= 0.5 && c.authors !== 'same') return undefined
  if (alike < 0.7 && !agreeingAuthors(c) && c.authors !== 'missing') return undefined
  return { i, j, comparison: c, rule, score: alike + 0.5 * authorScore(c) }
}

const authorScore = (c: Comparison): number =>
  ({ same: 0.6, first: 0.4, some: 0.2, missing: 0.1, different: 0 })[c.authors] +
  0.4 * (1 - 1 / (1 + c.sharedAuthors))

/** The candidates that compete with one, and those that compete with them. */
function equallyGood(
  one: Candidate,
  byRecord: ReadonlyMap<number, readonly Candidate[]>,
  done: ReadonlySet<number>,
): readonly Candidate[] {
  const found = new Set([one])
  for (const at of found)
    for (const record of [at.i, at.j])
      for (const rival of byRecord.get(record) ?? [])
        if (rival.score >= one.score - margin && !done.has(rival.i) && !done.has(rival.j)) found.add(rival)
  return [...found]
}

/** As many equal records on either side, each as good for each: which goes with which makes no difference. */
function inStep(equals: readonly Candidate[]): readonly Candidate[] {
  const left = [...new Set(equals.map(({ i }) => i))].toSorted((a, b) => a - b)
  const right = [...new Set(equals.map(({ j }) => j))].toSorted((a, b) => a - b)
  if (left.length !== right.length || equals.length !== left.length * right.length) return []
  return equals.filter(({ i, j }) => left.indexOf(i) === right.indexOf(j))
}

/** Alone left to pair, and alike enough that nobody needs to look. */
function isSafe({ comparison: c }: Candidate): boolean {
  if (c.numbersDiffer) return false
  if (nearTitle(c)) return c.titleWords >= 4 || c.authors !== 'different'
  const isAlike = c.title === 'contained' || c.title === 'close' || c.title === 'similar'
  return isAlike && c.titleWords >= 3 && agreeingAuthors(c)
}

const paired = ({ i, j }: Candidate, isSure: boolean): PairedRecords => ({
  i: Math.min(i, j),
  j: Math.max(i, j),
  rule: isSure ? onePair : maybeOnePair,
  probability: isSure ? 0.97 : 0.5,
})
