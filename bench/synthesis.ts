/*
 * The gap statistics' bars: simulated literatures with and without planted gaps (how often a gap is found, how
 * often one is made up), and 50,000 coded studies x 200 codes, all pairs of dimensions.
 * "node bench/synthesis.ts [simulations] [runs]" or "… speed" prints the tables of docs/methods/gaps.md and
 * docs/benchmarks/synthesis.md; without a word, both.
 */
import { performance } from 'node:perf_hooks'
import type { Dimension } from '../src/domain/codebook.ts'
import { type Random, seededRandom } from '../src/statistics/random.ts'
import { codedStudies } from '../src/synthesis/coded-studies.ts'
import { crossTabulate } from '../src/synthesis/cross-tabulation.ts'
import { gapStatistics, type GapTable } from '../src/synthesis/gap-statistics.ts'
import { codebook, dimension, review, type SmallStudy } from '../tests/synthesis/small-review.ts'

const [part = 'both', runsGiven = '1000'] = process.argv.slice(2)
const runs = Number(runsGiven)
const [rows, columns] = [names('r', 6), names('c', 5)]
const chanceOfPair = 0.12
const ratioSteps = [0, 0.1, 0.3, 0.5, 0.7, 0.85, 1]
const expectedSteps = [3, 4, 6, 9, 14, 20, 40, 80]
const book = codebook([dimension('row', rows), dimension('column', columns)])

if (part !== 'speed') simulate()
if (part !== 'simulations') measureSpeed()

type Coding = 'one' | 'several'

/** Chances of every pair of a study's main row and column, and of each code to come along besides. */
interface World {
  readonly joint: readonly (readonly number[])[]
  /** True observed/expected of each cell that has less than independence gives it. */
  readonly gaps: ReadonlyMap<string, number>
}

function simulate(): void {
  console.log(`6 x 5 codes, ${runs} simulated literatures a line, adjusted p at most 0.05\n`)
  console.log('| studies | codes a study | planted | cells tested | maps with a false alarm | FDR | found |')
  console.log('|---|---|---|---|---|---|---|')
  const power = new Map<string, { found: number; planted: number }>()
  for (const n of [60, 200, 600, 2000])
    for (const coding of ['one', 'several'] as const)
      for (const swaps of [0, 2]) {
        const result = simulateMany(n, coding, swaps, seededRandom(`${n} ${coding} ${swaps}`), power)
        console.log(
          `| ${n} | ${coding} | ${swaps * 2} | ${result.tested.toFixed(1)} | ${percent(result.alarmed)} | ${percent(result.fdr)} | ${percent(result.found)} |`,
        )
      }
  const upTo = (limits: readonly number[], i: number): string =>
    limits[i + 1] === undefined ? `${limits[i]} or more` : `${limits[i]} to ${limits[i + 1]}`
  console.log(
    '\nShare of planted cells found (and how many were planted), by true observed/expected and expected:\n',
  )
  console.log(`| observed/expected | ${expectedSteps.map((_, j) => upTo(expectedSteps, j)).join(' | ')} |`)
  console.log(`|---|${expectedSteps.map(() => '---').join('|')}|`)
  for (const i of ratioSteps.slice(0, -1).keys()) {
    const line = expectedSteps.map((_, j) => {
      const { found, planted } = power.get(`${i} ${j}`) ?? { found: 0, planted: 0 }
      return planted < 20 ? '' : `${percent(found / planted)} (${planted})`
    })
    console.log(`| ${upTo(ratioSteps, i)} | ${line.join(' | ')} |`)
  }
}

function simulateMany(
  n: number,
  coding: Coding,
  swaps: number,
  random: Random,
  power: Map<string, { found: number; planted: number }>,
): { readonly tested: number; readonly alarmed: number; readonly fdr: number; readonly found: number } {
  let [tested, alarmed, fdr, found, planted] = [0, 0, 0, 0, 0]
  for (let run = 0; run < runs; run++) {
    const world = makeWorld(coding, swaps, random)
    const table = testTable(Array.from({ length: n }, () => drawStudy(world, coding, random)))
    tested += table.tested
    const cells = table.cells.flat()
    const alarms = cells.filter(({ verdict }) => verdict === 'fewer')
    const wrong = alarms.filter((cell) => !world.gaps.has(`${cell.row} ${cell.column}`)).length
    if (wrong > 0) alarmed++
    fdr += wrong / Math.max(1, alarms.length)
    for (const cell of cells) {
      const ratio = world.gaps.get(`${cell.row} ${cell.column}`)
      if (ratio === undefined || cell.adjustedLower === undefined) continue
      const isFound = cell.verdict === 'fewer' ? 1 : 0
      planted++
      found += isFound
      const key = powerKey(ratio, cell.expected)
      const entry = power.get(key) ?? { found: 0, planted: 0 }
      power.set(key, { found: entry.found + isFound, planted: entry.planted + 1 })
    }
  }
  return { tested: tested / runs, alarmed: alarmed / runs, fdr: fdr / runs, found: found / planted }
}

/**
 * Independence, and then swaps: weight is moved from (i, j) and (k, l) to (i, l) and (k, j), so that all margins
 * and all other cells stay exactly independent. The rarer of the two loses all or three quarters of its weight;
 * the other loses the same weight. No two swaps share a row or a column.
 */
