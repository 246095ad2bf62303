import { type Deduplication, deduplicate } from '../src/dedupe/deduplicate.ts'
import { decide, defaultSettings, rulesFor } from '../src/dedupe/rules.ts'
import { labelledPairs } from './dedupe-pairs.ts'
import { type Score, scoreGroups } from './dedupe-score.ts'
import { type LabelledSet, labelledSets, readLabelledSet } from './labelled-sets.ts'

/**
 * Deduplicates labelled sets and scores the result: `node bench/dedupe.ts [FOLDER [SET…]]`, FOLDER holding one
 * folder a set. Three figures a set:
 * - alone: the whole rule table;
 * - left out: only those joining rules that joined pairs of the *other* sets (at least three, with a precision of
 *   0.98 and more) or that no set can show since it lacks the field, so that no rule is judged on the set that suggested it;
 *   the pairing of lists counts as such a rule;
 * - with a person: the most informative doubtful pairs, one a hundred records, answered by the truth.
 */
const [folder = '../shared/data/dedupe', ...chosen] = process.argv.slice(2)
const table = rulesFor(defaultSettings)
const sets = (chosen.length > 0 ? chosen : labelledSets).map((name) => {
  const set = readLabelledSet(`${folder}/${name}`, name)
  return { ...set, ...labelledPairs(set) }
})

const print = (title: string, { truePositives, falsePositives, falseNegatives, ...rates }: Score): string =>
  `${title} ${truePositives}/${falsePositives}/${falseNegatives} sens ${rates.sensitivity.toFixed(4)} F1 ${rates.f1.toFixed(4)}`

const total = { works: 0, lost: 0, surplus: 0, left: 0, leftWithPerson: 0, lostLeftOut: 0, leftLeftOut: 0 }
for (const set of sets) {
  const started = performance.now()
  const result = deduplicate(set.records)
  const seconds = (performance.now() - started) / 1000
  const alone = scoreGroups(set.truth, result.reports)
  const assisted = scoreGroups(set.truth, withPerson(set, result).reports).record
  const leftOut = scoreGroups(
    set.truth,
    deduplicate(set.records, new Map(), { table: tableWithout(set), ignoreLists: !othersShowLists(set) })
      .reports,
  )
  console.log(
    `${set.name} (${set.records.length} records, ${seconds.toFixed(2)} s, blocking misses ${set.missedByBlocking} of ${set.truePairs} true pairs)`,
  )
  console.log(`  ${print('alone:         pair', alone.pair)}  ${print('record', alone.record)}`)
  console.log(`  ${print('left out:      pair', leftOut.pair)}  ${print('record', leftOut.record)}`)
  console.log(
    `  ${print('with a person: record', assisted)}  doubtful pairs ${result.doubtful.length}, related ${result.related.length}`,
  )
  total.works += new Set(set.truth.values()).size
  total.surplus += set.truth.size - new Set(set.truth.values()).size
  total.lost += alone.record.falsePositives
  total.left += alone.record.falseNegatives
  total.lostLeftOut += leftOut.record.falsePositives
  total.leftLeftOut += leftOut.record.falseNegatives
  total.leftWithPerson += assisted.falseNegatives
}
const found = (left: number): string =>
  `${((100 * (total.surplus - left)) / total.surplus).toFixed(2)} % found`
console.log(
  `together: ${total.works} works, ${total.surplus} duplicates. Alone ${total.lost} works lost, ${found(total.left)}; ` +
    `left out ${total.lostLeftOut} lost, ${found(total.leftLeftOut)}; with a person ${found(total.leftWithPerson)}`,
)

/** Whether lists of one venue were paired, and rightly so, in another set. */
function othersShowLists(left: LabelledSet): boolean {
  const pairs = sets
    .filter(({ name }) => name !== left.name)
    .flatMap(({ records, truth }) =>
      deduplicate(records)
        .merged.filter(({ rule }) => rule === 'paired-lists')
        .map(({ records: [a, b] }) => truth.get(a) === truth.get(b)),
    )
  return pairs.length >= 3 && pairs.filter(Boolean).length / pairs.length >= 0.98
}

/** The table as it would be had the set not been there. */
function tableWithout(left: LabelledSet): typeof table {
  const fired = new Map<string, { right: number; wrong: number }>()
  for (const set of sets) {
    if (set.name === left.name) continue
    for (const { comparison, isSame } of set.pairs) {
      const { id } = decide(comparison, table)
      const tally = fired.get(id) ?? { right: 0, wrong: 0 }
      fired.set(id, isSame ? { ...tally, right: tally.right + 1 } : { ...tally, wrong: tally.wrong + 1 })
    }
  }
  // No labelled set has PubMed ids, ISBNs of books or Cochrane numbers in two versions.
  const notShown = new Set(['same-pmid', 'same-isbn', 'cochrane-review', 'preprint-version'])
  return table.filter(({ id, outcome }) => {
    const { right = 0, wrong = 0 } = fired.get(id) ?? {}
    return outcome !== 'merged' || notShown.has(id) || (right >= 3 && right / (right + wrong) >= 0.98)
  })
}

/** The result after a person has answered the first doubtful pairs, at most one a hundred records. */
function withPerson(set: LabelledSet, { doubtful }: Deduplication): Deduplication {
  const answers = doubtful.slice(0, Math.ceil(set.records.length / 100)).map(({ records }, n) => {
    const [a, b] = records
    const kind = set.truth.get(a) === set.truth.get(b) ? ('same' as const) : ('different' as const)
    return [`${a} ${b}`, { id: `d${n}`, kind, coder: 'truth', at: '2026-01-01T00:00:00Z', records }] as const
  })
  return deduplicate(set.records, new Map(answers))
}
