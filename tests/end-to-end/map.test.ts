import { createRequire } from 'node:module'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundlePage } from '../../scripts/page-bundle.ts'
import { type ReviewSnapshot, studyCodes } from '../../src/domain/snapshot.ts'
import { reportFiles } from '../../src/stages/report.ts'
import { openBrowser } from '../render/browser.ts'
import { hostileReview } from '../render/hostile-review.ts'
import { sampleReview } from '../render/sample-review.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const desktop: BrowserContextOptions = { viewport: { width: 1360, height: 900 }, bypassCSP: true }
const folder = mkdtempSync(join(tmpdir(), 'lacuna-map-'))
const snapshot = sampleReview(120)
let browser: Browser

async function writeMap(name: string, review: ReviewSnapshot, since: ReviewSnapshot): Promise<void> {
  for (const [path, content] of reportFiles(review, { assets: await bundlePage(), since })) {
    if (path !== 'index.html') continue
    writeFileSync(join(folder, `${name}.html`), content)
    // The page comes first; the other files need not be made.
    return
  }
}

beforeAll(async () => {
  await writeMap('map', snapshot, sampleReview(100))
  await writeMap('hostile', hostileReview(60), hostileReview(40))
  browser = await openBrowser()
}, 60_000)

afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

interface Opened {
  readonly page: Page
  /** Everything that should not happen: errors, dialogs, requests. */
  readonly complaints: string[]
}

async function open(name: string, hash: string, options: BrowserContextOptions = desktop): Promise<Opened> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => complaints.push(message.text()))
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!/^(?:file|blob):/.test(request.url())) complaints.push(request.url())
  })
  await page.goto(`${pathToFileURL(join(folder, `${name}.html`)).href}${hash}`)
  await page.waitForFunction('document.documentElement.dataset.ready === "yes"')
  return { page, complaints }
}

const countOf = async (page: Page, row: string, column: string): Promise<number> => {
  const label = await page
    .getByRole('gridcell')
    .getByRole('button', { name: new RegExp(`^${row}, ${column}:`) })
    .getAttribute('aria-label')
  return /no study|cannot exist/.test(label ?? '')
    ? 0
    : Number(/: ([\d,]+) stud/.exec(label ?? '')?.[1]?.replaceAll(',', ''))
}

/** Studies of the snapshot with a code on each of two dimensions and whatever else is asked, counted apart from the page. */
const expectedCount = (
  intervention: string,
  outcome: string,
  also: (study: ReviewSnapshot['studies'][number]) => boolean,
): number =>
  snapshot.studies.filter(
    (study) =>
      studyCodes(study, 'intervention')?.includes(intervention) === true &&
      studyCodes(study, 'outcome')?.includes(outcome) === true &&
      also(study),
  ).length

