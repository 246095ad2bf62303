import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openReview } from '../../src/review/review.ts'
import { toolVersion } from '../../src/stages/bundled.ts'
import { type FullText, fullTextOf } from '../../src/stages/full-text.ts'
import { pdfOf } from '../stages/pdf.ts'
import { ask, lacuna, temporaryFolder } from './command.ts'
import { reviewWithSettings, runLacuna, serve } from './harvesting.ts'

/** A review in which two reports passed the first stage: water pumps and fire brigades. */
function reviewAwaitingTexts(...settings: readonly string[]): {
  readonly review: string
  readonly pumps: string
  readonly brigades: string
} {
  const review = reviewWithSettings(...settings)
  const rows = lacuna(['export', 'reports', '--project', review]).stdout.split('\n')
  const idOf = (title: string): string => rows.find((row) => row.includes(title))?.split(',')[0] ?? ''
  const [pumps, brigades] = [idOf('water pumps'), idOf('fire brigades')]
  const decisions = join(review, 'decisions.csv')
  writeFileSync(
    decisions,
    `report,stage,verdict\n${pumps},title-abstract,include\n${brigades},title-abstract,include\n`,
  )
  expect(lacuna(['decide', decisions, '--project', review])).toMatchObject({ status: 0 })
  return { review, pumps, brigades }
}

const list = (review: string): readonly FullText[] => ask(['full-text', '--project', review])
const stageOf = (review: string, report: string): string | undefined =>
  list(review).find((one) => one.report === report)?.stage

test('a folder of PDFs is linked where there is no doubt, and retrieval with it', async () => {
  const { review, pumps, brigades } = reviewAwaitingTexts()
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'deeper'))
  writeFileSync(join(folder, 'deeper', '10.1000_wells.1.pdf'), pdfOf([['scanned']]))
  writeFileSync(join(folder, 'paper.pdf'), pdfOf([['A comment on doi:10.1000/fire.2', 'B. Else']]))
  writeFileSync(join(folder, 'other.pdf'), pdfOf([['Nothing of this review']]))
  writeFileSync(join(folder, 'empty.pdf'), pdfOf([[]]))
  writeFileSync(join(folder, 'page.pdf'), '<html>You have no access</html>')
  const linked = lacuna(['full-text', '--folder', folder, '--project', review])
  expect(linked).toMatchObject({ status: 0, stderr: '' })
  expect(linked.stdout).toContain(
    '5 PDFs: 1 linked, 0 linked before, 1 doubtful, 1 of no report, 2 unreadable',
  )
  expect(linked.stdout).toContain('doubtful: paper.pdf: the DOI stands on its first page')
  expect(linked.stdout).toContain('unreadable: page.pdf: it is not a PDF')
  const [first] = list(review).filter(({ report }) => report === pumps)
  expect(first).toMatchObject({ path: join(folder, 'deeper', '10.1000_wells.1.pdf') })
  expect(stageOf(review, pumps)).toBe('awaiting-full-text')
  expect(stageOf(review, brigades)).toBe('awaiting-retrieval')
  const again = lacuna(['full-text', '--folder', folder, '--project', review])
  expect(again.stdout).toContain('0 linked, 1 linked before')
  expect(
    lacuna(['full-text', '--link', `${brigades}=${join(folder, 'paper.pdf')}`, '--project', review]),
  ).toMatchObject({
    status: 0,
    stdout: `${brigades}: linked\n`,
  })
  expect(lacuna(['full-text', '--project', review]).stdout).toContain('2 reports, 2 with a file')
  expect(lacuna(['full-text', '--unlink', brigades, '--project', review])).toMatchObject({ status: 0 })
  expect(stageOf(review, brigades)).toBe('awaiting-retrieval')
  rmSync(join(folder, 'deeper'), { recursive: true })
  // A line that a crash cut short is passed over, and the next entry begins anew.
  appendFileSync(join(review, 'full-texts.jsonl'), '{"kind":"file","rep')
  expect(list(review).find(({ report }) => report === pumps)).toMatchObject({ isLost: true })
  const opened = openReview(review)
  try {
    expect(await fullTextOf(opened, brigades)).toEqual({
      url: 'https://doi.org/10.1000/fire.2',
      isOpen: false,
    })
  } finally {
    await opened.store.close()
  }
})