function makeWorld(coding: Coding, swaps: number, random: Random): World {
  const [p, q] = [weights(rows.length), weights(columns.length)]
  const joint = p.map((a) => q.map((b) => a * b))
  const lost = new Map<string, number>()
  const [rowOrder, columnOrder] = [order(rows.length, random), order(columns.length, random)]
  for (let swap = 0; swap < swaps; swap++) {
    let [i = 0, k = 0] = rowOrder.slice(2 * swap)
    let [j = 0, l = 0] = columnOrder.slice(2 * swap)
    if ((p[i] ?? 0) * (q[j] ?? 0) > (p[k] ?? 0) * (q[l] ?? 0)) [i, k, j, l] = [k, i, l, j]
    const moved = (p[i] ?? 0) * (q[j] ?? 0) * (swap % 2 === 0 ? 1 : 0.75)
    for (const [r, c, sign] of [
      [i, j, -1],
      [k, l, -1],
      [i, l, 1],
      [k, j, 1],
    ] as const) {
      const line = joint[r]
      if (line !== undefined) line[c] = (line[c] ?? 0) + sign * moved
      if (sign < 0) lost.set(`${r} ${c}`, moved)
    }
  }
  const [alongRows, alongColumns] = [alongside(rows.length, coding), alongside(columns.length, coding)]
  const gaps = new Map(
    [...lost].map(([key, moved]) => {
      const [r = 0, c = 0] = key.split(' ').map(Number)
      const [x, y] = [alongRows[r] ?? 0, alongColumns[c] ?? 0]
      const [a, b] = [(p[r] ?? 0) * (1 - x) + x, (q[c] ?? 0) * (1 - y) + y]
      return [`${rows[r]} ${columns[c]}`, 1 - (moved * (1 - x) * (1 - y)) / (a * b)]
    }),
  )
  return { joint, gaps }
}

/** The k-th code is used in proportion to 1 / (k + 2). */
function weights(count: number): readonly number[] {
  const raw = Array.from({ length: count }, (_, k) => 1 / (k + 2))
  const total = raw.reduce((sum, weight) => sum + weight, 0)
  return raw.map((weight) => weight / total)
}

/** With several codes a study, neighbouring codes come along together, in pairs, whatever the main code is. */
function alongside(count: number, coding: Coding): readonly number[] {
  return Array.from({ length: count }, () => (coding === 'one' ? 0 : chanceOfPair))
}

function drawStudy({ joint }: World, coding: Coding, random: Random): SmallStudy {
  let left = random.uniform()
  for (const [r, line] of joint.entries())
    for (const [c, chance] of line.entries()) {
      left -= chance
      if (left < 0)
        return {
          codes: { row: withPairs(rows, r, coding, random), column: withPairs(columns, c, coding, random) },
        }
    }
  return { codes: { row: [], column: [] } }
}

function withPairs(
  codes: readonly string[],
  main: number,
  coding: Coding,
  random: Random,
): readonly string[] {
  const chosen = new Set([codes[main] ?? ''])
  if (coding === 'several')
    for (let k = 0; k < codes.length; k += 2)
      if (random.uniform() < chanceOfPair) for (const code of codes.slice(k, k + 2)) chosen.add(code)
  return [...chosen]
}

function testTable(studies: readonly SmallStudy[]): GapTable {
  const index = codedStudies(review(book, studies))
  return gapStatistics(crossTabulate(index, { rows: { dimension: 'row' }, columns: { dimension: 'column' } }))
}

function order(count: number, random: Random): readonly number[] {
  const left = Array.from({ length: count }, (_, i) => i)
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0] ?? 0)
}

function powerKey(ratio: number, expected: number): string {
  const i = ratioSteps.findLastIndex((share) => ratio >= share - 1e-9)
  return `${i} ${expectedSteps.findLastIndex((step) => expected >= step)}`
}

function measureSpeed(): void {
  const random = seededRandom('speed')
  const dimensions: readonly Dimension[] = names('d', 20).map((id) => dimension(id, names(`${id}-`, 10)))
  const studies = Array.from({ length: 50_000 }, (): SmallStudy => {
    const codesOf = ({ id, codes }: Dimension): readonly [string, readonly string[]] => {
      const two = [codes[random.below(10)]?.id ?? '', codes[random.below(10)]?.id ?? '']
      return [id, two.slice(0, 1 + random.below(2))]
    }
    return { codes: Object.fromEntries(dimensions.map(codesOf)) }
  })
  const snapshot = review(codebook(dimensions), studies)
  globalThis.gc?.()
  const snapshotBytes = process.memoryUsage().heapUsed
  const [started, cpuBefore] = [performance.now(), process.cpuUsage()]
  const index = codedStudies(snapshot)
  let [pairs, cells] = [0, 0]
  for (const [i, a] of dimensions.entries())
    for (const b of dimensions.slice(i + 1)) {
      const choice = { rows: { dimension: a.id }, columns: { dimension: b.id } }
      cells += gapStatistics(crossTabulate(index, choice)).tested
      pairs++
    }
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  const most = process.resourceUsage().maxRSS * 1024
  const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`
  console.log(
    `\n50,000 studies x 200 codes in 20 dimensions: ${pairs} pairs of dimensions, ${cells} cells tested`,
  )
  console.log(`${seconds.toFixed(2)} s (bar: 5 s), of processor time ${((user + system) / 1e6).toFixed(2)} s`)
  console.log(
    `at most ${megabytes(most)} (bar: 500 MB), of that the snapshot itself ${megabytes(snapshotBytes)}`,
  )
  if (seconds > 5 || most > 500 * 2 ** 20) process.exitCode = 1
}

function names(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)
}

function percent(share: number): string {
  return Number.isNaN(share) ? '' : `${(share * 100).toFixed(1)} %`
}
