// Measures the map: size and time of the report, and in a real browser the time to the first drawing and to a filter.
// Run: node bench/report.ts [studies…] [--references 40]: with reference lists of so many works a study
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { bundlePage } from '../scripts/page-bundle.ts'
import type { ReviewSnapshot } from '../src/domain/snapshot.ts'
import { renderedFiles } from '../src/render/report-files.ts'
import { rasterise } from '../src/stages/rasterise.ts'
import { mapData } from '../src/stages/map-data.ts'
import { seededRandom } from '../src/statistics/random.ts'
import { openBrowser } from '../tests/render/browser.ts'
import { sampleReview } from '../tests/render/sample-review.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { references: { type: 'string', default: '0' } },
})
const reviews = positionals.map(Number)
const folder = mkdtempSync(join(tmpdir(), 'lacuna-bench-'))
const assets = await bundlePage()
const ms = (from: number): string => `${Math.round(performance.now() - from)} ms`

for (const n of reviews.length > 0 ? reviews : [1000, 50_000]) {
  const snapshot = withReferences(sampleReview(n), Number(values.references))
  console.log(`${n} studies`)
  const data = timed('computed', () => mapData(snapshot))
  // As `lacuna report` does: each file is written as it is made.
  const sizes = timed('files rendered and written', () => {
    const written = new Map<string, number>()
    for (const [path, content] of renderedFiles(snapshot, data, { ...assets, rasterise })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
      written.set(path, content.length)
    }
    return written
  })
  console.log(
    `  ${sizes.size} files, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB, the review itself included`,
  )
  console.log(`  index.html ${((sizes.get('index.html') ?? 0) / 1e6).toFixed(2)} MB`)
  await measureInBrowser(pathToFileURL(join(folder, 'index.html')).href)
}
rmSync(folder, { recursive: true })

function timed<T>(what: string, act: () => T): T {
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  const result = act()
  const used = process.cpuUsage(cpu)
  console.log(
    `  ${what} in ${ms(began)} (${((used.user + used.system) / 1e6).toFixed(1)} s of processor time)`,
  )
  return result
}

/**
 * Reference lists as uneven as real ones: few works are cited by very many, most by one or two (a work's rank is
 * drawn with a chance of about 1 / rank), and a tenth of the references are to other studies of the review.
 */
function withReferences(snapshot: ReviewSnapshot, each: number): ReviewSnapshot {
  if (each === 0) return snapshot
  const random = seededRandom('references')
  const ids = snapshot.studies.flatMap(({ reports }) => reports[0]?.id ?? [])
  const works = ids.length * 20
  const references = ids.map((report) => {
    const cites = Array.from({ length: each }, () => {
      const rank = Math.floor(works ** random.uniform())
      return random.uniform() < 0.1 ? (ids[rank % ids.length] ?? report) : `doi:10.5555/work.${rank}`
    })
    return { report, cites: [...new Set(cites)].toSorted() }
  })
  const [lists, cited] = [references.length, references.reduce((sum, { cites }) => sum + cites.length, 0)]
  console.log(`  ${lists} reference lists, ${cited} references`)
  return { ...snapshot, references }
}

async function measureInBrowser(address: string): Promise<void> {
  const browser = await openBrowser()
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 } })
  const loading = performance.now()
  await page.goto(`${address}#map`, { waitUntil: 'commit' })
  await page.waitForSelector('html[data-drawn]', { state: 'attached', timeout: 120_000 })
  console.log(`  map drawn ${ms(loading)} after opening`)
  await page.waitForTimeout(3000)
  const inPage = async (what: string, act: string): Promise<void> => {
    const times = await page.evaluate<number[]>(`(async () => {
      const times = []
      for (let i = 0; i < 5; i++) {
        const before = performance.now()
        ${act}
        document.body.getBoundingClientRect()
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
        times.push(performance.now() - before)
      }
      return times
    })()`)
    const sorted = times.toSorted((a, b) => a - b)
    console.log(`  ${what}: median ${Math.round(sorted[2] ?? 0)} ms, worst ${Math.round(sorted[4] ?? 0)} ms`)
  }
  await page.evaluate(`document.querySelector('.filters').open = true`)
  await page.waitForTimeout(300)
  await inPage('code filter', `document.querySelectorAll('.facet input')[30 + i].click()`)
  await inPage(
    'year slider',
    `{ const slider = document.querySelector('#year-from'); slider.value = Number(slider.min) + i + 3; slider.dispatchEvent(new Event('input')) }`,
  )
  await inPage(
    'other columns',
    `{ const choice = document.querySelector('#choose-columns'); choice.value = choice.options[3 + i % 3].value; choice.dispatchEvent(new Event('change')) }`,
  )
  await inPage(
    'text search',
    `{ const box = document.querySelector('#search'); box.value = 'gardens ' + 'abcde'[i]; box.dispatchEvent(new Event('input')); await new Promise((done) => setTimeout(done, 125)) }`,
  )
  await inPage('opening a cell', `document.querySelectorAll('button.cell')[i + 3].click()`)
  await browser.close()
}
