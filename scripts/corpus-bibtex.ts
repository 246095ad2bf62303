import type { Dialect } from './corpus-dialects.ts'
import type { Author, Fact } from './corpus-facts.ts'

/** Zotero's BibTeX: tabs, keys of name, word and year, braces around words with capitals, names in full. */
export const zoteroBibtex: Dialect = {
  write(facts) {
    const keys = uniqueKeys(facts)
    return { keys, text: facts.map((fact, i) => entry(fact, keys[i] ?? '')).join('\n') }
  },
}

function entry(fact: Fact, key: string): string {
  const [kind, containerField] = kinds(fact)
  const people = (all: readonly Author[], cut: boolean): string =>
    [...all.map(bibtexName), ...(cut ? ['others'] : [])].join(' and ')
  const fields: readonly (readonly [string, string])[] = [
    ['title', protectCapitals(escape(fact.title))],
    ['volume', fact.volume],
    ['doi', fact.doi],
    ['number', fact.issue],
    [containerField, escape(fact.container)],
    ['author', people(fact.authors, fact.authorsCut)],
    ['editor', people(fact.editors, false)],
    ['year', fact.year],
    ['pages', fact.pages.replace('-', '--')],
    ['type', kind === 'techreport' && fact.note.includes('working paper') ? 'Working paper' : ''],
  ]
  const lines = fields.filter(([, value]) => value !== '').map(([name, value]) => `\t${name} = {${value}},\n`)
  return `@${kind}{${key},\n${lines.join('')}}\n`
}

/** The entry type, and the field in which it names where it stands. */
function kinds(fact: Fact): readonly [string, string] {
  switch (fact.type) {
    case 'chapter':
      return ['incollection', 'booktitle']
    case 'conference':
      return ['inproceedings', 'booktitle']
    case 'book':
      return ['book', 'publisher']
    case 'report':
      return ['techreport', 'institution']
    case 'thesis':
      if (fact.note.includes('PhD')) return ['phdthesis', 'school']
      return fact.note.includes('master') ? ['mastersthesis', 'school'] : ['misc', 'publisher']
    case 'preprint':
      return ['misc', 'publisher']
    default:
      return ['article', 'journal']
  }
}

function bibtexName({ family, given, asGiven }: Author): string {
  if (/group/i.test(asGiven)) return `{${escape(asGiven)}}`
  if (family === undefined) return escape(asGiven)
  return escape(given === undefined ? family : `${family}, ${given}`)
}

const escape = (text: string): string => text.replace(/[&%#_$]/g, (character) => `\\${character}`)

/** Words with capitals, but for the first, so that styles in sentence case leave them. */
const protectCapitals = (title: string): string =>
  title.replace(/[\p{L}\p{N}]*\p{Lu}[\p{L}\p{N}]*/gu, (word, at: number) => (at === 0 ? word : `{${word}}`))

const skipped = new Set('a an the on in of and for to from does do why what how can is'.split(' '))

function uniqueKeys(facts: readonly Fact[]): readonly string[] {
  const used = new Map<string, number>()
  return facts.map((fact) => {
    const first = fact.authors[0] ?? fact.editors[0]
    const words = plainWords(fact.title)
    const name = plainWords(first?.family ?? first?.asGiven.split(' ').at(-1) ?? 'noauthor').join('')
    const word = words.find((candidate) => !skipped.has(candidate)) ?? 'title'
    const key = `${name}_${word}_${fact.year === '' ? 'nodate' : fact.year}`
    const count = used.get(key) ?? 0
    used.set(key, count + 1)
    return count === 0 ? key : `${key}-${count}`
  })
}

const plainWords = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ø/g, 'o')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
