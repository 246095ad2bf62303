import * as fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ParsedRecord } from '../../src/domain/record.ts'
import { bibtex } from '../../src/formats/bibtex.ts'
import { cslJson } from '../../src/formats/csl-json.ts'
import { csv } from '../../src/formats/csv.ts'
import { detectFormat } from '../../src/formats/detect.ts'
import type { Format, WritableRecord } from '../../src/formats/format.ts'
import { ris } from '../../src/formats/ris.ts'
import { sharedData, sharedDataMissing } from '../shared-data.ts'
import { readAll } from './reading.ts'
import { writableRecord } from './writable.ts'

const fields = [
  'title',
  'authors',
  'date',
  'container',
  'volume',
  'issue',
  'pages',
  'abstract',
  'keywords',
  'language',
  'urls',
  'publisher',
  'editors',
] as const

/** What a record says, in the fields that every format must carry both ways. */
function essence(record: WritableRecord | ParsedRecord): unknown {
  const proposal = 'kind' in record ? record.proposals?.[0] : undefined
  const decision =
    'kind' in record
      ? proposal === undefined
        ? undefined
        : { verdict: proposal.verdict, ...(proposal.reason === undefined ? {} : { reason: proposal.reason }) }
      : record.decision
  const { doi, pmid, pmcid } = record.identifiers
  return {
    ...Object.fromEntries(fields.map((field) => [field, record[field]])),
    type: record.type,
    doi,
    pmid,
    pmcid,
    decision,
  }
}

const written = (format: Format, records: readonly WritableRecord[]): string =>
  [...(format.write?.(records) ?? [])].join('')

describe.each([ris, bibtex, cslJson, csv])('$name', (format) => {
  test('what is written is read back equal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(writableRecord, { minLength: 1, maxLength: 3 }), async (records) => {
        const text = written(format, records)
        const { records: back, problems } = await readAll(format, text)
        expect(back.map(essence)).toEqual(records.map(essence))
        expect(back.map(({ sourceKey }) => sourceKey)).toEqual(records.map(({ key }) => key))
        expect(problems).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('what is written is recognised', () => {
    fc.assert(
      fc.property(writableRecord, (record) => {
        expect(detectFormat(written(format, [record]).slice(0, 4096), 'export.txt')?.name).toBe(format.name)
      }),
      { numRuns: 50 },
    )
  })
})

const folder = sharedData('data', 'formats', 'asreview-cff', 'RIS')
describe.skipIf(folder === undefined)(
  `real exports (${folder === undefined ? sharedDataMissing : 'twenty tools'})`,
  () => {
    const files = folder === undefined ? ['none'] : readdirSync(folder)
    test.each(files)('%s', async (name) => {
      const { records } = await readAll(ris, readFileSync(join(folder ?? '', name)), name)
      const writable = records.map((record, i): WritableRecord => {
        const { unknown: _unknown, ...rest } = record
        const [proposal] = record.proposals ?? []
        return { ...rest, key: `k${i}`, ...(proposal === undefined ? {} : { decision: proposal }) }
      })
      expect(records.length).toBeGreaterThan(0)
      for (const format of [ris, bibtex, cslJson, csv]) {
        const back = await readAll(format, written(format, writable), name)
        expect({ [format.name]: back.records.map(essence) }).toEqual({ [format.name]: records.map(essence) })
      }
    })
  },
)
