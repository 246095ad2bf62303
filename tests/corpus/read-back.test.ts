import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { corpusEntries } from '../../scripts/make-corpus.ts'
import type { ParsedRecord } from '../../src/domain/record.ts'
import type { Problem } from '../../src/domain/problem.ts'
import { detectFormat } from '../../src/formats/detect.ts'

const folder = join(import.meta.dirname, '../../corpus')

/** What the reader that recognises the file makes of it. */
async function read(file: string): Promise<{ records: ParsedRecord[]; problems: Problem[]; format: string }> {
  const text = readFileSync(join(folder, file), 'utf8').replace(/^\uFEFF/, '')
  const format = detectFormat(text.slice(0, 4096), file)
  const records: ParsedRecord[] = []
  const problems: Problem[] = []
  const chunks = async function* (): AsyncIterable<string> {
    for (let at = 0; at < text.length; at += 1000) yield text.slice(at, at + 1000)
  }
  for await (const item of format?.read(chunks(), file) ?? []) {
    if (item.kind === 'record') records.push(item)
    else problems.push(item)
  }
  return { records, problems, format: format?.name ?? 'none' }
}

const decoded = (text: string): string => text.replaceAll('&amp;', '&')
/** "175-93", as one source abbreviates it, is 175-193. */
const wholeRange = (pages: string): string =>
  pages.replace(/^(\d+)-(\d+)$/, (_, first: string, last: string) =>
    last.length < first.length ? `${first}-${first.slice(0, first.length - last.length)}${last}` : pages,
  )
const title = (text = ''): string => text.replace(/\.$/, '').toLowerCase()
const familyOf = (name: ParsedRecord['authors'][number]): string =>
  'literal' in name ? name.literal : [name.particle, name.family].filter(Boolean).join(' ')
const folded = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s.]+/g, ' ')
    .trim()

const formatOf: Readonly<Record<string, string>> = {
  'scopus.ris': 'ris',
  'scopus-update.ris': 'ris',
  'web-of-science.txt': 'wos-tagged',
  'pubmed.nbib': 'nbib',
  'openalex.csv': 'csv',
  'zotero.bib': 'bibtex',
}

describe.each(corpusEntries(readFileSync(join(folder, 'facts.csv'), 'utf8')))(
  '$source.file',
  ({ source, entries }) => {
    const { file } = source

    test('is recognised, and gives every entry, in order, without anything lost', async () => {
      const { records, problems, format } = await read(file)
      expect(format).toBe(formatOf[file])
      expect(problems.filter(({ severity }) => severity === 'lost')).toEqual([])
      expect(records.map((record) => title(record.title))).toEqual(
        entries.map(({ fact }) => title(decoded(fact.title))),
      )
    })

    test('gives back year, volume, issue, pages, DOI and where it stands', async () => {
      const { records } = await read(file)
      const wrong = entries.flatMap(({ fact }, i) => {
        const record = records[i]
        const pairs: readonly (readonly [string, string | undefined, string])[] = [
          ['year', record?.date?.year?.toString(), fact.year],
          ['volume', record?.volume, fact.volume],
          ['issue', record?.issue, fact.issue],
          ['DOI', record?.identifiers.doi, fact.doi.toLowerCase()],
          ['pages', record?.pages ?? record?.articleNumber, wholeRange(fact.pages)],
          [
            'container',
            folded(record?.container ?? record?.publisher ?? ''),
            folded(decoded(fact.container)),
          ],
        ]
        return pairs.flatMap(([field, got, given]) =>
          (got ?? '') === given ? [] : [`${fact.id} ${field}: read "${got}", written "${given}"`],
        )
      })
      expect(wrong).toEqual([])
    })

    test('gives back the authors’ family names in order', async () => {
      const { records } = await read(file)
      const wrong = entries.flatMap(({ fact }, i) => {
        const got = (records[i]?.authors ?? []).map((name) => folded(familyOf(name)))
        const given = fact.authors.map(({ family, asGiven }) => folded(family ?? asGiven))
        // A name in an order that its source does not explain is read in one of two ways.
        const same = given.every((name, k) => name === got[k] || name.endsWith(` ${got[k]}`))
        return same && got.length === given.length
          ? []
          : [`${fact.id}: read ${got.join('; ')}, written ${given.join('; ')}`]
      })
      expect(wrong).toEqual([])
    })
  },
)
