import { describe, expect, test } from 'vitest'
import expectations from '../cases/harvested-records.json' with { type: 'json' }
import { sharedDataMissing } from '../shared-data.ts'
import { openCitations, readCitations } from '../../src/sources/opencitations.ts'
import type { Page } from '../../src/sources/source.ts'
import { findSource, sources } from '../../src/sources/sources.ts'
import { recordedBodies, recordedFolder } from './recorded.ts'
import { summaryOf } from './summary.ts'

/** Our name for an API, and the folder of its recorded answers. */
const folders = [
  ['openalex', 'openalex'],
  ['crossref', 'crossref'],
  ['pubmed', 'pubmed'],
  ['europepmc', 'europepmc'],
  ['semantic-scholar', 'semanticscholar'],
  ['arxiv', 'arxiv'],
  ['doaj', 'doaj'],
  ['datacite', 'datacite'],
  ['eric', 'eric'],
  ['core', 'core'],
  ['oai-pmh', 'oai'],
  ['opencitations', 'opencitations'],
] as const

function parse(name: string, body: string, status: number): Page {
  if (name === 'opencitations') return openCitations.parse(body, { status })
  const source = findSource(name)
  if (source === undefined) throw new Error(`no source ${name}`)
  return source.parse(body, { status })
}

/** 200 bodies that no request of ours asks for, or that were saved as a failure: `Name: why`. */
const notOurs: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:habanero-test-content-negotiation|commonmeta-py-test-(?:doi-with-data-citation|inproceedings))/,
    'citation formats',
  ],
  [/^biopython-(?:einfo4|pubmed3)/, 'a list of databases that is not well-formed, an error page'],
  [/^metapub-example-citation-lookup/, 'notes of its author'],
  [/^sickle-ListRecordsBroken/, 'broken on purpose'],
]

describe.skipIf(recordedFolder === undefined)(`recorded answers (${sharedDataMissing} when skipped)`, () => {
  test.each(folders)(
    '%s: every good body gives a page, every record is whole, nothing is skipped',
    (name, folder) => {
      const bodies = recordedBodies(folder)
      expect(bodies.length).toBeGreaterThan(0)
      const pages = bodies.map((answer) => ({ ...answer, page: parse(name, answer.body, answer.status) }))
      const isError = (text: string): boolean => /"errCode"|<ERROR>|<error code=|query_key/i.test(text)
      const failed = pages.filter(({ page }) => page.kind === 'failure')
      const unread = failed.filter(
        (one) =>
          one.status < 300 && !isError(one.body) && !notOurs.some(([pattern]) => pattern.test(one.name)),
      )
      expect(unread.map((one) => `${one.name}: ${one.page.failure?.message}`)).toEqual([])
      expect(failed.filter(({ status }) => status >= 300)).toHaveLength(
        pages.filter(({ status }) => status >= 300).length,
      )
      let records = 0
      for (const { body, page } of pages) {
        records += page.entries.length
        const text = body.replaceAll('\r\n', '\n')
        for (const { record } of page.entries) {
          expect(record.format).toBe(name)
          expect(text).toContain(record.raw)
          expect(record.title ?? '').not.toMatch(/<\/?[a-z]+>|&(?:amp|lt);/)
          expect(record.date?.year ?? 2000).toBeLessThan(2100)
        }
      }
      expect(records).toBeGreaterThan(0)
    },
  )

  test.each(expectations)(
    '$source $body, entry $entry',
    ({ source, body, entry, total, entries, ...facts }) => {
      const folder = folders.find(([name]) => name === source)?.[1] ?? source
      const answer = recordedBodies(folder).find((one) => one.name === body)
      const page = parse(source, answer?.body ?? '', answer?.status ?? 0)
      expect(page.entries).toHaveLength(entries)
      expect(page.total).toBe(total)
      const found = page.entries[entry]
      expect(found && summaryOf(found)).toEqual(facts)
    },
  )

  test('the citations of an index are read from either version', () => {
    const v1 = recordedBodies('opencitations').find(({ name }) => name === 'citecorp-oc-coci-cites.00')
    const links = readCitations(v1?.body ?? '')
    expect(links?.[0]).toEqual({
      citing: { doi: '10.1145/3197026.3197050' },
      cited: { doi: '10.1108/jd-12-2013-0166' },
      date: '2018',
    })
  })
})

test('no body whatsoever makes a source throw', () => {
  const wild = [
    '',
    ' ',
    'null',
    '[]',
    '{}',
    '{"results":[1]}',
    '<',
    '<a>',
    '<a/>',
    '[{}]',
    '{"message":{"items":[{}]}}',
    'x'.repeat(99),
  ]
  for (const source of sources) {
    for (const body of wild) {
      for (const status of [200, 404, 429, 500]) {
        const page = source.parse(body, { status })
        expect(['records', 'other', 'failure']).toContain(page.kind)
      }
    }
  }
})

test('OpenCitations v2 names works by several identifiers', () => {
  const body = JSON.stringify([
    {
      oci: '1-2',
      citing: 'omid:br/061 doi:10.1234/A pmid:12',
      cited: 'omid:br/062 openalex:W1234',
      creation: '2020-01',
    },
  ])
  expect(readCitations(body)).toEqual([
    {
      citing: { doi: '10.1234/a', pmid: '12', other: 'br/061' },
      cited: { openalex: 'W1234', other: 'br/062' },
      date: '2020-01',
    },
  ])
})
