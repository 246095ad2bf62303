import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/formats/decode.ts'
import { detectFormat } from '../../src/formats/detect.ts'
import { expectedOf, sameField } from '../../bench/formats-expected.ts'
import { sharedData, sharedDataMissing } from '../shared-data.ts'
import { readAll } from './reading.ts'

const root = sharedData('data', 'formats')

describe.skipIf(root === undefined)(
  `real files (${root === undefined ? sharedDataMissing : 'of sixteen origins'})`,
  () => {
    const files =
      root === undefined
        ? ['none']
        : walk(root).filter((path) =>
            /\.(?:ris|nbib|ciw|isi|txt|enw|xml|rdf|bib|bibtex|biblatex|csv|tsv)$/.test(path),
          )

    test('every file is read without throwing, and every problem has a place and a remedy', async () => {
      let records = 0
      for (const path of files) {
        const bytes = readFileSync(path)
        const format = detectFormat(await head(bytes), basename(path))
        if (format === undefined) continue
        const reading = await readAll(format, bytes, path, 65_536)
        records += reading.records.length
        for (const problem of reading.problems)
          expect(problem).toMatchObject({
            at: { file: path },
            remedy: expect.stringMatching(/^You can /) as string,
          })
      }
      expect(records).toBeGreaterThan(2500)
    })

    test('at least 98 in 100 titles, years, journals, DOIs and abstracts are as Zotero has them', async () => {
      const right = { title: 0, year: 0, journal: 0, doi: 0, abstract: 0 }
      const all = { title: 0, year: 0, journal: 0, doi: 0, abstract: 0 }
      for (const path of files.filter((file) => file.includes('zotero-translators'))) {
        const bytes = readFileSync(path)
        const format = detectFormat(await head(bytes), basename(path))
        const expected = expectedOf(path, format?.name)
        if (format === undefined || expected === undefined) continue
        const { records } = await readAll(format, bytes, path, 65_536)
        expect(records).toHaveLength(expected.length)
        expected.forEach((wanted, i) => {
          const record = records[i]
          for (const field of ['title', 'year', 'journal', 'doi', 'abstract'] as const) {
            const value = wanted[field]
            if (value === undefined || record === undefined) continue
            all[field]++
            if (sameField(field, value, record)) right[field]++
          }
        })
      }
      for (const field of ['title', 'year', 'journal', 'doi', 'abstract'] as const) {
        expect(all[field]).toBeGreaterThan(10)
        expect(right[field] / all[field]).toBeGreaterThanOrEqual(0.98)
      }
    })
  },
)

async function head(bytes: Uint8Array): Promise<string> {
  const decoded = decodeText([bytes.subarray(0, 16_384)], 'head')
  let text = ''
  for await (const chunk of decoded.text) text += chunk
  return text.slice(0, 4096)
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? walk(path) : [path]
  })
}
