import { features } from '../src/dedupe/probability.ts'
import { decide, defaultSettings, rulesFor } from '../src/dedupe/rules.ts'
import { type LabelledPair, labelledPairs } from './dedupe-pairs.ts'
import { labelledSets, readLabelledSet } from './labelled-sets.ts'

/**
 * Fits the weights in src/dedupe/probability-weights.ts: `node bench/dedupe-weights.ts FOLDER`. Logistic
 * regression on the candidate pairs of the labelled sets, each set with equal total weight, L2 penalty 0.5 (so
 * that a level seen only with one outcome keeps a finite weight), by gradient ascent to convergence. Prints the
 * weights, and how well the probabilities are calibrated on sets that were left out of the fit.
 */
const [folder = '../shared/data/dedupe'] = process.argv.slice(2)
const sets = labelledSets
  .filter((name) => name !== 'special_cases')
  .map((name) => ({ name, pairs: labelledPairs(readLabelledSet(`${folder}/${name}`, name)).pairs }))

const table = rulesFor(defaultSettings)

type Weights = Map<string, number>
type Row = { readonly names: readonly string[]; readonly target: number; readonly share: number }

const rowsOf = (pairs: readonly LabelledPair[]): readonly Row[] =>
  pairs.map(({ comparison, isSame }) => ({
    names: [
      'intercept',
      ...features(comparison, decide(comparison, table).outcome).filter((name) => !name.endsWith('=missing')),
    ],
    target: isSame ? 1 : 0,
    share: 2000 / pairs.length,
  }))

const predict = (weights: Weights, names: readonly string[]): number =>
  1 / (1 + Math.exp(-names.reduce((sum, name) => sum + (weights.get(name) ?? 0), 0)))

/** Adam with full batches: few features, deterministic, no step size to tune. */
function fit(rows: readonly Row[]): Weights {
  const weights: Weights = new Map(rows.flatMap(({ names }) => names.map((name) => [name, 0] as const)))
  const first: Weights = new Map()
  const second: Weights = new Map()
  for (let step = 1; step <= 300; step++) {
    const gradient: Weights = new Map()
    for (const { names, target, share } of rows) {
      const error = (target - predict(weights, names)) * share
      for (const name of names) gradient.set(name, (gradient.get(name) ?? 0) + error)
    }
    for (const [name, weight] of weights) {
      const slope = (gradient.get(name) ?? 0) - (name === 'intercept' ? 0 : 0.5 * weight)
      const m = 0.9 * (first.get(name) ?? 0) + 0.1 * slope
      const v = 0.99 * (second.get(name) ?? 0) + 0.01 * slope * slope
      first.set(name, m)
      second.set(name, v)
      weights.set(name, weight + (0.1 * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.99 ** step)) + 1e-9))
    }
  }
  return weights
}

const bins = [0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1.0001]
const tally = bins.slice(1).map(() => ({ count: 0, predicted: 0, same: 0 }))
for (const left of sets) {
  const weights = fit(sets.filter((set) => set !== left).flatMap(({ pairs }) => rowsOf(pairs)))
  let brier = 0
  for (const { names, target } of rowsOf(left.pairs)) {
    const p = predict(weights, names)
    brier += (p - target) ** 2
    const bin = tally[bins.findIndex((_, b) => p < (bins[b + 1] ?? 2))]
    if (bin === undefined) continue
    bin.count++
    bin.predicted += p
    bin.same += target
  }
  console.log(
    `left out ${left.name.padEnd(20)} pairs ${left.pairs.length}  Brier score ${(brier / left.pairs.length).toFixed(4)}`,
  )
}
console.log('calibration on left-out sets: predicted -> observed (pairs)')
for (const { count, predicted, same } of tally)
  if (count > 0) console.log(`  ${(predicted / count).toFixed(3)} -> ${(same / count).toFixed(3)} (${count})`)
const all = fit(sets.flatMap(({ pairs }) => rowsOf(pairs)))
console.log(
  [...all]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, weight]) => `  '${name}': ${weight.toFixed(2)},`)
    .join('\n'),
)
