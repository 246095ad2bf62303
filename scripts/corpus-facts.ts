import { parse } from 'csv-parse/sync'

/** One row of corpus/facts.csv: what was seen of a document at one source. Empty means not seen. */
export interface Fact {
  readonly id: string
  /** The row that the document is named after; differs from `id` where two rows describe one document. */
  readonly document: string
  readonly screening: string
  readonly type: string
  readonly title: string
  readonly authors: readonly Author[]
  /** The source's list of authors was cut off. */
  readonly authorsCut: boolean
  readonly editors: readonly Author[]
  readonly year: string
  /** The year of another version (online first, or print), where the DOI or the source shows it. */
  readonly otherYear: string
  /** Journal, book, conference, publisher or institution, by type. */
  readonly container: string
  readonly volume: string
  readonly issue: string
  readonly pages: string
  readonly doi: string
  readonly note: string
}

/** A name as the source gave it; `family` is absent where the source's order does not show which word it is. */
export interface Author {
  readonly asGiven: string
  readonly family?: string
  readonly given?: string
}

/** Reads corpus/facts.csv. */
export function readFacts(text: string): readonly Fact[] {
  const rows: Record<string, string>[] = parse(text, { columns: true })
  return rows.map((row) => {
    const field = (name: string): string => row[name] ?? ''
    const names = field('authors')
      .split(';')
      .map((name) => name.trim())
      .filter((name) => name !== '')
    const inFamilyOrder = field('authors').includes(',')
    const people = names.map((name) => name.replace(/ and others$/, ''))
    return {
      id: field('id'),
      document: field('document'),
      screening: field('screening'),
      type: field('type'),
      title: field('title'),
      authors: people.filter((name) => !isEditor(name)).map((name) => author(name, inFamilyOrder)),
      authorsCut: names.some((name) => name.endsWith(' and others')),
      editors: people.filter(isEditor).map((name) => author(name.replace(/ \(ed\.\)$/, ''), true)),
      year: field('year'),
      otherYear: field('other_year'),
      container: field('journal'),
      volume: field('volume'),
      issue: field('issue'),
      pages: field('pages'),
      doi: field('doi'),
      note: field('note'),
    }
  })
}

const isEditor = (name: string): boolean => name.endsWith('(ed.)')

const particle = '(?:(?:van der|van den|van de|von der|van|von|de la|de|del|di|da|el|ter) )?'
const naturalOrder = new RegExp(
  `^([\\p{L}.’'-]+(?: \\p{Lu}\\.?)*(?: \\p{Lu}\\.)*) (${particle}[\\p{L}’'-]+)$`,
  'iu',
)

/**
 * "Family, Given" is taken as it is; "Given Family" only where it cannot be read in two ways (a name of three full
 * words may have two family names).
 */
function author(name: string, inFamilyOrder: boolean): Author {
  const comma = name.indexOf(',')
  if (comma > 0) return { asGiven: name, family: name.slice(0, comma), given: name.slice(comma + 1).trim() }
  if (inFamilyOrder || !name.includes(' ')) return { asGiven: name, family: name }
  const parts = naturalOrder.exec(name)
  const [, given, family] = parts ?? []
  if (given === undefined || family === undefined) return { asGiven: name }
  return { asGiven: name, family, given }
}

/** Whether every name can be written family name first. */
export const familyNamesKnown = (fact: Fact): boolean =>
  [...fact.authors, ...fact.editors].every((person) => person.family !== undefined)

/** `Wilson, K. M.` and `Kevin M. Wilson` alike: "K.M." with dots, hyphenated names "J.-P.". */
export function initials(given: string): string {
  return given
    .split(/[\s.]+/u)
    .filter((word) => word !== '')
    .map((word) =>
      word
        .split('-')
        .map((part) => part.charAt(0).toUpperCase())
        .join('.-'),
    )
    .map((letters) => `${letters}.`)
    .join('')
}
