import { type Codebook, findDimension } from '../domain/codebook.ts'
import type { Interval } from '../statistics/intervals.ts'
import type { Random } from '../statistics/random.ts'
import type { CodedStudies } from './coded-studies.ts'
import {
  type Richness,
  type Saturation,
  saturation,
  type SearchCoverage,
  searchCoverage,
} from './coverage.ts'
import { type DirectionRow, directionRows, type PooledEffects, poolEffects } from './effects.ts'
import { type Integration, integration } from './integration.ts'
import { type LabelUse, labelUse } from './labels.ts'
import { capitalised, printList, printP, printShare, printStudies } from './print-numbers.ts'
import { answerQuestions, type QuestionAnswer } from './question-answers.ts'
import { type LiteraturePair, literaturePairs } from './separate-literatures.ts'
import { codeTrends, type DimensionTrend, studiesPerYear, type YearSeries } from './trends.ts'

/** One way of looking at the review's evidence: its numbers, and the sentences that say them. */
export interface View<Data> {
  readonly data: Data
  readonly lines: readonly string[]
}

/** The codebook's questions, each with its answer and what is missing. */
export function questionsView(index: CodedStudies): View<readonly QuestionAnswer[]> {
  const data = answerQuestions(index)
  const lines = data.flatMap(({ question, sentence, missing }) => [
    `${question.id} ${question.question}`,
    `  ${sentence}`,
    ...missing.map((line) => `  ${line}`),
  ])
  return { data, lines: lines.length > 0 ? lines : ['The codebook asks no questions.'] }
}

export interface DisciplinesData {
  readonly integration?: Integration
  readonly pairs: readonly LiteraturePair[]
}

/** Whether disciplines read each other. */
export function disciplinesView(index: CodedStudies, draws: number, random: Random): View<DisciplinesData> {
  const { codebook } = index.snapshot
  const role = codebook.roles?.discipline
  if (role === undefined || findDimension(codebook, role) === undefined)
    return { data: { pairs: [] }, lines: ['The codebook does not say which dimension is the discipline.'] }
  const integrated = integration(index, role, draws, random)
  if (integrated === undefined)
    return {
      data: { pairs: [] },
      lines: ['Who reads whom is not known: the review holds no reference lists.'],
    }
  const pairs = literaturePairs(index, integrated, topicDimensions(codebook))
  const label = labelsOf(codebook, role)
  const lines = [
    `Reference lists are known for ${integrated.known} of ${printStudies(integrated.coded)} with a discipline; only citations among included studies are seen.`,
    ...pairs.map(
      ({ a, b, sameTopics, observed, expected, flows, theories, separate }) =>
        `${label(a)} and ${label(b)}: topics alike ${sameTopics.toFixed(2)}; ${observed} citations between them, ${expected.toFixed(1)} expected (${flows.map(({ from, ratio, interval }) => `from ${label(from)} ${ratioInWords(ratio, interval)}`).join(', ')})${theories === undefined ? '' : `; theories shared: ${theories.shared.length}`}.${separate ? ' They study the same and do not read each other.' : ''}`,
    ),
    ...integrated.drawings.map(({ code, studies, citations, diversity, outward }) =>
      citations === 0
        ? `${label(code)}: no citation of an included study is seen from its ${printStudies(studies)}.`
        : `${label(code)}: ${printShare(outward)} of its ${citations} citations leave the discipline; Rao-Stirling diversity ${diversity.toFixed(2)}.`,
    ),
    `Coherence of the whole (mean distance between citing and cited discipline): ${integrated.coherence.toFixed(2)}.`,
  ]
  return { data: { integration: integrated, pairs }, lines }
}

const ratioInWords = (ratio: number, interval: Interval | undefined): string =>
  Number.isNaN(ratio)
    ? 'none expected'
    : `${ratio.toFixed(2)} of expected${interval === undefined ? '' : ` (${interval.low.toFixed(2)} to ${interval.high.toFixed(2)})`}`

