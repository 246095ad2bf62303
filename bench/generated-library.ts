import type { SlimRecord } from '../src/dedupe/slim-record.ts'
import type { PersonName } from '../src/domain/person-name.ts'

/** A made-up record with the number of the work it describes. */
export interface GeneratedRecord {
  readonly record: SlimRecord
  readonly work: number
}

/**
 * A made-up library for timing: works in Zipf-distributed words, by authors with Zipf-distributed names, in 2,000
 * journals; about two in three works once, the rest as up to five records that differ as exports do (case,
 * initials, abbreviated journal, shortened pages, missing DOI, abstract or numbering, typing errors). One in
 * 200 works is an editorial, a column or an erratum: equal titles, hot blocks. Deterministic.
 */
export function* generatedLibrary(size: number, seed = 1): Generator<GeneratedRecord> {
  const chance = randomFrom(seed)
  const vocabulary = words(20_000, chance, 4, 13)
  const surnames = words(30_000, chance, 3, 9).map(capital)
  const journals = Array.from({ length: 2000 }, () => journalName(vocabulary, chance))
  let made = 0
  for (let work = 0; made < size; work++) {
    const first = makeWork(work, vocabulary, surnames, journals, chance)
    const copies = chance() < 0.66 ? 1 : 2 + Math.floor(chance() ** 2 * 4)
    for (let copy = 0; copy < copies && made < size; copy++, made++) {
      yield { record: copy === 0 ? first : variant(first, chance), work }
    }
  }
}

type Chance = () => number

/** Mulberry32: a small seeded generator, 32 bits of state. */
function randomFrom(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const syllables =
  'ba be bo ca ce co da di do fa fe ga ge hy in la le li lo ma me mi mo na ne no pa pe pi po ra re ri ro sa se si so ta te ti to ul va ve vi zo tion ment logy sis'.split(
    ' ',
  )

function words(count: number, chance: Chance, shortest: number, longest: number): string[] {
  return Array.from({ length: count }, () => {
    const length = shortest + Math.floor(chance() * (longest - shortest))
    let word = ''
    while (word.length < length) word += syllables[Math.floor(chance() * syllables.length)]
    return word
  })
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
/** Ranks by Zipf's law: the inverse of a harmonic distribution, roughly. */
const zipf = (list: readonly string[], chance: Chance): string =>
  list[Math.floor(list.length ** chance()) - 1] ?? list[0] ?? ''
const some = (list: readonly string[], chance: Chance): string =>
  list[Math.floor(chance() * list.length)] ?? ''
const id = (chance: Chance): string =>
  `r${Array.from({ length: 4 }, () =>
    Math.floor(chance() * 2 ** 20)
      .toString(16)
      .padStart(5, '0'),
  ).join('')}`

const journalName = (vocabulary: readonly string[], chance: Chance): string =>
  `${some(['Journal of', 'Annals of', 'International Journal of', 'Archives of', 'European Review of'], chance)} ${capital(zipf(vocabulary, chance))} and ${capital(some(vocabulary, chance))}`

const columns = ['Editorial', 'Book reviews', 'Erratum', 'Letters to the editor', 'In this issue', 'Reply']

function makeWork(
  work: number,
  vocabulary: readonly string[],
  surnames: readonly string[],
  journals: readonly string[],
  chance: Chance,
): SlimRecord {
  const isColumn = chance() < 0.005
  const titleLength = 6 + Math.floor(chance() * 10)
  const saying = Array.from({ length: titleLength }, () => zipf(vocabulary, chance))
  const year = 1990 + Math.floor(chance() * 35)
  const page = 1 + Math.floor(chance() * 1800)
  const authors: PersonName[] = Array.from({ length: 1 + Math.floor(chance() ** 2 * 9) }, () => ({
    family: zipf(surnames, chance),
    given: capital(some(vocabulary, chance)),
  }))
  const withAbstract = chance() < 0.7
  return {
    id: id(chance),
    type: 'article',
    title: isColumn
      ? some(columns, chance)
      : `${capital(saying.slice(0, 5).join(' '))} of ${saying.slice(5).join(' ')}`,
    authors,
    date: { year },
    container: zipf(journals, chance),
    volume: String(year - 1980),
    issue: String(1 + Math.floor(chance() * 12)),
    pages: `${page}-${page + 3 + Math.floor(chance() * 12)}`,
    identifiers: chance() < 0.7 ? { doi: `10.${1000 + (work % 500)}/x.${work}` } : {},
    ...(withAbstract
      ? { abstract: Array.from({ length: 120 }, () => zipf(vocabulary, chance)).join(' ') }
      : {}),
  }
}

function variant(record: SlimRecord, chance: Chance): SlimRecord {
  const { doi, ...otherIdentifiers } = record.identifiers
  const { abstract, pages = '', issue, ...rest } = record
  const [start = '', end = ''] = pages.split('-')
  const title = record.title ?? ''
  return {
    ...rest,
    id: id(chance),
    title: chance() < 0.3 ? title.toUpperCase() : chance() < 0.05 ? swapped(title, chance) : `${title}.`,
    authors:
      chance() < 0.6
        ? record.authors.map((name) =>
            'family' in name ? { family: name.family, given: `${name.given?.charAt(0)}.` } : name,
          )
        : record.authors.slice(0, 6),
    container: chance() < 0.5 ? abbreviated(record.container ?? '') : (record.container ?? ''),
    ...(chance() < 0.9 ? { pages: chance() < 0.5 ? `${start}-${end.slice(-2)}` : pages } : {}),
    ...(chance() < 0.7 && issue !== undefined ? { issue } : {}),
    identifiers: chance() < 0.5 || doi === undefined ? otherIdentifiers : { doi, ...otherIdentifiers },
    ...(chance() < 0.6 && abstract !== undefined ? { abstract } : {}),
  }
}

const abbreviated = (name: string): string =>
  name
    .split(' ')
    .filter((word) => word !== 'of' && word !== 'and')
    .map((word) => word.slice(0, Math.max(1, Math.ceil(word.length / 2))))
    .join(' ')

function swapped(title: string, chance: Chance): string {
  const at = 1 + Math.floor(chance() * (title.length - 3))
  return title.slice(0, at) + title.charAt(at + 1) + title.charAt(at) + title.slice(at + 2)
}
