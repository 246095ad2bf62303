import { expect, test } from 'vitest'
import { scoreGroups } from '../../bench/dedupe-score.ts'
import { labelledPairs } from '../../bench/dedupe-pairs.ts'
import { labelledSets, readLabelledSet } from '../../bench/labelled-sets.ts'
import { deduplicate } from '../../src/dedupe/deduplicate.ts'
import { sharedData, sharedDataMissing } from '../shared-data.ts'

/** Works lost and surplus copies left that the best published peer has on each set; ours may have no more. */
const peers = [
  { name: 'diabetes', lost: 0, left: 0 },
  { name: 'stroke', lost: 0, left: 2 },
  { name: 'cytology_screening', lost: 0, left: 6 },
  { name: 'copper', lost: 0, left: 1 },
  { name: 'special_cases', lost: 0, left: 0 },
] as const

const folder = sharedData('dedupe') ?? sharedData('data', 'dedupe')

test.skipIf(folder === undefined).each(peers)(
  `$name: no more works lost and copies left than the best peer (${sharedDataMissing})`,
  ({ name, lost, left }) => {
    const set = readLabelledSet(`${folder}/${name}`, name)
    const { record } = scoreGroups(set.truth, deduplicate(set.records).reports)
    expect(record.falsePositives).toBeLessThanOrEqual(lost)
    expect(record.falseNegatives).toBeLessThanOrEqual(left)
  },
)

test.skipIf(folder === undefined)(
  `dblp_acm, titles, authors, venues and years only: F1 over pairs above 0.98 (${sharedDataMissing})`,
  () => {
    const set = readLabelledSet(`${folder}/dblp_acm`, 'dblp_acm')
    const { pair } = scoreGroups(set.truth, deduplicate(set.records).reports)
    expect(pair.f1).toBeGreaterThan(0.98)
  },
)

test.skipIf(folder === undefined)(
  `all sets together: at most one work in 2,000 lost, 99 of 100 duplicates found (${sharedDataMissing})`,
  () => {
    const total = { works: 0, duplicates: 0, lost: 0, left: 0 }
    for (const name of labelledSets) {
      const { records, truth } = readLabelledSet(`${folder}/${name}`, name)
      const { reports, doubtful } = deduplicate(records)
      const { record } = scoreGroups(truth, reports)
      const works = new Set(truth.values()).size
      total.works += works
      total.duplicates += records.length - works
      total.lost += record.falsePositives
      total.left += record.falseNegatives
      expect(doubtful.length / records.length).toBeLessThanOrEqual(0.01)
    }
    expect(total.lost / total.works).toBeLessThanOrEqual(1 / 2000)
    expect(total.left / total.duplicates).toBeLessThanOrEqual(0.01)
  },
)

test.skipIf(folder === undefined)(
  `blocking misses less than 1 true pair in 1,000 (${sharedDataMissing})`,
  () => {
    const all = [...peers.map(({ name }) => name), 'dblp_acm'].map((name) =>
      labelledPairs(readLabelledSet(`${folder}/${name}`, name)),
    )
    const missed = all.reduce((sum, { missedByBlocking }) => sum + missedByBlocking, 0)
    const pairs = all.reduce((sum, { truePairs }) => sum + truePairs, 0)
    expect(missed / pairs).toBeLessThan(0.001)
  },
)
