import { canonicalJson, sha256 } from '../domain/canonical.ts'
import type { RecordId } from '../domain/record.ts'
import { mergeRecords, type Report, type ReportId, reportId } from '../domain/report.ts'
import { foldLog } from '../domain/coding.ts'
import { Catalogue, deduplicate } from '../dedupe/deduplicate.ts'
import { engineVersion } from '../dedupe/engine-version.ts'
import { fieldQuality } from '../dedupe/merge.ts'
import { defaultSettings, printRules } from '../dedupe/rules.ts'
import type { Review } from '../review/review.ts'
import type { ComparedPair } from '../store/store.ts'
import { toolVersion } from './bundled.ts'
import { AnnouncedNotices, withAnnounced } from './announced-notices.ts'
import { growHeapBySmallSteps } from './lean-heap.ts'
import { breathe, type Control } from './control.ts'

export interface DedupeResult {
  readonly records: number
  readonly reports: number
  readonly duplicates: number
  /** Pairs that people should look at, most informative first. */
  readonly doubtful: readonly ComparedPair[]
  /** Different documents that may belong to one study. */
  readonly related: number
  /** Reports written anew or taken away compared with the last run. */
  readonly changed: number
  readonly removed: number
}

const reportsPerStep = 2_000

/**
 * Groups all records into reports. What people said (same, different) always wins; the rest is the rules' work.
 * Only groups that changed are written. With `dryRun` nothing is.
 */
export async function dedupe(
  review: Review,
  options: { readonly dryRun: boolean },
  control: Control,
): Promise<DedupeResult> {
  const { store } = review
  const announced = new AnnouncedNotices()
  growHeapBySmallSteps()
  const catalogue = await readCatalogue(review, control, announced)
  const size = catalogue.cards.length
  const { identity } = foldLog(
    (await store.decisions()).filter(
      (d) => d.kind === 'same' || d.kind === 'different' || d.kind === 'retract',
    ),
  )
  // Memberships first: what another process adds in between is then compared once more, never taken as known.
  const stored = await store.memberships()
  const rules = rulesHash(review)
  const earlier = await store.comparison(rules)
  const known = {
    records: new Set(stored.flatMap((report) => report.records)),
    findings: earlier?.findings ?? [],
  }
  const found = deduplicate(catalogue, identity, {
    ...review.settings.dedupe,
    ...(earlier === undefined ? {} : { known }),
  })
  const pairs: ComparedPair[] = [
    ...found.doubtful
      .filter(({ records }) => !identity.has(records.join(' ')))
      .map((pair) => ({ ...pair, outcome: 'doubtful' as const })),
    ...found.related.map(({ kind: relation, ...pair }) => ({
      ...pair,
      relation,
      outcome: 'related' as const,
    })),
    ...found.merged.map((pair) => ({ ...pair, outcome: 'merged' as const })),
  ]
  const before = new Map(stored.map(({ id, records }) => [id, records.join(' ')]))
  const groups = found.reports.map((records) => ({ id: reportId(records), records }))
  const now = new Set(groups.map(({ id }) => id))
  const remove = [...before.keys()].filter((id) => !now.has(id))
  const about = announced.about(catalogue.cards)
  const noticed = await newlyNoticed(review, groups, about)
  const changed = inOrderOfImport(
    catalogue,
    groups.filter(({ id, records }) => before.get(id) !== records.toSorted().join(' ') || noticed.has(id)),
  )
  if (!options.dryRun) {
    await store.changeReports({
      remove,
      put: reportsOf(review, changed, about, control),
      pairs,
      comparison: { rules, findings: found.findings },
    })
  }
  return {
    records: size,
    reports: groups.length,
    duplicates: size - groups.length,
    doubtful: pairs.filter((pair) => pair.outcome === 'doubtful'),
    related: found.related.length,
    changed: changed.length,
    removed: remove.length,
  }
}

/** Findings hold while the program, its way of comparing, its rule table and the review's settings are the same. */
const rulesHash = ({ settings }: Review): string =>
  sha256(
    canonicalJson([
      toolVersion().version,
      engineVersion,
      settings.dedupe,
      printRules({ ...defaultSettings, ...settings.dedupe }),
    ]),
  )

/** Of each record only what is compared is kept: a million must fit in memory. */
async function readCatalogue(
  { store }: Review,
  control: Control,
  announced: AnnouncedNotices,
): Promise<Catalogue> {
  const total = await store.countRecords()
  const catalogue = new Catalogue()
  let done = 0
  for await (const record of store.descriptions()) {
    catalogue.add(record)
    announced.add(record)
    if (++done % 5_000 !== 0) continue
    control.progress({ step: 'reading records', done, total, unit: 'records' })
    await breathe(control)
  }
  return catalogue
}

/** Groups in the order of their first records in the store: read so, each page of it is read about once. */
function inOrderOfImport<Group extends { readonly records: readonly RecordId[] }>(
  { cards }: Catalogue,
  groups: readonly Group[],
): readonly Group[] {
  const groupOf = new Map(groups.map((group) => [group.records[0], group]))
  return cards.flatMap(({ id }) => groupOf.get(id) ?? [])
}

type NoticesAbout = ReturnType<AnnouncedNotices['about']>

/** Reports that a notice came in about since their view was merged. */
async function newlyNoticed(
  { store }: Review,
  groups: readonly { readonly id: ReportId; readonly records: readonly RecordId[] }[],
  about: NoticesAbout,
): Promise<ReadonlySet<ReportId>> {
  const ids = groups.filter(({ records }) => records.some((id) => about.has(id))).map(({ id }) => id)
  const stored = ids.length === 0 ? [] : await store.reportsById(ids)
  return new Set(stored.filter((report) => withAnnounced(report, about) !== report).map(({ id }) => id))
}

/** Its report is the record as it is. */
const isLone = (group: readonly RecordId[], about: NoticesAbout): boolean =>
  group.length === 1 && group.every((record) => !about.has(record))

/** The reports that groups make: merged views, read from the store two thousand at a time, and lone records. */
async function* reportsOf(
  { store }: Review,
  groups: readonly { readonly records: readonly RecordId[] }[],
  about: NoticesAbout,
  control: Control,
): AsyncIterable<readonly (Report | RecordId)[]> {
  for (let start = 0; start < groups.length; start += reportsPerStep) {
    const part = groups.slice(start, start + reportsPerStep).map(({ records }) => records)
    const records = await store.descriptionsById(part.filter((group) => !isLone(group, about)).flat())
    const byId = new Map(records.map((record) => [record.id, record]))
    yield part.map((group) => {
      const [only] = group
      if (isLone(group, about) && only !== undefined) return only
      const described = group.flatMap((id) => byId.get(id) ?? [])
      return withAnnounced(mergeRecords(described, fieldQuality), about)
    })
    const done = Math.min(start + reportsPerStep, groups.length)
    control.progress({ step: 'merging', done, total: groups.length, unit: 'reports' })
    await breathe(control)
  }
}
