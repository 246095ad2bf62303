import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zoteroBibtex } from './corpus-bibtex.ts'
import { type Dialect, openAlex, pubmed, scopus, webOfScience } from './corpus-dialects.ts'
import { type Fact, familyNamesKnown, readFacts } from './corpus-facts.ts'
import { chance, vary } from './corpus-variations.ts'

/**
 * Writes corpus/ from corpus/facts.csv: export files as a review team would have them, and the table that says
 * which entries are the same document. Depends on nothing but the facts: run twice, it gives the same bytes.
 *
 *     node scripts/make-corpus.ts
 */
export function makeCorpus(factsCsv: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  const table: string[] = ['file,position,key,document,row,variation,screening']
  for (const { source, entries } of corpusEntries(factsCsv)) {
    const { text, keys } = source.dialect.write(entries.map(({ fact }) => fact))
    files.set(source.file, text)
    entries.forEach(({ fact, done }, i) => {
      const cells = [
        source.file,
        i + 1,
        keys[i] ?? '',
        fact.document,
        fact.id,
        done.join(' '),
        fact.screening,
      ]
      table.push(cells.join(','))
    })
  }
  files.set('same-documents.csv', `${table.join('\n')}\n`)
  const searches = sources.map(({ file, database, date }) => `${file},${database},${date}`)
  files.set('sources.csv', `${['file,database,date', ...searches].join('\n')}\n`)
  return files
}

/** The entries of each file, in its order, with what was done to them: what a faithful reader reads back. */
export function corpusEntries(
  factsCsv: string,
): readonly { readonly source: CorpusSource; readonly entries: readonly Entry[] }[] {
  const facts = readFacts(factsCsv)
  const left = new Set(facts.map(({ id }) => id))
  const held = new Set<string>()
  return sources.map((source) => {
    const entries = entriesOf(source, facts, left).map(({ fact, done }) => {
      const before = source.againOf !== undefined && held.has(`${source.againOf} ${fact.id}`)
      return { fact, done: before ? [...done, `as-in-${source.againOf}`] : done }
    })
    for (const { fact } of entries) {
      left.delete(fact.id)
      held.add(`${source.file} ${fact.id}`)
    }
    return { source, entries }
  })
}

interface CorpusSource {
  readonly file: string
  /** What was searched, and the day of the export. */
  readonly database: string
  readonly date: string
  readonly dialect: Dialect
  /** Whether such a source would have it. */
  readonly has: (fact: Fact) => boolean
  /** Of what it has, the share that this export holds. */
  readonly share: number
  /** Also everything that no source before this one holds. */
  readonly takesRest?: boolean
  /** Variations that such a source does not show. */
  readonly never?: readonly string[]
  /** This many of its entries stand in it twice, letter for letter. */
  readonly repeats?: number
  /** The same search run again: its entries look exactly as in that file. */
  readonly againOf?: string
}

const isNumbered = (fact: Fact): boolean =>
  fact.year !== '' && fact.container !== '' && familyNamesKnown(fact)
const medical =
  /health|medic|nurs|bmj|bmc|cochrane|plos|patient|pnas|national academy|^nature|science advances|jmir|clinical/i

const sources: readonly CorpusSource[] = [
  {
    file: 'scopus.ris',
    database: 'Scopus',
    date: '2026-10-01',
    dialect: scopus('01 October 2026'),
    has: (fact) =>
      ['article', 'chapter', 'conference', 'review'].includes(fact.type) &&
      isNumbered(fact) &&
      fact.year < '2026',
    share: 0.72,
    repeats: 3,
  },
  {
    file: 'web-of-science.txt',
    database: 'Web of Science',
    date: '2026-10-01',
    dialect: webOfScience,
    never: ['journal-abbreviated', 'html-entities'],
    has: (fact) => ['article', 'review'].includes(fact.type) && isNumbered(fact),
    share: 0.55,
  },
  {
    file: 'pubmed.nbib',
    database: 'PubMed',
    date: '2026-10-01',
    dialect: pubmed,
    has: (fact) => fact.type === 'article' && isNumbered(fact) && medical.test(fact.container),
    share: 0.8,
  },
  {
    file: 'openalex.csv',
    database: 'OpenAlex',
    date: '2026-10-01',
    dialect: openAlex,
    has: (fact) => fact.doi !== '',
    share: 0.45,
  },
  {
    file: 'zotero.bib',
    database: 'Zotero library',
    date: '2026-10-02',
    dialect: zoteroBibtex,
    has: () => true,
    share: 0.2,
    takesRest: true,
  },
  {
    // The same search at Scopus some months later: what it found before but for the date of export, and what has come since.
    file: 'scopus-update.ris',
    database: 'Scopus',
    date: '2026-11-01',
    dialect: scopus('01 November 2026'),
    has: (fact) => ['article', 'review'].includes(fact.type) && isNumbered(fact) && fact.year >= '2025',
    share: 0.6,
    againOf: 'scopus.ris',
  },
]

interface Entry {
  readonly fact: Fact
  readonly done: readonly string[]
}

function entriesOf(
  source: CorpusSource,
  facts: readonly Fact[],
  left: ReadonlySet<string>,
): readonly Entry[] {
  const { file, share, has } = source
  const chosen = facts.filter(
    (fact) =>
      (has(fact) && chance(fact.id, file, 'in') < share) || (source.takesRest === true && left.has(fact.id)),
  )
  const ordered = chosen.toSorted((a, b) => chance(a.id, file, 'order') - chance(b.id, file, 'order'))
  const entries = ordered.map((fact) => vary(fact, source.againOf ?? file, source.never))
  const again = entries.slice(0, source.repeats ?? 0)
  return [...entries, ...again.map(({ fact, done }) => ({ fact, done: [...done, 'exact-repeat'] }))]
}

if (process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, '..', 'corpus')
  for (const [file, text] of makeCorpus(readFileSync(join(folder, 'facts.csv'), 'utf8'))) {
    writeFileSync(join(folder, file), text)
    console.log(`corpus/${file}: ${Buffer.byteLength(text)} bytes`)
  }
}
