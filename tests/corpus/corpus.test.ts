import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { makeCorpus } from '../../scripts/make-corpus.ts'

const folder = join(import.meta.dirname, '../../corpus')
const text = (file: string): string => readFileSync(join(folder, file), 'utf8')
const rows = (file: string): readonly Record<string, string>[] => parse(text(file), { columns: true })

const facts = rows('facts.csv')
const table = rows('same-documents.csv')
const readme = text('README.md')
const byId = new Map(facts.map((fact) => [fact['id'] ?? '', fact]))

/** Entries counted without any reader of ours: by the mark that begins one in that format. */
const entryStarts: readonly (readonly [string, (text: string) => number])[] = [
  ['scopus.ris', (content) => count(content, /^\uFEFF?TY {2}- /gm)],
  ['scopus-update.ris', (content) => count(content, /^\uFEFF?TY {2}- /gm)],
  ['web-of-science.txt', (content) => count(content, /^PT [JC]$/gm)],
  [
    'pubmed.nbib',
    (content) => content.split(/(?:\r\n){2,}/).filter((block) => block.includes('TI  - ')).length,
  ],
  ['zotero.bib', (content) => count(content, /^@\w+\{/gm)],
  ['openalex.csv', (content) => (parse(content) as unknown[]).length - 1],
]
const count = (content: string, mark: RegExp): number => [...content.matchAll(mark)].length

test('the script makes every file again, byte for byte', () => {
  const made = makeCorpus(text('facts.csv'))
  expect([...made.keys()].toSorted()).toEqual(
    readdirSync(folder)
      .filter((file) => file !== 'facts.csv' && file !== 'README.md')
      .toSorted(),
  )
  expect([...made].flatMap(([file, content]) => (content === text(file) ? [] : [file]))).toEqual([])
})

describe.each(entryStarts)('%s', (file, entries) => {
  const lines = table.filter((line) => line['file'] === file)

  test('has as many entries as the table has lines, numbered from 1', () => {
    expect(entries(text(file))).toBe(lines.length)
    expect(lines.map((line) => Number(line['position']))).toEqual(lines.map((_, i) => i + 1))
  })

  test('is told with its number in the README', () => {
    expect(readme).toMatch(new RegExp(`\`${file}\`\\s*\\|\\s*${lines.length} \\|`))
  })

  test('has no abstract', () => {
    expect(text(file)).not.toMatch(/^(?:AB {2}- |AB |\s*abstract\s*=)/m)
  })
})

test('the table names only files, rows and documents that exist', () => {
  expect(new Set(table.map((line) => line['file']))).toEqual(new Set(entryStarts.map(([file]) => file)))
  for (const line of table) {
    const fact = byId.get(line['row'] ?? '')
    expect(fact?.['document']).toBe(line['document'])
    expect(fact?.['screening']).toBe(line['screening'])
    expect(byId.has(line['document'] ?? '')).toBe(true)
  }
})

test('every row stands in a file, and every document has one label', () => {
  expect(new Set(table.map((line) => line['row']))).toEqual(new Set(byId.keys()))
  const labels = new Map<string, Set<string>>()
  for (const { document = '', screening = '' } of table)
    labels.set(document, (labels.get(document) ?? new Set()).add(screening))
  expect([...labels.values()].filter((set) => set.size !== 1)).toEqual([])
})

test("the README's PRISMA numbers add up by hand", () => {
  const documents = new Map(table.map((line) => [line['document'], line['screening']]))
  const labelled = (label: string): number =>
    [...documents.values()].filter((value) => value === label).length
  const numbers = [table.length, table.length - documents.size, documents.size]
  expect(readme).toContain(
    `**${numbers[0]}** entries identified, **${numbers[1]}** of them duplicates, **${numbers[2]}** unique documents`,
  )
  expect(readme).toMatch(new RegExp(`\\*\\*all\\*\\*\\s*\\| \\*\\*${table.length}\\*\\* \\|`))
  expect(readme).toContain(
    `**${labelled('include')}** are labelled include, **${labelled('borderline')}** borderline and **${labelled('exclude')}** exclude`,
  )
  expect(readme).toContain(`holds ${facts.length} rows`)
})

test('the README explains every variation that the table has', () => {
  const used = new Set(table.flatMap((line) => (line['variation'] ?? '').split(' ').filter(Boolean)))
  expect([...used].filter((variation) => !readme.includes(`\`${variation}\``))).toEqual([])
})

test('two documents stand in two rows each, as their sources have them', () => {
  expect(facts.filter((fact) => fact['document'] !== fact['id']).map((fact) => fact['id'])).toEqual([
    'R325',
    'R366',
  ])
})

test('rows with one DOI are one document, and one document has one DOI', () => {
  const documents = new Map<string, Set<string>>()
  for (const { doi = '', document = '' } of facts)
    if (doi !== '')
      documents.set(doi.toLowerCase(), (documents.get(doi.toLowerCase()) ?? new Set()).add(document))
  expect([...documents.values()].filter((set) => set.size !== 1)).toEqual([])
})

test('a BibTeX key is in its file where the table says, and once', () => {
  const keys = [...text('zotero.bib').matchAll(/^@\w+\{([^,]+),$/gm)].map((match) => match[1])
  expect(keys).toEqual(table.filter((line) => line['file'] === 'zotero.bib').map((line) => line['key']))
  expect(new Set(keys).size).toBe(keys.length)
})

test('an exact repeat is a repeat, letter for letter', () => {
  const blocks = text('scopus.ris').replace('\uFEFF', '').split('\n\n')
  const repeats = table.filter((line) => line['variation']?.includes('exact-repeat'))
  expect(repeats.length).toBeGreaterThan(0)
  for (const repeat of repeats) {
    const first = table.find((line) => line['file'] === repeat['file'] && line['row'] === repeat['row'])
    expect(blocks[Number(repeat['position']) - 1]).toBe(blocks[Number(first?.['position']) - 1])
  }
})

test('DOIs, years and pages in the files are the facts’ own, in capitals or not', () => {
  const known = new Set(facts.map((fact) => fact['doi']?.toLowerCase()))
  const all = entryStarts.map(([file]) => text(file)).join('\n')
  const dois = [...all.matchAll(/10\.\d{4,}\/[^\s",}]+/g)].map((match) => match[0].toLowerCase())
  expect(dois.length).toBeGreaterThan(200)
  expect(dois.filter((doi) => !known.has(doi))).toEqual([])
})
