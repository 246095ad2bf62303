import type { Found, Library } from './library.ts'
import { assigned, candidatesOf, type PairedRecords } from './list-assignment.ts'
import type { Card } from './normalise.ts'
import { nearTitle } from './rule.ts'

/**
 * Some libraries hold one venue as two sources list it, each work once in either, with little but titles, authors
 * and years: a journal's contents in two bibliographies. The library itself shows it: many sure pairs lie between
 * two ways of writing one venue, hardly any within one of them. There, two records of one list are two works,
 * however alike ("Trade press news" twice a year), and a record that has no other counterpart left belongs to the
 * one it resembles ("Editorial", "Honey, I shrunk the DBMS").
 */
export interface PairedLists {
  /** Whether the lists decide about two records, and not the rule table: they stand in one list or in paired ones. */
  readonly decide: (i: number, j: number) => boolean
  readonly pairs: readonly PairedRecords[]
}

/** People's words about records: they come first, and what is left is paired. */
interface Said {
  readonly isDifferent: (i: number, j: number) => boolean
  /** Records of which somebody said that they are the same as another. */
  readonly same: ReadonlySet<number>
}

/** How many sure pairs make two lists a pair. */
const fewestSurePairs = 20

/** Finds lists that belong together, from what the rules found, and pairs their records. */
export function pairedLists(library: Library, found: Iterable<Found>, said: Said): PairedLists {
  const { cards } = library
  const partner = partners(cards, surePairs(library, found))
  const listOf = (i: number): number | undefined => {
    const card = cards[i]
    const list = card !== undefined && isThin(card) ? card.container?.number : undefined
    return list !== undefined && partner.has(list) ? list : undefined
  }
  const open = (of: readonly number[]): readonly number[] => of.filter((i) => !said.same.has(i))
  return {
    decide: (i, j) => {
      const list = partner.size === 0 ? undefined : listOf(i)
      if (list === undefined) return false
      const other = listOf(j)
      return other === list || other === partner.get(list)
    },
    pairs: [...yearsOf(cards, partner, listOf)].flatMap(([left, right]) =>
      assigned(candidatesOf(library, open(left), open(right), said.isDifferent)),
    ),
  }
}

const thinRows = new Set(['thin', 'thin-conference', 'title-and-authors'])

/** Pairs that say so much in title, authors and year that nothing else is needed to learn from them. */
function* surePairs(library: Library, found: Iterable<Found>): Generator<Found> {
  for (const edge of found) {
    if (!thinRows.has(edge.rule.id)) continue
    const { comparison: c } = library.judge(edge.i, edge.j)
    if (
      nearTitle(c) &&
      c.titleWords >= 4 &&
      c.authors === 'same' &&
      c.sharedAuthors >= 2 &&
      c.year === 'same'
    )
      yield edge
  }
}

/** Without numbering, DOI or PubMed id: nothing but its place in the list tells it from its like. */
const isThin = ({ pages, numbering, doi, pmid, year }: Card): boolean =>
  pages.first === 0 && numbering.volume === 0 && doi === '' && pmid === '' && year > 0

/** The other list of each list that has one. */
function partners(
  cards: readonly Card[],
  sure: Iterable<Pick<Found, 'i' | 'j'>>,
): ReadonlyMap<number, number> {
  const counts = new Map<number, Map<number, number>>()
  const count = (a: number, b: number): void => {
    const of = counts.get(a) ?? new Map<number, number>()
    counts.set(a, of.set(b, (of.get(b) ?? 0) + 1))
  }
  for (const { i, j } of sure) {
    const [a, b] = [cards[i]?.container?.number, cards[j]?.container?.number]
    if (a === undefined || b === undefined) continue
    count(a, b)
    if (a !== b) count(b, a)
  }
  const best = new Map<number, number>()
  for (const [list, of] of counts) {
    const within = of.get(list) ?? 0
    const others = [...of].filter(([other]) => other !== list)
    const total = others.reduce((sum, [, pairs]) => sum + pairs, 0)
    const [other, pairs] = others.toSorted((x, y) => y[1] - x[1])[0] ?? [0, 0]
    if (pairs >= fewestSurePairs && pairs >= 0.75 * total && within <= 0.02 * pairs) best.set(list, other)
  }
  return new Map([...best].filter(([list, other]) => best.get(other) === list))
}

/** The records of two paired lists, year by year. */
function* yearsOf(
  cards: readonly Card[],
  partner: ReadonlyMap<number, number>,
  listOf: (i: number) => number | undefined,
): Generator<readonly [readonly number[], readonly number[]]> {
  const years = new Map<string, number[]>()
  if (partner.size === 0) return
  for (const [i, card] of cards.entries()) {
    const list = listOf(i)
    if (list === undefined) continue
    const key = `${list} ${card.year}`
    const year = years.get(key)
    if (year === undefined) years.set(key, [i])
    else year.push(i)
  }
  for (const [key, left] of years) {
    const [list = '', year = ''] = key.split(' ')
    const right = years.get(`${partner.get(Number(list))} ${year}`) ?? []
    // Each pair of lists once, from the side whose first record has the smaller id.
    if (right.length > 0 && (left[0] ?? 0) < (right[0] ?? 0)) yield [left, right]
  }
}
