import { deduplicate } from '../src/dedupe/deduplicate.ts'
import { explainPair } from '../src/dedupe/explain.ts'
import { readLabelledSet } from './labelled-sets.ts'

/** Prints wrongly joined and missed pairs of a labelled set: `node bench/dedupe-errors.ts FOLDER SET [all]`. */
const [folder = '../shared/data/dedupe', name = 'diabetes'] = process.argv.slice(2)
const set = readLabelledSet(`${folder}/${name}`, name)
const record = new Map(set.records.map((one) => [one.id, one]))
const { reports, doubtful } = deduplicate(set.records)
const groupOf = new Map(reports.flatMap((group, g) => group.map((id) => [id, g])))
const isDoubtful = new Set(doubtful.map((pair) => pair.records.join(' ')))

function show(kind: string, a: string, b: string): void {
  const [left, right] = [record.get(a), record.get(b)]
  if (left === undefined || right === undefined) return
  const { rule, levels } = explainPair(left, right)
  console.log(
    `${kind} ${isDoubtful.has([a, b].toSorted().join(' ')) ? '(doubtful) ' : ''}${rule}: ${levels.map(({ field, agreement }) => `${field}=${agreement}`).join(' ')}`,
  )
  for (const one of [left, right])
    console.log(
      `   ${one.id} | ${one.title} | ${one.authors
        .slice(0, 3)
        .map((n) => ('literal' in n ? n.literal : `${n.family}, ${n.given ?? ''}`))
        .join(
          '; ',
        )} | ${one.date?.year} ${one.container} v${one.volume} n${one.issue} p${one.pages} ${one.identifiers.doi ?? ''} abs ${one.abstract?.length ?? 0}`,
    )
}

for (const group of reports)
  for (const [x, a] of group.entries())
    for (const b of group.slice(x + 1)) if (set.truth.get(a) !== set.truth.get(b)) show('WRONG', a, b)
const byWork = new Map<string, string[]>()
for (const [id, work] of set.truth) byWork.set(work, [...(byWork.get(work) ?? []), id])
for (const work of byWork.values())
  for (const [x, a] of work.entries())
    for (const b of work.slice(x + 1)) if (groupOf.get(a) !== groupOf.get(b)) show('MISSED', a, b)