/** When and where each label is used, and which are used for the same. */
export function termsView(index: CodedStudies): View<LabelUse | undefined> {
  const { codebook } = index.snapshot
  const role = codebook.roles?.term
  if (role === undefined || findDimension(codebook, role) === undefined)
    return { data: undefined, lines: ['The codebook does not say which dimension holds the terms.'] }
  const by = codebook.roles?.discipline
  const data = labelUse(index, role, {
    ...(by === undefined ? {} : { by }),
    topics: topicDimensions(codebook),
  })
  const label = labelsOf(codebook, role)
  const used = data.trend.codes.filter(({ studies }) => studies > 0)
  const pairs = data.pairs.toSorted((a, b) => b.sameTopics - a.sameTopics || b.together - a.together)
  return {
    data,
    lines: [
      ...used.map(
        ({ label: name, studies, first, last }) =>
          `${name}: ${printStudies(studies)}${first === undefined ? '' : first === last ? `, ${first}` : `, ${first} to ${last}`}.`,
      ),
      ...pairs.map(
        ({ a, b, together, expected, sameTopics, sameReferences, onlyA, onlyB }) =>
          `${label(a)} and ${label(b)}: together in ${printStudies(together)} (${expected.toFixed(1)} expected); topics alike ${sameTopics.toFixed(2)}${sameReferences === undefined ? '' : `, references alike ${sameReferences.toFixed(2)}`}, over the ${onlyA} and ${onlyB} studies that use only one.`,
      ),
    ],
  }
}

export interface CoverageData {
  readonly search?: SearchCoverage
  readonly saturation: readonly Saturation[]
}

/** What the search may have missed, and whether new studies still bring new codes. */
export function coverageView(index: CodedStudies): View<CoverageData> {
  const search = searchCoverage(index)
  const dimensions = index.snapshot.codebook.dimensions.filter(({ codes }) => codes.length > 0)
  const curves = dimensions.map(({ id }) => saturation(index, id)).filter(({ codes }) => codes.length > 1)
  const label = new Map(dimensions.map(({ id, label: name }) => [id, name]))
  const searched =
    search === undefined
      ? ['Which source found which report is not known.']
      : [
          ...(search.all === undefined
            ? ['All included reports come from one source, so nothing can be said of what it missed.']
            : [
                `${search.sources.length} sources together: ${search.all.seen} reports; at least about ${richnessInWords(search.all)} in all (Chao2).`,
              ]),
          capitalised(search.caveat),
          ...search.pairs.map(
            ({ sources, both, estimate }) =>
              `${sources.join(' and ')}: ${estimate.seen} reports, ${both} in both; about ${richnessInWords(estimate)} in all (Chapman).`,
          ),
        ]
  return {
    data: { ...(search === undefined ? {} : { search }), saturation: curves },
    lines: [
      ...searched,
      ...curves.map(
        ({ dimension, codes, lastGain, themes }) =>
          `${label.get(dimension) ?? dimension}: ${themes.seen} ${themes.seen === 1 ? 'code' : 'codes'} in ${printStudies(codes.length - 1)}; the last of them brought ${lastGain.toFixed(2)} new ones, on average over all orders.`,
      ),
    ],
  }
}

const richnessInWords = ({ estimate, interval }: Richness): string =>
  interval === undefined
    ? estimate.toFixed(0)
    : `${estimate.toFixed(0)} (${interval.low.toFixed(0)} to ${interval.high.toFixed(0)})`

export interface DirectionsData {
  readonly dimension: string
  readonly rows?: readonly DirectionRow[]
  readonly effects?: PooledEffects
}

