import type { SettledCoding } from '../domain/coding.ts'
import type { CodeValue, Evidence } from '../domain/decision.ts'
import { isMachine, logHash, standingDecisions } from '../domain/decision.ts'
import { gapJudgements } from '../domain/gap-judgement.ts'
import type { Report, ReportId } from '../domain/report.ts'
import type {
  ReviewSnapshot,
  SnapshotCoding,
  SnapshotReport,
  SnapshotStudy,
  SourceCount,
} from '../domain/snapshot.ts'
import type { Study } from '../domain/study.ts'
import type { Review } from './review.ts'
import { readStanding, type ReviewStanding, settledCodings } from './standing.ts'

/**
 * The whole review as plain data, as a map computes from it. The same project content gives the same snapshot:
 * nothing in it depends on the clock, the machine or the order of import.
 */
export async function readSnapshot(
  review: Review,
  tool: ReviewSnapshot['tool'],
): Promise<{ readonly snapshot: ReviewSnapshot; readonly standing: ReviewStanding }> {
  const standing = await readStanding(review)
  const reports = new Map((await reportsOf(review, standing)).map((report) => [report.id, report]))
  const { settings, codebook } = review
  const searchedTo = standing.searches
    .map((search) => search.date)
    .toSorted()
    .at(-1)
  const judgements = gapJudgements(standing.log)
  const snapshot: ReviewSnapshot = {
    format: 'lacuna-snapshot/1',
    tool,
    review: {
      title: settings.title,
      ...(settings.question === undefined ? {} : { question: settings.question }),
      version: settings.version,
      authors: settings.authors,
      ...(settings.contact === undefined ? {} : { contact: settings.contact }),
      ...(settings.licence === undefined ? {} : { licence: settings.licence }),
      ...(settings.publisher === undefined ? {} : { publisher: settings.publisher }),
      ...(settings.doi === undefined ? {} : { doi: settings.doi }),
      ...(searchedTo === undefined ? {} : { searchedTo }),
    },
    codebook,
    codingRule: settings.codingRule,
    searches: standing.searches.map((search) => ({ ...search, retrieved: search.retrieved ?? 0 })),
    sources: sourceCounts(standing),
    flow: standing.flow,
    studies: standing.studies.map((study) => snapshotStudy(review, standing, study, reports)),
    ...(judgements.length === 0 ? {} : { gapJudgements: judgements }),
    coders: coderCounts(standing),
    log: logFacts(standing.log),
  }
  return { snapshot, standing }
}

function logFacts(log: ReviewStanding['log']): ReviewSnapshot['log'] {
  const standing = standingDecisions(log)
  // A machine's entries count by what they say, not by when: its clock must not change the map.
  const latest = standing
    .filter(({ coder }) => !isMachine(coder))
    .reduce((newest, { at }) => (at > newest ? at : newest), '')
    .slice(0, 10)
  return { entries: standing.length, hash: logHash(log), ...(latest === '' ? {} : { latest }) }
}

async function reportsOf(review: Review, standing: ReviewStanding): Promise<readonly Report[]> {
  return review.store.reportsById(standing.included)
}

function snapshotStudy(
  review: Review,
  standing: ReviewStanding,
  study: Study,
  reports: ReadonlyMap<ReportId, Report>,
): SnapshotStudy {
  return {
    id: study.id,
    reports: study.reports.flatMap((id) => {
      const report = reports.get(id)
      return report === undefined ? [] : [snapshotReport(standing, report)]
    }),
    codings: studyCodings(review, standing, study),
  }
}

function snapshotReport(standing: ReviewStanding, report: Report): SnapshotReport {
  const { records: _records, provenance: _provenance, ...bibliography } = report
  const verdicts = standing.standings.get(report.id)
  const last = verdicts?.fullText ?? verdicts?.titleAbstract
  const sources = report.records.flatMap((record) => standing.origins.get(record)?.source ?? [])
  return {
    ...bibliography,
    includedBy: last === undefined || last === 'conflict' ? 'rule' : last.by,
    sources: [...new Set(sources)].toSorted(),
  }
}

/**
 * The codings of a study: those of its reports. Where several reports are coded on one multi-valued dimension
 * their codes are united; otherwise the first report's coding counts.
 */
function studyCodings(review: Review, standing: ReviewStanding, study: Study): readonly SnapshotCoding[] {
  const perReport = study.reports.map((report) => settledCodings(review, standing.folded, report))
  return review.codebook.dimensions.flatMap((dimension): SnapshotCoding[] => {
    const codings = perReport.flatMap((byDimension) => byDimension.get(dimension.id) ?? [])
    const [first] = codings
    if (first === undefined) return []
    const value = dimension.type === 'multi' ? unite(codings) : first.value
    const coders = [...new Set(codings.flatMap((coding) => coding.coders))].toSorted()
    const evidence = study.reports.flatMap((report) => evidenceFor(standing, report, dimension.id, coders))
    return [
      {
        dimension: dimension.id,
        value,
        by: first.by,
        coders,
        ...(evidence.length === 0 ? {} : { evidence }),
      },
    ]
  })
}

function unite(codings: readonly SettledCoding[]): CodeValue {
  const codes = codings.flatMap(({ value }) => ('codes' in value ? value.codes : []))
  return { codes: [...new Set(codes)].toSorted() }
}

function evidenceFor(
  standing: ReviewStanding,
  report: ReportId,
  dimension: string,
  coders: readonly string[],
): readonly Evidence[] {
  const byCoder = standing.folded.coding.get(report)?.get(dimension)
  const quotes = coders.flatMap((coder) => byCoder?.get(coder)?.evidence ?? [])
  const reconciled = standing.folded.reconciled.get(report)?.get(dimension)?.outcome
  const agreed = reconciled !== undefined && 'evidence' in reconciled ? (reconciled.evidence ?? []) : []
  const all = new Map([...agreed, ...quotes].map((quote) => [`${quote.code ?? ''}\n${quote.quote}`, quote]))
  return [...all.values()]
}

function sourceCounts(standing: ReviewStanding): readonly SourceCount[] {
  const searchOf = new Map(standing.searches.map((search) => [search.id, search]))
  const counts = new Map<string, { search: string; records: number; onlyHere: number }>()
  for (const document of standing.documents) {
    const sources = document.records.map((record) => standing.origins.get(record))
    const isAlone = new Set(sources.map((origin) => origin?.source)).size === 1
    for (const [i, origin] of sources.entries()) {
      if (origin === undefined) continue
      const count = counts.get(origin.source) ?? { search: origin.search, records: 0, onlyHere: 0 }
      count.records++
      if (isAlone && i === 0) count.onlyHere++
      counts.set(origin.source, count)
    }
  }
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, { search, records, onlyHere }]) => {
      const { database, channel = 'database' } = searchOf.get(search) ?? {}
      return { source, ...(database === undefined ? {} : { database }), channel, records, onlyHere }
    })
}

function coderCounts(standing: ReviewStanding): ReviewSnapshot['coders'] {
  const counts = new Map<string, number>()
  for (const { coder } of standingDecisions(standing.log)) counts.set(coder, (counts.get(coder) ?? 0) + 1)
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([coder, decisions]) => ({ coder, decisions }))
}
