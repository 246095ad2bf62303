import { type ListedCode, listCodes } from '../coding/code-list.ts'
import { type CodedReport, type CodeModel, learnCodes } from '../coding/code-model.ts'
import { codeSuggester, findCued } from '../coding/code-suggestion.ts'
import { labelsOf } from '../coding/coded-labels.ts'
import { type LibraryReading, type ReadReport, readLibrary, reportReader } from '../coding/library-reading.ts'
import { reportWords } from '../coding/report-words.ts'
import { findDimension } from '../domain/codebook.ts'
import { type FoldedLog, foldLog } from '../domain/coding.ts'
import type { Coder, Decision } from '../domain/decision.ts'
import { type Report, type ReportId, reportIndex } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { sampleReports, visibleCodings } from './visible-codings.ts'

/** What a learning thread gives away, and when. */
export type LearningNews =
  | {
      readonly kind: 'read'
      readonly reading: LibraryReading
      /** The agreement sample. */
      readonly sample: readonly ReportId[]
    }
  | Learnt

export interface Learnt {
  readonly kind: 'learnt'
  readonly model: CodeModel
  readonly sample: readonly ReportId[]
  /** This coder's own coded reports and where they lie, for finding similar ones. */
  readonly own: readonly ReportId[]
  readonly places: readonly Float64Array[]
}

/**
 * Reports that a library is read from: coded ones and those that anybody has included first, then others, by id, which is as good as at
 * random. More make the words' directions no better on the reference data, and every thousand takes a second or two.
 */
const mostRead = 4000
/** Reports over which thresholds are chosen: fewer where there are many codes, at least 200. */
const sampled = (codes: number): number => Math.round(Math.min(600, Math.max(200, 60_000 / codes)))

/** Reads a review's library once and learns from its log again and again. What it knows depends only on these. */
export class CodeLearning {
  readonly #review: Review
  readonly #coder: Coder
  readonly #codes: readonly ListedCode[]
  #resolve: (id: ReportId) => ReportId | undefined = (id) => id
  #log: Decision[] = []
  #reader: ReturnType<typeof reportReader> | undefined
  #suggest: ReturnType<typeof codeSuggester> | undefined
  #sample: readonly ReadReport[] = []
  readonly #read = new Map<ReportId, ReadReport>()

  constructor(review: Review, coder: Coder) {
    this.#review = review
    this.#coder = coder
    this.#codes = listCodes(review.codebook)
  }

  async readLibrary(): Promise<LearningNews> {
    const { store } = this.#review
    const documents = await store.memberships()
    this.#resolve = reportIndex(documents)
    this.#log = [...(await store.decisions())]
    const folded = foldLog(this.#log, this.#resolve)
    const wanted = new Set([...folded.coding.keys(), ...everIncluded(folded)].toSorted())
    for (const { id } of documents.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      if (wanted.size >= mostRead) break
      wanted.add(id)
    }
    const reports = await this.#reportsOf([...wanted].slice(0, mostRead).toSorted())
    const reading = readLibrary(
      this.#codes,
      reports.map(reportWords),
      (i) => findCued(this.#codes, reports[i] ?? {}).cued,
    )
    this.#reader = reportReader(reading)
    this.#suggest = codeSuggester(this.#codes, reading)
    const step = Math.max(1, Math.floor(reports.length / sampled(this.#codes.length)))
    this.#sample = reports
      .filter((_, i) => i % step === 0)
      .flatMap((report) => this.#readReport(report) ?? [])
    return { kind: 'read', reading, sample: [...sampleReports(folded)] }
  }

  async learn(): Promise<Learnt> {
    this.#log.push(...(await this.#review.store.decisions(this.#log.at(-1)?.id)))
    const folded = foldLog(this.#log, this.#resolve)
    const codings = visibleCodings(this.#review, this.#coder, this.#log, folded, this.#resolve)
    const ids = [...codings.keys()].toSorted()
    for (const report of await this.#reportsOf(ids.filter((id) => !this.#read.has(id)))) {
      const read = this.#readReport(report)
      if (read !== undefined) this.#read.set(report.id, read)
    }
    const coded: CodedReport[] = []
    const own: ReportId[] = []
    const places: Float64Array[] = []
    for (const id of ids) {
      const read = this.#read.get(id)
      if (read === undefined) continue
      coded.push({ ...read, codes: labelsOf(this.#codes, codings.get(id) ?? new Map()) })
      const dimensions = folded.coding.get(id)
      if (dimensions === undefined) continue
      if (![...dimensions.values()].some((coders) => coders.has(this.#coder))) continue
      own.push(id)
      places.push(read.place)
    }
    const model = learnCodes(this.#codes, coded, this.#sample)
    return { kind: 'learnt', model, sample: [...sampleReports(folded)], own, places }
  }

  /** Per dimension the codes more probable than not; one at most where only one can be given. */
  likelyCodes(report: Report, model: CodeModel): ReadonlyMap<string, readonly string[]> {
    const likely = new Map<string, string[]>()
    for (const { dimension, code, probability } of this.#suggest?.(report, model) ?? []) {
      if (probability <= 0.5) continue
      const type = findDimension(this.#review.codebook, dimension)?.type
      const codes = likely.get(dimension)
      if (codes === undefined) likely.set(dimension, [code])
      else if (type === 'multi') codes.push(code)
    }
    return likely
  }

  #readReport(report: Report): ReadReport | undefined {
    return this.#reader?.(reportWords(report), findCued(this.#codes, report).cued)
  }

  async #reportsOf(ids: readonly ReportId[]): Promise<readonly Report[]> {
    const reports: Report[] = []
    for (let i = 0; i < ids.length; i += 500)
      reports.push(...(await this.#review.store.reportsById(ids.slice(i, i + 500))))
    return reports.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  }
}

/** Only their words are read: nothing shows whose verdict it was. */
const everIncluded = ({ screening }: FoldedLog): readonly ReportId[] =>
  [...screening].flatMap(([id, stages]) =>
    [...stages.values()].some((coders) => [...coders.values()].some(({ verdict }) => verdict === 'include'))
      ? [id]
      : [],
  )
