import { describe, expect, test } from 'vitest'
import type { SnapshotReport } from '../../src/domain/snapshot.ts'
import { bibtex } from '../../src/formats/bibtex.ts'
import { cslJson } from '../../src/formats/csl-json.ts'
import type { Format } from '../../src/formats/format.ts'
import { ris } from '../../src/formats/ris.ts'
import { referenceOf } from '../../src/render/page-content.ts'
import type { Reference } from '../../src/render/page/page-data.ts'
import { writeBibtex, writeCslJson, writeRis } from '../../src/render/page/reference-files.ts'
import { readAll } from '../formats/reading.ts'
import { sampleReview } from './sample-review.ts'

const plain: SnapshotReport = {
  id: 'd1',
  includedBy: 'agreement',
  type: 'article',
  title: 'Shade and heat: a trial of street trees',
  authors: [{ family: 'Okafor', given: 'Ben A.' }],
  date: { year: 2021 },
  container: 'Journal of Towns',
  volume: '12',
  issue: '3',
  pages: '101-119',
  identifiers: { doi: '10.5555/towns.2021.12', issn: ['1234-5679'] },
}

/** What reference managers stumble over, one a row. */
/** A report, or one with undefined for what it lacks. */
type Loose = { readonly [Key in keyof SnapshotReport]: SnapshotReport[Key] | undefined }

const table: readonly (readonly [what: string, report: Loose])[] = [
  ['an article', plain],
  ['a group as author', { ...plain, authors: [{ literal: 'World Health Organization' }] }],
  ['a particle', { ...plain, authors: [{ family: 'Berg', particle: 'van den', given: 'Anna' }] }],
  [
    'letters beyond ASCII',
    { ...plain, title: 'Bäume, 樹木 und деревья', authors: [{ family: 'Žižek', given: 'Š.' }] },
  ],
  ['signs of TeX', { ...plain, title: 'Cost & benefit: 50 % of $10_000 {net} #1 ~ ^' }],
  ['a title of capitals', { ...plain, title: 'The NHS in England' }],
  ['no pages', { ...plain, pages: undefined }],
  ['an article number', { ...plain, pages: undefined, articleNumber: 'e12292' }],
  [
    'a chapter',
    { ...plain, type: 'chapter', container: 'Handbook of Parks', publisher: 'Town Press', place: 'Leeds' },
  ],
  [
    'a book',
    {
      ...plain,
      type: 'book',
      container: undefined,
      publisher: 'Town Press',
      identifiers: { isbn: ['9780306406157'] },
    },
  ],
  ['a thesis', { ...plain, type: 'thesis', container: undefined, publisher: 'University of Leeds' }],
  ['a report', { ...plain, type: 'report', container: undefined, publisher: 'Ministry of Parks' }],
  ['a conference paper', { ...plain, type: 'conference-paper', container: 'Proceedings of Shade' }],
  ['keywords', { ...plain, keywords: ['shade', 'street trees'] }],
  ['no author and no year', { ...plain, authors: [], date: undefined }],
  ...sampleReview(20).studies.flatMap(({ reports }) =>
    reports.map((report) => [`sample ${report.id}`, report] as const),
  ),
]
/** Without the fields that are not there: a report has none of them rather than undefined ones. */
const cases = table.map(
  ([what, report]) => [what, JSON.parse(JSON.stringify(report)) as SnapshotReport] as const,
)

/** The same references by way of a file and its reader. */
async function readBack(format: Format, file: string): Promise<readonly Record<string, unknown>[]> {
  const read = await readAll(format, file)
  return read.records.map((record) => ({ ...record }))
}

const formats: readonly (readonly [Format, (references: readonly Reference[]) => string])[] = [
  [ris, writeRis],
  [bibtex, writeBibtex],
  [cslJson, writeCslJson],
]

describe.each(formats.map(([format, write]) => [format.name, format, write] as const))(
  'what the page exports as %s',
  (_name, format, write) => {
    test.each(cases)('comes back from a file: %s', async (_what, report) => {
      const [back, ...more] = await readBack(format, write([referenceOf(report)]))
      expect(more).toEqual([])
      const { title, authors, date, container, volume, issue, publisher, identifiers } = report
      expect(back).toMatchObject({
        title,
        authors,
        ...(date === undefined ? {} : { date: { year: date.year } }),
        ...(container === undefined ? {} : { container }),
        ...(volume === undefined ? {} : { volume }),
        ...(issue === undefined ? {} : { issue }),
        ...(publisher === undefined ? {} : { publisher }),
        identifiers: identifiers.doi === undefined ? {} : { doi: identifiers.doi },
      })
      expect(back?.['pages'] ?? back?.['articleNumber']).toBe(report.pages ?? report.articleNumber)
    })

    test('says the same as the file that the format itself writes', async () => {
      const keep = [
        'title',
        'authors',
        'container',
        'volume',
        'issue',
        'publisher',
        'place',
        'keywords',
      ] as const
      const fields = (records: readonly Record<string, unknown>[]): unknown =>
        records.map((record) => Object.fromEntries(keep.map((key) => [key, record[key]])))
      const reports = cases.map(([, report]) => report)
      const own = [...(format.write?.(reports.map((report) => ({ ...report, key: report.id }))) ?? [])].join(
        '',
      )
      const ours = await readBack(format, write(reports.map(referenceOf)))
      expect(fields(ours)).toEqual(fields(await readBack(format, own)))
    })
  },
)
