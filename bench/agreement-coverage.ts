/**
 * Whether agreement's 95 % intervals hold what they say: coders of known accuracy and bias code reports of known
 * truth, and the interval is asked for the value that infinitely many reports would give.
 * node bench/agreement-coverage.ts [runs]
 */
import { alphaKernel } from '../src/agreement/alpha.ts'
import { type ChanceModel, chanceCorrectedKernel } from '../src/agreement/chance-corrected.ts'
import { setDifference } from '../src/agreement/difference.ts'
import { estimate } from '../src/agreement/estimate.ts'
import { type Kernel, valuesWithoutEach } from '../src/agreement/kernel.ts'
import { makeRatings, missing, type Ratings } from '../src/agreement/ratings.ts'
import { jackknife } from '../src/statistics/intervals.ts'
import { type Random, seededRandom } from '../src/statistics/random.ts'

const names = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`)

/** Coders of known accuracy: with it the true value is given, else one drawn from the coder's own bias. */
interface Planted {
  readonly name: string
  readonly prevalence: readonly number[]
  readonly accuracy: readonly number[]
}

type Measure = 'nominal' | 'ordinal' | 'interval' | 'masi' | 'jaccard' | ChanceModel

/** Four codes of which any may be given: the true values are their 16 sets. */
const setCodes = ['a', 'b', 'c', 'd']
const setScale = {
  kind: 'set',
  codes: setCodes,
  values: Array.from({ length: 16 }, (_, set) => setCodes.filter((_code, i) => (set >> i) & 1)),
} as const
const isSetMeasure = (measure: Measure): measure is 'masi' | 'jaccard' =>
  measure === 'masi' || measure === 'jaccard'

/**
 * Per scenario and coefficient: in how many of the runs does the 95 % interval hold the value that infinitely
 * many reports would give?
 */
function coverage(runsPerScenario: number): void {
  const measures: readonly Measure[] = [
    'nominal',
    'ordinal',
    'interval',
    'masi',
    'jaccard',
    'conger',
    'gwet',
    'none',
  ]
  for (const n of [50, 200]) {
    const summary = new Map<Measure, { log: number[]; plain: number[]; without: number }>()
    console.log(`\n${n} reports, ${runsPerScenario} runs a row\n`)
    console.log('| planted | coefficient | true value | covered | plain jackknife | no interval |')
    console.log('|---|---|--:|--:|--:|--:|')
    for (const planted of scenarios()) {
      for (const measure of measures) {
        if (!fits(planted, measure)) continue
        const truth = trueValue(planted, measure)
        const result = coverOne(planted, measure, truth, n, runsPerScenario)
        const told = summary.get(measure) ?? { log: [], plain: [], without: 0 }
        told.log.push(result.log)
        told.plain.push(result.plain)
        told.without += result.without
        summary.set(measure, told)
        const cells = [truth.toFixed(3), percent(result.log), percent(result.plain), result.without]
        console.log(`| ${planted.name} | ${measureName[measure]} | ${cells.join(' | ')} |`)
      }
    }
    console.log(
      `\n| ${n} reports | scenarios | mean | lowest | highest | within 93 to 97 % | plain: mean | plain: lowest |`,
    )
    console.log('|---|--:|--:|--:|--:|--:|--:|--:|')
    for (const [measure, { log, plain }] of summary) {
      const within = log.filter((share) => share >= 0.93 && share <= 0.97).length
      const cells = [mean(log), Math.min(...log), Math.max(...log)].map(percent)
      console.log(
        `| ${measureName[measure]} | ${log.length} | ${cells.join(' | ')} | ${within} | ${percent(mean(plain))} | ${percent(Math.min(...plain))} |`,
      )
    }
  }
}

/** Orders and numbers need three values, sets their own. */
function fits({ prevalence }: Planted, measure: Measure): boolean {
  if (prevalence.length === 16) return isSetMeasure(measure)
  return (
    !isSetMeasure(measure) && (prevalence.length > 2 || (measure !== 'ordinal' && measure !== 'interval'))
  )
}

const measureName: Readonly<Record<Measure, string>> = {
  nominal: 'alpha nominal',
  ordinal: 'alpha ordinal',
  interval: 'alpha interval',
  masi: 'alpha of sets, MASI',
  jaccard: 'alpha of sets, Jaccard',
  conger: 'Cohen / Conger kappa',
  gwet: 'AC1',
  none: 'percent agreement',
  fleiss: 'Fleiss kappa',
  'brennan-prediger': 'Brennan-Prediger',
}

const percent = (share: number): string => (100 * share).toFixed(1)
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

function scenarios(): readonly Planted[] {
  const prevalences: readonly (readonly [string, readonly number[]])[] = [
    ['2 codes, 50:50', [0.5, 0.5]],
    ['2 codes, 80:20', [0.8, 0.2]],
    ['3 codes', [0.5, 0.3, 0.2]],
    ['5 codes, skewed', [0.5, 0.2, 0.15, 0.1, 0.05]],
    ['sets of 4 codes', setScale.values.map((_, set) => product([0.6, 0.4, 0.25, 0.1], set))],
  ]
  const accuracies: readonly (readonly number[])[] = [
    [0.7, 0.7],
    [0.8, 0.8],
    [0.9, 0.9],
    [0.8, 0.7, 0.9],
    [0.95, 0.95],
    [0.9, 0.9, 0.9],
    [0.95, 0.95, 0.95, 0.95],
    [0.85, 0.8, 0.9, 0.75, 0.8],
  ]
  return prevalences.flatMap(([name, prevalence]) =>
    accuracies.map((accuracy) => ({
      name: `${name}; accuracy ${accuracy.join(', ')}`,
      prevalence,
      accuracy,
    })),
  )
}

/** The chance of a set when code i is in it with chances[i]. */
const product = (chances: readonly number[], set: number): number =>
  chances.reduce((all, chance, i) => all * ((set >> i) & 1 ? chance : 1 - chance), 1)

/** How likely a coder is to give each value (column) to a report of each true value (row). Coders lean either way. */
function confusionOf({ prevalence, accuracy }: Planted, coder: number): readonly (readonly number[])[] {
  const size = prevalence.length
  const right = accuracy[coder] ?? 0
  const lean = coder % 2 === 0 ? 0.5 : -0.5
  if (size === 16) {
    // A true code is given with the coder's accuracy; another by mistake, more often by those who lean that way.
    const stray = (1 - right) * (0.5 + lean / 2)
    return prevalence.map((_, truth) =>
      prevalence.map((_share, set) =>
        product(
          setCodes.map((_code, i) => ((truth >> i) & 1 ? right : stray)),
          set,
        ),
      ),
    )
  }
  return prevalence.map((_, truth) =>
    prevalence.map((_share, value) => {
      const bias = (1 + lean * ((2 * value) / (size - 1) - 1)) / size
      return (value === truth ? right : 0) + (1 - right) * bias
    }),
  )
}

/** The coefficient of infinitely many reports, summed from the plan. */
function trueValue(planted: Planted, measure: Measure): number {
  const { prevalence, accuracy } = planted
  const values = prevalence.map((_, value) => value)
  const given = accuracy.map((_, coder) => confusionOf(planted, coder))
  const shares = given.map((confusion) =>
    values.map((value) =>
      sum(values, (truth) => (prevalence[truth] ?? 0) * (confusion[truth]?.[value] ?? 0)),
    ),
  )
  const pooled = values.map((value) => mean(shares.map((share) => share[value] ?? 0)))
  const difference = differenceFor(measure, pooled)
  const pairs = accuracy.flatMap((_, a) =>
    accuracy.flatMap((_accuracy, b) => (a === b ? [] : [[a, b] as const])),
  )
  const within = mean(
    pairs.map(([a, b]) =>
      sum(values, (truth) =>
        sum(values, (x) =>
          sum(
            values,
            (y) =>
              (prevalence[truth] ?? 0) *
              (given[a]?.[truth]?.[x] ?? 0) *
              (given[b]?.[truth]?.[y] ?? 0) *
              difference(x, y),
          ),
        ),
      ),
    ),
  )
  const between = (p: readonly number[], q: readonly number[]): number =>
    sum(values, (x) => sum(values, (y) => (p[x] ?? 0) * (q[y] ?? 0) * difference(x, y)))
  if (measure === 'none') return 1 - within
  if (measure === 'conger') {
    return 1 - within / mean(pairs.map(([a, b]) => between(shares[a] ?? [], shares[b] ?? [])))
  }
  if (measure === 'gwet') {
    return (
      1 - within / (1 - sum(values, (x) => (pooled[x] ?? 0) * (1 - (pooled[x] ?? 0))) / (values.length - 1))
    )
  }
  return 1 - within / between(pooled, pooled)
}

function differenceFor(measure: Measure, pooled: readonly number[]): (a: number, b: number) => number {
  if (measure === 'interval') return (a, b) => (a - b) ** 2
  if (isSetMeasure(measure)) return (a, b) => setDifference(setScale, measure).between(a, b)
  if (measure !== 'ordinal') return (a, b) => (a === b ? 0 : 1)
  let below = 0
  const ranks = pooled.map((share) => (below += share) - share / 2)
  return (a, b) => ((ranks[a] ?? 0) - (ranks[b] ?? 0)) ** 2
}

const sum = (values: readonly number[], of: (value: number) => number): number =>
  values.reduce((total, value) => total + of(value), 0)

function coverOne(
  planted: Planted,
  measure: Measure,
  truth: number,
  n: number,
  times: number,
): { readonly log: number; readonly plain: number; readonly without: number } {
  const random = seededRandom(`${planted.name} ${measure} ${n}`)
  const given = planted.accuracy.map((_, coder) => confusionOf(planted, coder))
  let [log, plain, without] = [0, 0, 0]
  for (let run = 0; run < times; run++) {
    const kernel = kernelFor(drawRatings(planted, given, measure, n, random), measure)
    const found = estimate(kernel)
    if (found.kind !== 'value' || typeof found.interval !== 'object') {
      without++
      continue
    }
    if (found.interval.low <= truth && truth <= found.interval.high) log++
    const own = jackknife(found.value, valuesWithoutEach(kernel))
    if (own !== undefined && own.low <= truth && truth <= own.high) plain++
  }
  return { log: log / (times - without), plain: plain / (times - without), without }
}

function kernelFor(ratings: Ratings, measure: Measure): Kernel {
  return measure === 'nominal' || measure === 'ordinal' || measure === 'interval' || isSetMeasure(measure)
    ? alphaKernel(ratings, measure)
    : chanceCorrectedKernel(ratings, measure)
}

function drawRatings(
  { prevalence, accuracy }: Planted,
  given: readonly (readonly (readonly number[])[])[],
  measure: Measure,
  n: number,
  random: Random,
): Ratings {
  const cells = Array.from({ length: n }, () => {
    const truth = drawFrom(prevalence, random)
    return accuracy.map((_, coder) => drawFrom(given[coder]?.[truth] ?? [], random))
  })
  const places = prevalence.map((_, value) => value)
  const scale =
    prevalence.length === 16
      ? setScale
      : measure === 'interval'
        ? ({ kind: 'interval', values: places } as const)
        : ({ kind: 'ordinal', values: places.map(String) } as const)
  const coders = names('coder', accuracy.length)
  return makeRatings(names('d', n), coders, scale, (unit, coder) => cells[unit]?.[coder] ?? missing)
}

function drawFrom(shares: readonly number[], random: Random): number {
  let rest = random.uniform()
  for (const [value, share] of shares.entries()) {
    rest -= share
    if (rest < 0) return value
  }
  return shares.length - 1
}

coverage(Number(process.argv[2] ?? 1000))
