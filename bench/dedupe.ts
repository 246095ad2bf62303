import { deduplicate } from '../src/dedupe/deduplicate.ts'
import { scoreGroups } from './dedupe-score.ts'
import { labelledSets, readLabelledSet } from './labelled-sets.ts'

/** Runs deduplication over the labelled sets: `node bench/dedupe.ts FOLDER [SET…]`, FOLDER holding the sets. */
const [folder = '../shared/data/dedupe', ...names] = process.argv.slice(2)

for (const name of names.length > 0 ? names : labelledSets) {
  const set = readLabelledSet(`${folder}/${name}`, name)
  const started = performance.now()
  const result = deduplicate(set.records)
  const seconds = (performance.now() - started) / 1000
  const { pair, record } = scoreGroups(set.truth, result.reports)
  const figures = (s: typeof pair): string =>
    `${s.truePositives}/${s.falsePositives}/${s.falseNegatives} F1 ${s.f1.toFixed(4)}`
  console.log(
    `${name.padEnd(20)} pair ${figures(pair)}  record ${figures(record)}  doubtful ${result.doubtful.length}  candidates ${result.blocking.pairs} (skipped ${result.blocking.skipped})  ${seconds.toFixed(2)} s`,
  )
}