describe('the map in a browser', () => {
  const views: readonly (readonly [string, string, BrowserContextOptions])[] = [
    ['overview', '#overview', desktop],
    ['map', '#map', desktop],
    ['map with a cell', '#map?cell=street-trees,heat', desktop],
    ['map in the dark', '#map?cell=street-trees,heat', { ...desktop, colorScheme: 'dark' }],
    ['overview in the dark', '#overview', { ...desktop, colorScheme: 'dark' }],
    ['studies', '#studies', desktop],
    ['methods', '#methods', desktop],
    ['files', '#files', desktop],
    [
      'map on a phone',
      '#map?cell=street-trees,heat',
      { viewport: { width: 390, height: 844 }, bypassCSP: true },
    ],
    [
      'map with a cell on a phone in the dark',
      '#map?cell=street-trees,heat',
      { viewport: { width: 390, height: 844 }, bypassCSP: true, colorScheme: 'dark' },
    ],
    ['overview on a phone', '#overview', { viewport: { width: 360, height: 740 }, bypassCSP: true }],
  ]

  test.each(views)('%s: axe finds nothing, nothing is asked of the network', async (_, hash, options) => {
    const { page, complaints } = await open('map', hash, options)
    const filters = page.locator('.filters > summary')
    if (hash === '#map') await filters.click()
    await page.evaluate(
      `document.querySelectorAll('main details:not(.filters)').forEach((details) => { details.open = true })`,
    )
    await page.evaluate(axe)
    const found = await page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((result) => result.violations.map((violation) => violation.id + ': ' + violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | ')))`,
    )
    expect(found).toEqual([])
    expect(complaints).toEqual([])
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(overflow).toBe(0)
    await page.context().close()
  })

  test('can be walked with the keyboard alone: into the map, to a cell, into its panel and back', async () => {
    const { page } = await open('map', '#map')
    await page.getByRole('button', { name: /^Street greening, Climate:/ }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(
      /^Street trees, Heat: \d+ stud/,
    )
    await page.keyboard.press('Enter')
    const panel = page.getByRole('complementary', { name: 'The chosen cell' })
    await expect.poll(() => panel.isVisible()).toBe(true)
    expect(page.url()).toContain('cell=street-trees%2Cheat')
    await panel.getByRole('button', { name: 'Close the cell' }).focus()
    await page.keyboard.press('Escape')
    expect(await panel.isVisible()).toBe(false)
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(
      /^Street trees, Heat/,
    )
    await page.context().close()
  })

  test('counts again when filtered, and the address brings the same view back', async () => {
    const { page } = await open('map', '#map')
    const isAny = (): boolean => true
    const isField = (study: ReviewSnapshot['studies'][number]): boolean =>
      studyCodes(study, 'design')?.includes('randomised') === true
    expect(await countOf(page, 'Street trees', 'Heat')).toBe(expectedCount('street-trees', 'heat', isAny))
    await page.locator('.filters > summary').click()
    await page
      .getByRole('group', { name: 'Design' })
      .getByLabel(/^Randomised/)
      .check()
    expect(await countOf(page, 'Street trees', 'Heat')).toBe(expectedCount('street-trees', 'heat', isField))
    const again = await open('map', new URL(page.url()).hash)
    expect(await countOf(again.page, 'Street trees', 'Heat')).toBe(
      expectedCount('street-trees', 'heat', isField),
    )
    await again.page.getByRole('button', { name: /^Remove filter: Design/ }).click()
    expect(await countOf(again.page, 'Street trees', 'Heat')).toBe(
      expectedCount('street-trees', 'heat', isAny),
    )
    await again.page.context().close()
    await page.context().close()
  })

  test('can leave out what only a machine coded', async () => {
    const { page } = await open('map', '#map')
    await page.locator('.filters > summary').click()
    await page.getByLabel('machine only').uncheck()
    const byPeople = (study: ReviewSnapshot['studies'][number]): boolean =>
      study.codings.every(({ by }) => by !== 'machine')
    expect(await countOf(page, 'Street trees', 'Heat')).toBe(expectedCount('street-trees', 'heat', byPeople))
    await page.context().close()
  })

  test('finds studies by words in their text', async () => {
    const { page } = await open('map', '#studies')
    await page.getByLabel('Search', { exact: true }).fill('nairobi "a survey"')
    const found = snapshot.studies.filter(({ reports }) => {
      const titles = reports.map(({ title }) => title).join(' ')
      return titles.includes('Nairobi') && titles.includes('a survey')
    })
    await expect.poll(() => page.locator('#studies-app .study').count()).toBe(found.length)
    await page.context().close()
  })

  test.each([
    ['RIS', /^TY {2}- /gm],
    ['BibTeX', /^@\w+\{/gm],
  ])('exports the studies of a cell as %s', async (label, entry) => {
    const { page } = await open('map', '#map?cell=street-trees,heat')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Export these as ${label}` }).click(),
    ])
    const text = readFileSync(await download.path(), 'utf8')
    const inCell = snapshot.studies.filter(
      (study) =>
        studyCodes(study, 'intervention')?.includes('street-trees') === true &&
        studyCodes(study, 'outcome')?.includes('heat') === true,
    )
    expect(text.match(entry)).toHaveLength(inCell.reduce((sum, study) => sum + study.reports.length, 0))
    await page.context().close()
  })

  test.each(['#overview', '#map', '#studies?from=2010'])(
    'prints the overview, the map and the methods from %s, without controls',
    async (hash) => {
      const { page } = await open('map', hash)
      await page.emulateMedia({ media: 'print' })
      expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-')
      expect(await page.locator('nav.sections').isVisible()).toBe(false)
      expect(await page.locator('#tab-overview').isVisible()).toBe(true)
      expect(await page.locator('#tab-methods').isVisible()).toBe(true)
      // Whatever tab was open, the map is on paper, and says which studies it counts.
      expect(await page.locator('#map-matrix button.cell').count()).toBeGreaterThan(100)
      const caption = await page.locator('#map-matrix caption').innerText()
      expect(caption).toContain('Intervention by Outcome: number of studies in each cell.')
      expect(caption.includes('Only Years 2010 to')).toBe(hash.includes('from=2010'))
      await page.context().close()
    },
  )

  test('does nothing that hostile data asks for', async () => {
    for (const hash of ['#overview', '#map?cell=street-greening,climate', '#studies', '#methods', '#files']) {
      const { page, complaints } = await open('hostile', hash, { viewport: { width: 1360, height: 900 } })
      await page.evaluate(
        `document.querySelectorAll('.study details').forEach((details) => { details.open = true })`,
      )
      expect(await page.evaluate('window.harmed')).toBeUndefined()
      expect(complaints).toEqual([])
      const strange = await page.evaluate(
        `[...document.querySelectorAll('img, iframe, object, embed, form, base, script[src], link, svg[onload]')].map((node) => node.outerHTML.slice(0, 80))`,
      )
      expect(strange).toEqual([])
      const targets = await page.evaluate(
        `[...document.querySelectorAll('a[href]')].map((link) => link.protocol)`,
      )
      expect(
        [...new Set(targets as string[])]
          .toSorted()
          .filter((protocol) => !['file:', 'http:', 'https:'].includes(protocol)),
      ).toEqual([])
      expect(await page.evaluate('document.querySelectorAll("script").length')).toBe(2)
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect([hash, overflow]).toEqual([hash, 0])
      await page.context().close()
    }
  })

  test('runs nothing but its own script, even where markup slips in', async () => {
    const { page } = await open('map', '#overview', { viewport: { width: 1360, height: 900 } })
    await page.evaluate(
      `document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="x" onerror="window.harmed = 1"><a id="bad" href="javascript:window.harmed=2">x</a>')`,
    )
    await page.evaluate(`document.querySelector('#bad').click()`)
    await page.evaluate('new Promise((done) => setTimeout(done, 100))')
    expect(await page.evaluate('window.harmed')).toBeUndefined()
    await page.context().close()
  })
})
