import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { openBrowser } from '../render/browser.ts'
import type { Asked, Reply } from '../sources/replay-server.ts'
import { ask, lacuna, smallReview, temporaryFolder } from './command.ts'
import { reviewWithSettings, runLacuna, serve } from './harvesting.ts'

interface Status {
  readonly retractedReports: readonly { readonly report: string; readonly notices: readonly string[] }[]
}

test('a retraction reaches status, export, report and map, from whichever record knows it', async () => {
  const review = smallReview()
  const folder = temporaryFolder()
  // PubMed's record of the article that came without a notice, and the notice to the other as a record of its own.
  writeFileSync(
    join(folder, 'later.nbib'),
    [
      'PMID- 111\nTI  - A trial of water pumps\nFAU - Smith, Anna\nDP  - 2019\nJT  - Journal of Wells',
      'AID - 10.1000/wells.1 [doi]\nPT  - Journal Article',
      'RIN - Journal of Wells. 2021 May 4;3(1):9. doi: 10.1000/wells.9. PMID: 222\n',
      'PMID- 333\nTI  - Retraction of "A survey of fire brigades"\nDP  - 2022 Jan 1\nJT  - Fire Review',
      'PT  - Retraction of Publication\nAID - 10.1000/fire.99 [doi]',
      'ROF - Fire Review. 2020;1:1. doi: 10.1000/fire.2\n',
    ].join('\n'),
  )
  const here = ['--project', review]
  expect(lacuna(['import', join(folder, 'later.nbib'), ...here]).status).toBe(0)
  expect(lacuna(['dedupe', ...here]).status).toBe(0)
  expect(ask<{ readonly changed: number }>(['dedupe', ...here]).changed).toBe(0)
  const rows = lacuna(['export', 'reports', ...here]).stdout.split('\n')
  const idOf = (title: string): string => rows.find((row) => row.includes(title))?.split(',')[0] ?? ''
  const [pumps, brigades] = [idOf(',A trial of water pumps'), idOf(',A survey of fire brigades')]
  writeFileSync(
    join(folder, 'decisions.csv'),
    `report,stage,verdict\n${pumps},full-text,include\n${brigades},full-text,include\n`,
  )
  expect(lacuna(['decide', join(folder, 'decisions.csv'), ...here])).toMatchObject({ status: 0 })
  const pumpsLine = 'Retracted 2021-05-04 (10.1000/wells.9; according to pubmed)'
  const brigadesLine = 'Retracted 2022-01-01 (10.1000/fire.99; according to the notice itself)'
  expect(
    new Map(
      ask<Status>(['status', ...here]).retractedReports.map(({ report, notices }) => [report, notices]),
    ),
  ).toEqual(
    new Map([
      [pumps, [pumpsLine]],
      [brigades, [brigadesLine]],
    ]),
  )
  expect(lacuna(['status', ...here]).stdout).toContain('2 included reports retracted')
  expect(lacuna(['export', 'reports', ...here]).stdout).toContain(pumpsLine)
  expect(lacuna(['export', 'records', ...here]).stdout).toContain(pumpsLine)
  expect(lacuna(['export', 'reports', '--format', 'ris', ...here]).stdout).toContain(`N1  - ${pumpsLine}`)
  const out = join(folder, 'map')
  expect(lacuna(['report', '--out', out, ...here])).toMatchObject({ status: 0 })
  const written = readFileSync(join(out, 'report.md'), 'utf8')
  expect(written).toContain('2 studies have reports that were retracted')
  expect(written.replaceAll('\\', '')).toContain(`[${pumpsLine}]`)
  expect(readFileSync(join(out, 'data', 'reports.csv'), 'utf8')).toContain(brigadesLine)
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`${pathToFileURL(join(out, 'index.html')).href}#studies`)
    await page.waitForFunction('document.documentElement.dataset.ready === "yes"')
    expect(await page.locator('.banner').innerText()).toContain('2 studies have reports that were retracted')
    await page.locator('.study .tag.retracted').first().waitFor()
    expect((await page.locator('.study .tag.retracted').allInnerTexts()).toSorted()).toEqual(
      [pumpsLine, brigadesLine].toSorted(),
    )
  } finally {
    await browser.close()
  }
})

/** OpenAlex as it changes between two runs. */
const openAlexWith =
  (works: () => readonly object[]) =>
  ({ query }: Asked): Reply => {
    const isFirst = query.get('cursor') === '*'
    const results = isFirst ? works() : []
    const meta = { count: works().length, next_cursor: isFirst ? 'end' : null }
    return { body: JSON.stringify({ meta, results }), headers: { 'content-type': 'application/json' } }
  }

const work = (n: number, more: object = {}): object => ({
  id: `https://openalex.org/W${1000 + n}`,
  title: `Work ${n}`,
  ids: {},
  ...more,
})

test('an update tells what is new, changed, newly retracted and gone', async () => {
  let works: readonly object[] = [
    work(1),
    work(2),
    work(3),
    work(4, { is_retracted: true }),
    work(5, { cited_by_count: 3 }),
  ]
  const server = await serve(openAlexWith(() => works))
  const review = reviewWithSettings(
    'queries: { main: water }',
    'sources: [openalex]',
    `source-urls: { openalex: ${server.url} }`,
  )
  const first = await runLacuna(review, ['harvest'])
  expect(first).toMatchObject({ status: 0, stderr: '' })
  expect(first.stdout).toMatch(/5 new {2}0 changed {2}1 retracted *\n/)
  works = [
    work(1),
    work(2, { title: 'Work 2, corrected' }),
    work(3, { is_retracted: true }),
    work(4, { is_retracted: true }),
    work(6),
    work(5, { cited_by_count: 9 }),
  ].slice(1)
  const second = await runLacuna(review, ['harvest', '--since', '2026-01-01'])
  expect(second).toMatchObject({ status: 0, stderr: '' })
  expect(second.stdout).toMatch(/1 new {2}2 changed {2}1 retracted {2}1 gone/)
  expect(second.stdout).toContain('openalex: retracted: Work 3 (W1003)')
  expect(second.stdout).toContain('openalex: gone: W1001')
})

test('an update by date asks with a week of overlap and cannot tell what is gone', async () => {
  const server = await serve(({ path }) => ({
    body:
      path === '/esearch.fcgi'
        ? '<?xml version="1.0"?><eSearchResult><Count>1</Count><QueryKey>1</QueryKey><WebEnv>M</WebEnv><IdList/></eSearchResult>'
        : '<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>77</PMID><Article><ArticleTitle>Pumps</ArticleTitle></Article><CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>Wells. 2026 Jan 3;1:1</RefSource><PMID>78</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation></PubmedArticle></PubmedArticleSet>',
    headers: { 'content-type': 'text/xml' },
  }))
  const review = reviewWithSettings(
    'contact: Review Team <review@university.edu>',
    'queries: { main: water }',
    'sources: [pubmed]',
    `source-urls: { pubmed: ${server.url} }`,
  )
  const { status, stdout } = await runLacuna(review, ['harvest', '--since', '2026-01-08', '--json'])
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject([
    { stored: { added: 1, retracted: ['Pumps (77)'], gone: [], isComparable: false } },
  ])
  const terms = server.log.map(({ query, body }) => `${query.get('term') ?? ''} ${body}`).join('\n')
  expect(decodeURIComponent(terms)).toContain('2026/01/01')
})
