import { isGroup, type PersonName } from '../domain/person-name.ts'
import { fold } from '../text/fold.ts'
import { jaroWinkler, withinTypos } from '../text/similarity.ts'

/** Authors as they are compared: surnames in order with first given names, group authors aside. */
export interface AuthorsCard {
  /** Folded surnames without particles, first author first. */
  readonly surnames: readonly string[]
  /** First given name or initial per surname, folded, or "" where unknown. */
  readonly givens: readonly string[]
  /** Folded names of groups. */
  readonly groups: readonly string[]
}

const particles = new Set(
  'de del della di da das dos do du van von vander vanden der den ten ter la le el al bin ibn st jr sr ii iii iv mc mac o y e'.split(
    ' ',
  ),
)
const groupWord =
  /\b(?:group|grp|consortium|investigators?|collaborat\w*|society|organi[sz]ation|committee|association|network|study|trial|ministry|institute|university|team|department|agency|foundation|council|centers?|centres?|college|academy|program(?:me)?|project|panel|force|commission|bureau|office|federation|alliance|initiative|board|international|national)\b/
const nobody = /^(?:anonymous|anon|no authors? listed|unknown|n a|na|et al|others|and others|)$/

/** Anonymous, "et al" and empty names are left out: not seen is not different. */
export function authorsCard(authors: readonly PersonName[]): AuthorsCard {
  const surnames: string[] = []
  const givens: string[] = []
  const groups: string[] = []
  for (const author of authors) {
    for (const [family, given] of nameParts(author)) {
      const folded = fold(family)
      const words = folded.split(' ')
      if (nobody.test(folded)) {
        const kept = fold(given)
        if (kept.length < 3 || nobody.test(kept)) continue
      }
      if ((isGroup(author) && words.length > 3) || groupWord.test(folded)) groups.push(folded)
      else {
        const [surname, firstName] = surnameOf(words, fold(given).split(' '))
        if (surname === '') continue
        surnames.push(surname)
        givens.push(firstName)
      }
    }
  }
  return { surnames, givens, groups }
}