test('open full texts are looked up once, politely, and kept', async () => {
  const server = await serve(({ path }) =>
    path.endsWith('wells.1')
      ? {
          body: JSON.stringify({
            doi: '10.1000/wells.1',
            best_oa_location: { url: 'https://wells.org/1', url_for_pdf: 'https://wells.org/1.pdf' },
            oa_locations: [],
          }),
        }
      : { status: 404, body: '{"error":true,"message":"unknown DOI"}' },
  )
  const { review, pumps, brigades } = reviewAwaitingTexts(
    'contact: Review Team <review@university.edu>',
    `source-urls: { unpaywall: ${server.url} }`,
  )
  const first = await runLacuna(review, ['full-text', '--find'])
  expect(first).toMatchObject({
    status: 0,
    stderr: '',
    stdout: '2 reports asked about, 1 with an open full text\n',
  })
  expect(server.log.map(({ query }) => query.get('email'))).toEqual([
    'review@university.edu',
    'review@university.edu',
  ])
  expect(server.log[0]?.headers['user-agent']).toBe(
    `lacuna/${toolVersion().version} (mailto:review@university.edu)`,
  )
  const again = await runLacuna(review, ['full-text', '--find'])
  expect(again.stdout).toContain('0 reports asked about')
  expect(server.log).toHaveLength(2)
  expect(list(review).find(({ report }) => report === pumps)?.links).toEqual([
    { url: 'https://wells.org/1.pdf', format: 'pdf', isOpen: true },
  ])
  const missing = await runLacuna(review, ['full-text', '--missing'])
  expect(missing.stdout).toContain('2 reports, 0 with a file, 1 with an open link only, 1 missing')
  expect(missing.stdout).toContain(`${brigades} A survey of fire brigades (10.1000/fire.2)\n  missing`)
  expect(readFileSync(join(review, 'full-texts.jsonl'), 'utf8')).not.toContain('review@university.edu')
})

test('links that sources gave with their records are there without asking anybody', async () => {
  const results = [
    {
      id: 'https://openalex.org/W77',
      title: 'A trial of water pumps',
      doi: 'https://doi.org/10.1000/wells.1',
      authorships: [{ author: { display_name: 'Anna Smith' } }],
      publication_year: 2019,
      ids: {},
      best_oa_location: { is_oa: true, pdf_url: 'https://repository.edu/1.pdf', version: 'acceptedVersion' },
    },
  ]
  const server = await serve(({ query }) => ({
    body: JSON.stringify({
      meta: { count: 1, next_cursor: query.get('cursor') === '*' ? 'end' : null },
      results: query.get('cursor') === '*' ? results : [],
    }),
  }))
  const { review } = reviewAwaitingTexts(
    'queries: { main: water }',
    'sources: [openalex]',
    `source-urls: { openalex: ${server.url} }`,
  )
  expect(await runLacuna(review, ['harvest'])).toMatchObject({ status: 0 })
  expect(lacuna(['dedupe', '--project', review]).status).toBe(0)
  expect(list(review).find(({ doi }) => doi === '10.1000/wells.1')?.links).toMatchObject([
    { url: 'https://repository.edu/1.pdf', format: 'pdf', isOpen: true },
  ])
})

test.each([
  [['full-text', '--folder', 'nowhere'], 'There is no folder'],
  [['full-text', '--link', 'd1=nowhere.pdf'], 'There is no report d1.'],
  [['full-text', '--link', 'nonsense'], 'Expected a report and a file'],
  [['full-text', '--find'], 'Unpaywall asks who is harvesting it.'],
])('%j is wrong use', (words, message) => {
  const { review } = reviewAwaitingTexts()
  const { status, stderr } = lacuna([...words, '--project', review])
  expect(status).toBe(2)
  expect(stderr).toContain(message)
})
