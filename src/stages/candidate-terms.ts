import { parseDoi } from '../domain/identifier.ts'
import type { Bibliography } from '../domain/record.ts'
import { matchesQuery, saysAnyTerm } from '../sources/query/matches.ts'
import type { Query } from '../sources/query/query.ts'
import { signedLogLikelihood } from '../statistics/log-likelihood.ts'
import { eachPhrase, phrasesIn } from '../text/phrases.ts'

/** A term that a query does not have and that relevant reports have more often than others. */
export interface CandidateTerm {
  readonly term: string
  /** Relevant reports and other reports in which it stands. */
  readonly relevant: number
  readonly others: number
  /** Signed G² (statistics/log-likelihood.ts); 10.83 would be p = 0.001 for a single term. */
  readonly logLikelihood: number
  /** Relevant reports that the query misses and in which it stands. */
  readonly missed: number
}

export interface CandidateTerms {
  readonly ofRelevant: number
  readonly ofOthers: number
  readonly terms: readonly CandidateTerm[]
}

/** A term of one relevant report may be anything. */
const fewest = 2
/** Words in a term. */
const longest = 3

/**
 * Candidate terms from the co-occurrence of words and phrases in titles, abstracts and keywords: those that stand in
 * relevant reports more often than in others, the most telling first. Terms that hold one of the query's own are left
 * out: as an alternative they would find nothing new.
 * @param query the query to be bettered, if there is one
 * @param most how many to give
 */
export async function candidateTerms(
  relevant: readonly Bibliography[],
  others: AsyncIterable<Bibliography>,
  query: Query | undefined,
  most: number,
): Promise<CandidateTerms> {
  const counts = new Map<string, { relevant: number; others: number; missed: number; last: number }>()
  for (const report of relevant) {
    const isMissed = query !== undefined && !matchesQuery(query, report)
    for (const term of phrasesIn(textOf(report), longest)) {
      const count = counts.get(term) ?? { relevant: 0, others: 0, missed: 0, last: 0 }
      count.relevant++
      if (isMissed) count.missed++
      counts.set(term, count)
    }
  }
  for (const [term, count] of counts) if (count.relevant < fewest) counts.delete(term)
  const words = new Set([...counts.keys()].flatMap((term) => term.split(' ')))
  const isWanted = (word: string): boolean => words.has(word)
  let ofOthers = 0
  for await (const report of others) {
    ofOthers++
    const countOnce = (term: string): void => {
      const count = counts.get(term)
      if (count === undefined || count.last === ofOthers) return
      count.last = ofOthers
      count.others++
    }
    eachPhrase(textOf(report), countOnce, longest, isWanted)
  }
  const ofRelevant = relevant.length
  const ranked = [...counts]
    .filter(([term]) => query === undefined || !saysAnyTerm(query, term))
    .map(([term, { last: _last, ...count }]) => ({
      term,
      ...count,
      logLikelihood: signedLogLikelihood({
        inFirst: count.relevant,
        ofFirst: ofRelevant,
        inSecond: count.others,
        ofSecond: ofOthers,
      }),
    }))
    .filter(({ logLikelihood }) => logLikelihood > 0)
    .toSorted(
      (a, b) =>
        b.logLikelihood - a.logLikelihood || b.term.length - a.term.length || (a.term < b.term ? -1 : 1),
    )
  return { ofRelevant, ofOthers, terms: withoutParts(ranked, most) }
}

const textOf = ({ title, abstract, keywords = [] }: Bibliography): string =>
  [title ?? '', abstract ?? '', ...keywords].join('. ')

/** A part of a phrase that stands in the very same reports says less than the phrase. */
function withoutParts(ranked: readonly CandidateTerm[], most: number): readonly CandidateTerm[] {
  const wholes = new Map<string, CandidateTerm[]>()
  for (const candidate of ranked) {
    const key = `${candidate.relevant} ${candidate.others}`
    const known = wholes.get(key)
    if (known === undefined) wholes.set(key, [candidate])
    else known.push(candidate)
  }
  const chosen: CandidateTerm[] = []
  for (const candidate of ranked) {
    if (chosen.length >= most) break
    const same = wholes.get(`${candidate.relevant} ${candidate.others}`) ?? []
    const isPart = same.some(
      ({ term }) => term.length > candidate.term.length && ` ${term} `.includes(` ${candidate.term} `),
    )
    if (!isPart) chosen.push(candidate)
  }
  return chosen
}

/** Whether two descriptions are surely of one document: the same DOI, or the same title where one lacks a DOI. */
export function sameDocument(known: Iterable<Bibliography>): (other: Bibliography) => boolean {
  const [dois, titles] = [new Set<string>(), new Set<string>()]
  for (const { identifiers, title } of known) {
    if (identifiers.doi !== undefined) dois.add(parseDoi(identifiers.doi) ?? identifiers.doi)
    if (title !== undefined) titles.add(lettersOf(title))
  }
  return ({ identifiers, title }) =>
    dois.has(identifiers.doi ?? '') || (title !== undefined && titles.has(lettersOf(title)))
}

const lettersOf = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