/** Which way results point, by the codes of a dimension. */
export function directionsView(index: CodedStudies, dimension: string): View<DirectionsData> {
  const rows = directionRows(index, dimension)
  const effects = poolEffects(index, index.everyone)
  const stating = (row: DirectionRow): boolean => row.marks.some(({ direction }) => direction !== 'notStated')
  const silent = (rows ?? []).filter((row) => row.marks.length > 0 && !stating(row)).map(({ label }) => label)
  const lines =
    rows === undefined
      ? ['The codebook does not say which dimension is the direction of results.']
      : rows.filter(stating).map(({ label, marks, votes }) => {
          const stated = marks.filter(({ direction }) => direction !== 'notStated').length
          const said = `${label}: ${printStudies(marks.length)}, ${stated} with a direction`
          if (votes.votes === 0) return `${said}.`
          return `${said}; ${votes.positive} of ${votes.votes} that point one way are positive (${printShare(votes.share)}, ${printShare(votes.interval.low)} to ${printShare(votes.interval.high)}; ${printP('sign test p', votes.p)}).`
        })
  return {
    data: {
      dimension,
      ...(rows === undefined ? {} : { rows }),
      ...(effects === undefined ? {} : { effects }),
    },
    lines: [
      ...lines,
      ...(silent.length === 0 ? [] : [`No study states a direction: ${printList(silent)}.`]),
      ...(effects === undefined ? [] : [effectsInWords(effects)]),
    ],
  }
}

function effectsInWords({ measure, studies, unusable, result }: PooledEffects): string {
  const left = unusable.length === 0 ? '' : ` (${printStudies(unusable.length)} left out: no usable variance)`
  if (result === undefined)
    return `${capitalised(measure)}: ${printStudies(studies.length)}${left}, too few to pool.`
  const { hartungKnapp, prediction, tau2, i2, q, degreesOfFreedom, qP } = result
  const range = ({ low, high }: Interval): string => `${low.toFixed(2)} to ${high.toFixed(2)}`
  const next = prediction === undefined ? '' : `; a new study's true effect lies within ${range(prediction)}`
  return `${capitalised(measure)} of ${printStudies(studies.length)}${left}: ${hartungKnapp.estimate.toFixed(2)} (95 % ${range(hartungKnapp.interval)}, Hartung-Knapp)${next}; tau2 ${tau2.toFixed(3)}, I2 ${printShare(i2)}, Q ${q.toFixed(1)} on ${degreesOfFreedom} degrees of freedom (${printP('p', qP)}).`
}

export interface TrendsData {
  readonly all: YearSeries
  readonly dimension: DimensionTrend
}

/** Studies per year, and each code of a dimension over the years. */
export function trendsView(index: CodedStudies, dimension: string): View<TrendsData> {
  const all = studiesPerYear(index)
  const trend = codeTrends(index, dimension)
  const used = trend.codes.filter(({ studies }) => studies > 0)
  const unused = trend.codes.filter(({ studies }) => studies === 0).map(({ label }) => label)
  return {
    data: { all, dimension: trend },
    lines: [
      all.counts.length === 0
        ? 'No study has a known year.'
        : `${printStudies(index.studies.length)}, ${all.firstYear} to ${all.firstYear + all.counts.length - 1}${all.withoutYear > 0 ? `, ${all.withoutYear} without a year` : ''}.`,
      ...used.map(({ label, studies, first, last }) => {
        if (first === undefined || last === undefined)
          return `${label}: ${printStudies(studies)}, no year known.`
        return `${label}: ${printStudies(studies)}, ${first === last ? first : `${first} to ${last}`}.`
      }),
      ...(unused.length === 0 ? [] : [`No study: ${printList(unused)}.`]),
    ],
  }
}

/** Dimensions that say what a study is about: with codes, and not playing a part of their own. */
function topicDimensions(codebook: Codebook): readonly string[] {
  const { rigor, direction, discipline, term, theory, country } = codebook.roles ?? {}
  const parts = [rigor?.dimension, direction?.dimension, discipline, term, theory, country]
  return codebook.dimensions
    .filter(({ id, codes }) => codes.length > 0 && !parts.includes(id))
    .map(({ id }) => id)
}

function labelsOf(codebook: Codebook, dimension: string): (code: string) => string {
  const labels = new Map<string, string>()
  const walk = (codes: Codebook['dimensions'][number]['codes']): void => {
    for (const { id, label, children } of codes) {
      labels.set(id, label)
      walk(children)
    }
  }
  walk(findDimension(codebook, dimension)?.codes ?? [])
  return (code) => labels.get(code) ?? code
}