/** Family and given name; names that an export ran together ("Tan A.Schulze A.O'Donnell C. P.") are cut apart. */
function* nameParts(name: PersonName): Generator<readonly [string, string]> {
  const whole = isGroup(name) ? name : { family: mended(name.family), given: mended(name.given ?? '') }
  const text = isGroup(whole) ? whole.literal : `${whole.family} ${whole.given}`
  if (/\p{L}\.(?=\p{L}['’]?\p{L})/u.test(text) && text.length > 14) {
    for (const piece of text.split(/(?<=\p{L}\.)(?=\p{L}['’]?\p{L})/u)) {
      const cut = /^(.*?)\s+((?:\p{L}\.[\s-]*)+)$/u.exec(piece.trim())
      yield cut === null ? [piece, ''] : [cut[1] ?? '', cut[2] ?? '']
    }
  } else if (isGroup(whole)) {
    const reversed = /^((?:\p{Lu}\p{L}?\.\s*)+)(\p{L}[\p{L}'’-]+)$/u.exec(mended(whole.literal))
    yield reversed === null ? [mended(whole.literal), ''] : [reversed[2] ?? '', reversed[1] ?? '']
  } else yield [whole.family, whole.given]
}

/** A letter lost in a conversion ("B?hm", "B\uFFFDhm") leaves the rest of the word in one piece. */
const mended = (name: string): string => name.replace(/[?\uFFFD](?=\p{L})/gu, '')

/** Particles, suffixes and stray initials do not make a surname; where nothing else is left, the given name does. */
function surnameOf(family: readonly string[], given: readonly string[]): readonly [string, string] {
  const real = family.filter((word) => word.length > 1 && !particles.has(word))
  if (real.length > 0) {
    const stray = family.find((word) => word.length === 1)
    return [real.join(''), given[0] === undefined || given[0] === '' ? (stray ?? '') : given[0]]
  }
  const spare = given.find((word) => word.length > 2)
  if (spare !== undefined) return [spare, given.find((word) => word !== spare) ?? '']
  return [family.join(''), given[0] ?? '']
}

export type AuthorAgreement = 'same' | 'first' | 'some' | 'different' | 'missing'

export interface AuthorsComparison {
  readonly authors: AuthorAgreement
  /** How many authors are on both lists. */
  readonly sharedAuthors: number
}

/**
 * How two author lists agree. `same`: three of four of the shorter list are on the longer, a first author among
 * them (a lone author must be the other list's first). `first`: the first authors agree, or half of the shorter
 * list is on the longer. `some`: anyone, or only surnames with other initials. `missing`: one side names nobody.
 * Order does not matter otherwise; a shortened list agrees.
 */
export function compareAuthors(a: AuthorsCard, b: AuthorsCard): AuthorsComparison {
  if (a.surnames.length === 0 || b.surnames.length === 0)
    return { authors: compareGroups(a, b), sharedAuthors: 0 }
  const [short, long] = a.surnames.length <= b.surnames.length ? [a, b] : [b, a]
  let shared = 0
  let contradicted = 0
  let firstOfShort = false
  let firstOfLong = false
  const taken = new Set<number>()
  for (let i = 0; i < short.surnames.length; i++) {
    const direct = findName(short, i, long, taken)
    const at = direct === -1 ? findSwapped(short, i, long, taken) : direct
    if (at === -1) continue
    taken.add(at)
    shared++
    if (direct !== -1 && !givenAgree(short, i, long, at)) contradicted++
    if (i === 0) firstOfShort = true
    if (at === 0) firstOfLong = true
  }
  if (shared === 0) return { authors: 'different', sharedAuthors: 0 }
  const share = (shared - contradicted / 2) / short.surnames.length
  return { authors: agreement(), sharedAuthors: shared - contradicted }

  function agreement(): AuthorAgreement {
    if (contradicted === shared) return 'some'
    if (share >= 0.75 && (short.surnames.length === 1 ? firstOfLong : firstOfShort || firstOfLong))
      return 'same'
    return share >= 0.5 || (firstOfShort && firstOfLong) ? 'first' : 'some'
  }
}

function findName(short: AuthorsCard, i: number, long: AuthorsCard, taken: ReadonlySet<number>): number {
  const surname = short.surnames[i] ?? ''
  let fallback = -1
  for (let at = 0; at < long.surnames.length; at++) {
    if (taken.has(at) || surname !== long.surnames[at]) continue
    if (givenAgree(short, i, long, at)) return at
    fallback = at
  }
  if (fallback !== -1) return fallback
  return long.surnames.findIndex((other, at) => !taken.has(at) && sameSurname(surname, other))
}

/**
 * Only the initials are held against two names: "Bob" and "Robert" are rarer than "Kevin Chang" and "C.-C. Chang".
 * Of a compound name the second part may be the given name: "Thumbi Samuel, M." is "Thumbi, S. M.".
 */
function givenAgree(a: AuthorsCard, i: number, b: AuthorsCard, j: number): boolean {
  const [x = '', y = ''] = [a.givens[i], b.givens[j]]
  if (x === '' || y === '' || x[0] === y[0]) return true
  const [p = '', q = ''] = [a.surnames[i], b.surnames[j]]
  return p.length < q.length ? q[p.length] === x[0] : p[q.length] === y[0]
}

/** Equal, one a compound that begins or ends with the other, or spelt alike. */
function sameSurname(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length >= 4 && (long.startsWith(short) || long.endsWith(short))) return true
  if (short.length < 4) {
    // One letter lost: "bhm" for "bohm", "zsu" for "ozsu".
    if (short.length !== 3 || long.length !== 4) return false
    return long.endsWith(short) || (long[0] === short[0] && long.endsWith(short.slice(1)))
  }
  if (a[0] !== b[0]) return short.length >= 5 && withinTypos(a, b, 1)
  return Math.abs(a.length - b.length) <= 2 && jaroWinkler(a, b) >= 0.9
}

/** The other list's name that has this one's family and given name swapped: "Omulo Sylvia" read as Sylvia's. */
function findSwapped(short: AuthorsCard, i: number, long: AuthorsCard, taken: ReadonlySet<number>): number {
  const [surname = '', given = ''] = [short.surnames[i], short.givens[i]]
  if (given === '') return -1
  return long.surnames.findIndex((other, at) => {
    if (taken.has(at)) return false
    const otherGiven = long.givens[at] ?? ''
    const isSwapped = (name: string, initial: string): boolean =>
      name.length > 1 && initial !== '' && name.startsWith(initial)
    return (
      (otherGiven === surname && isSwapped(other, given)) ||
      (given === other && isSwapped(surname, otherGiven))
    )
  })
}

function compareGroups(a: AuthorsCard, b: AuthorsCard): AuthorAgreement {
  if (a.groups.length === 0 || b.groups.length === 0) return 'missing'
  if (a.surnames.length > 0 || b.surnames.length > 0) return 'missing'
  return a.groups.some((group) => b.groups.some((other) => sameGroup(group, other))) ? 'same' : 'some'
}

/** Half of the shorter name's words are in the longer: "ISIS-2 Collaborative Group" and its name in full. */
function sameGroup(a: string, b: string): boolean {
  const [short, long] = [a.split(' '), b.split(' ')].toSorted((x, y) => x.length - y.length)
  const shared = (short ?? []).filter((word) => long?.includes(word) === true)
  return 2 * shared.length >= (short ?? []).length
}
