import { sha256 } from '../src/domain/canonical.ts'
import { abbreviateJournal } from './journal-abbreviation.ts'
import { type Author, type Fact, initials } from './corpus-facts.ts'

/** What an entry was made to look like. The name stands in corpus/same-documents.csv. */
interface Variation {
  readonly name: string
  /** How often, of the entries it can be applied to. */
  readonly share: number
  readonly applies: (fact: Fact) => boolean
  readonly change: (fact: Fact) => Fact
}

/** A number from 0 to 1 that depends on nothing but the words given: the same on every machine. */
export function chance(...words: readonly string[]): number {
  return Number.parseInt(sha256(words.join('\n')).slice(0, 12), 16) / 16 ** 12
}

const hyphens = /[\u2010\u2011]/g

/**
 * Ways in which databases degrade what they were given. All of them leave out, shorten or rewrite; none adds a
 * fact. The years come from the sources themselves (`other_year`).
 */
const variations: readonly Variation[] = [
  {
    name: 'doi-missing',
    share: 0.22,
    // Without authors and year, a title alone would be left.
    applies: (fact) => fact.doi !== '' && fact.authors.length > 0 && fact.year !== '',
    change: (fact) => ({ ...fact, doi: '' }),
  },
  {
    name: 'doi-upper-case',
    share: 0.1,
    applies: (fact) => fact.doi !== fact.doi.toUpperCase(),
    change: (fact) => ({ ...fact, doi: fact.doi.toUpperCase() }),
  },
  {
    name: 'title-capitals',
    share: 0.07,
    applies: () => true,
    change: (fact) => ({ ...fact, title: fact.title.toUpperCase() }),
  },
  {
    name: 'subtitle-missing',
    share: 0.07,
    applies: (fact) => fact.doi !== '' && /^[^:?]{25,}[:?] /.test(fact.title),
    change: (fact) => ({ ...fact, title: /^[^:?]+\??/.exec(fact.title)?.[0] ?? fact.title }),
  },
  {
    name: 'hyphens-ascii',
    share: 0.7,
    applies: (fact) => fact.title.search(hyphens) >= 0,
    change: (fact) => ({ ...fact, title: fact.title.replace(hyphens, '-') }),
  },
  {
    name: 'hyphens-unicode',
    share: 0.06,
    applies: (fact) => /\p{L}-\p{L}/u.test(fact.title),
    change: (fact) => ({ ...fact, title: fact.title.replace(/(?<=\p{L})-(?=\p{L})/gu, '\u2010') }),
  },
  {
    name: 'quotes-ascii',
    share: 0.5,
    applies: (fact) => /[‘’“”]/u.test(fact.title),
    change: (fact) => ({
      ...fact,
      title: fact.title.replace(/[‘’]/gu, "'").replace(/[“”]/gu, '"'),
    }),
  },
  {
    name: 'html-entities',
    share: 0.35,
    applies: (fact) => `${fact.title}${fact.container}`.includes('&'),
    change: (fact) => ({
      ...fact,
      title: fact.title.replaceAll('&', '&amp;'),
      container: fact.container.replaceAll('&', '&amp;'),
    }),
  },
  {
    name: 'journal-abbreviated',
    share: 0.12,
    applies: (fact) => fact.type === 'article' && abbreviateJournal(fact.container) !== fact.container,
    change: (fact) => ({ ...fact, container: abbreviateJournal(fact.container) }),
  },
  {
    name: 'accents-missing',
    share: 0.5,
    applies: (fact) => fact.authors.some(({ asGiven }) => plain(asGiven) !== asGiven),
    change: (fact) => ({ ...fact, authors: fact.authors.map(plainAuthor) }),
  },
  {
    name: 'initials-only',
    share: 0.15,
    applies: (fact) => fact.authors.some(({ given }) => given !== undefined && /\p{Ll}/u.test(given)),
    change: (fact) => ({ ...fact, authors: fact.authors.map(withInitials) }),
  },
  {
    name: 'first-author-only',
    share: 0.06,
    applies: (fact) => fact.authors.length > 1,
    change: (fact) => ({ ...fact, authors: fact.authors.slice(0, 1), authorsCut: true }),
  },
  {
    name: 'author-order',
    share: 1,
    // The sources of this one differ in the order of its two authors.
    applies: (fact) => fact.note.includes('orders authors'),
    change: (fact) => ({ ...fact, authors: fact.authors.toReversed() }),
  },
  {
    name: 'issue-missing',
    share: 0.2,
    applies: (fact) => fact.issue !== '',
    change: (fact) => ({ ...fact, issue: '' }),
  },
  {
    name: 'volume-and-pages-missing',
    share: 0.1,
    applies: (fact) => fact.volume !== '' && fact.pages !== '',
    change: (fact) => ({ ...fact, volume: '', issue: '', pages: '' }),
  },
  {
    name: 'other-year',
    share: 0.6,
    applies: (fact) => fact.otherYear !== '',
    change: (fact) => ({ ...fact, year: fact.otherYear }),
  },
  {
    name: 'year-missing',
    share: 0.03,
    applies: (fact) => fact.year !== '' && fact.doi !== '',
    change: (fact) => ({ ...fact, year: '' }),
  },
]

/** Applies to a fact what chance picks for this file, at most three changes, so that the entry can still be told. */
export function vary(
  fact: Fact,
  file: string,
  never: readonly string[] = [],
): { readonly fact: Fact; readonly done: readonly string[] } {
  let changed = fact
  const done: string[] = []
  for (const { name, share, applies, change } of variations) {
    if (
      never.includes(name) ||
      done.length === 3 ||
      !applies(changed) ||
      chance(fact.id, file, name) >= share
    )
      continue
    changed = change(changed)
    done.push(name)
  }
  return { fact: changed, done }
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ø/g, 'o')
    .replace(/Ø/g, 'O')
    .replace(/æ/g, 'ae')
    .replace(/ł/g, 'l')
    .normalize('NFC')

function plainAuthor(person: Author): Author {
  return {
    asGiven: plain(person.asGiven),
    ...(person.family === undefined ? {} : { family: plain(person.family) }),
    ...(person.given === undefined ? {} : { given: plain(person.given) }),
  }
}

function withInitials(person: Author): Author {
  if (person.family === undefined || person.given === undefined) return person
  const given = initials(person.given)
  const familyFirst = person.asGiven.includes(',')
  return {
    ...person,
    given,
    asGiven: familyFirst ? `${person.family}, ${given}` : `${given} ${person.family}`,
  }
}
