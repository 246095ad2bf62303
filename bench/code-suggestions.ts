/*
 * How well codes are suggested as a coder goes on: `node bench/code-suggestions.ts [SET …] [--draws N] [--codes]`.
 * Reads ../shared/data/code-suggestion (skipped where it is not). Headings that indexers gave stand for codes; the
 * codebook is nothing but their names. SET: tuned (topics on which choices were made), held-back (topics looked at
 * when everything was chosen), all, spread (all topics with a list of codes like the protocol's).
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { type CodedReport, type CodeModel, learnCodes, scoreCodes } from '../src/coding/code-model.ts'
import { listCodes } from '../src/coding/code-list.ts'
import { type ReadReport, readLibrary, reportReader } from '../src/coding/library-reading.ts'
import { reportWords } from '../src/coding/report-words.ts'
import type { Codebook } from '../src/domain/codebook.ts'
import { readCodebook } from '../src/formats/codebook-yaml.ts'
import { seededRandom, shuffled } from '../src/statistics/random.ts'
import { fold } from '../src/text/fold.ts'
import { logisticBaseline, type SparseText, sparseTexts } from './logistic-baseline.ts'
import { headingGroups, perGroup, spreadHeadings } from './heading-groups.ts'
import { measure, type Measures, printPerCode } from './suggestion-measures.ts'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { draws: { type: 'string', default: '3' }, codes: { type: 'boolean', default: false } },
})
const draws = Number(flags.draws)
const tunedOn = new Set(['Opiods', 'ADHD', 'AtypicalAntipsychotics', 'Antihistamines'])
const codedCounts = [0, 10, 50, 200, 1000]

interface Labelled {
  readonly topic: string
  readonly title: string
  readonly abstract: string
  readonly headings: ReadonlySet<string>
}

const file = join(import.meta.dirname, '../../shared/data/code-suggestion/records.csv')
if (!existsSync(file)) {
  console.log('Skipped: the reference data beside the repository is not on this machine.')
  process.exit(0)
}
const everything = parse<Readonly<Record<string, string>>>(readFileSync(file), {
  columns: true,
  bom: true,
}).map(({ topic = '', title = '', abstract = '', codes = '' }): Labelled => ({
  topic,
  title,
  abstract,
  headings: new Set(codes.split('; ')),
}))
const sets: Readonly<Record<string, { readonly records: readonly Labelled[]; readonly test: number }>> = {
  tuned: { records: everything.filter(({ topic }) => tunedOn.has(topic)), test: 1800 },
  'held-back': { records: everything.filter(({ topic }) => !tunedOn.has(topic)), test: 1200 },
  all: { records: everything, test: 3000 },
  spread: { records: everything, test: 3000 },
}
for (const name of positionals.length > 0 ? positionals : Object.keys(sets)) run(name)

function run(name: string): void {
  const set = sets[name]
  if (set === undefined)
    throw new Error(`There is no set ${name}; there are ${Object.keys(sets).join(', ')}.`)
  const { records } = set
  const groups = name === 'spread' ? spreadHeadings : mostFrequent(records)
  const codes = listCodes(codebookOf(groups))
  const headings = Object.values(groups).flat()
  const truth = records.map((record) =>
    Uint8Array.from(headings, (heading) => Number(record.headings.has(heading))),
  )
  const perRecord = truth.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0) / records.length
  const words = records.map(reportWords)
  let start = cpuMs()
  const reading = readLibrary(codes, words)
  const readMs = cpuMs() - start
  const read = reportReader(reading)
  console.log(
    `\n${name}: ${records.length} records, ${headings.length} codes, ${perRecord.toFixed(2)} per record, ` +
      `${set.test} unseen for the test, ${draws} draws; library read in ${(readMs / 1000).toFixed(1)} s of a processor`,
  )
  const given = (i: number): Uint8Array => at(truth, i)
  const report = (i: number): ReadReport => at(reports, i)
  const reports = words.map((one) => read(one))
  const texts = sparseTexts(records)
  const keyword = keywords(records, headings)
  const found = new Map<string, { readonly measures: Measures[]; readonly ms: number[] }>()
  const note = (method: string, measures: Measures, ms?: number): void => {
    const noted = found.get(method) ?? { measures: [], ms: [] }
    found.set(method, noted)
    noted.measures.push(measures)
    if (ms !== undefined) noted.ms.push(ms)
  }
  for (let draw = 1; draw <= draws; draw++) {
    const order = shuffled([...records.keys()], seededRandom(draw))
    const test = order.slice(0, set.test)
    const pool = order.slice(set.test)
    const wanted = test.map(given)
    for (const count of codedCounts) {
      const chosen = pool.slice(0, count)
      const coded = chosen.map((i): CodedReport => ({ ...report(i), codes: Int8Array.from(given(i)) }))
      // Thresholds are chosen over some reports of the library, of which no label is used.
      const sample = pool.slice(-600).map(report)
      const times: number[] = []
      const learn = (): CodeModel => {
        start = cpuMs()
        const learnt = learnCodes(codes, coded, sample)
        times.push(cpuMs() - start)
        return learnt
      }
      learn()
      learn()
      const model = learn()
      const scores = test.map((i) => scoreCodes(model, report(i)))
      const suggested = scores.map((score) =>
        Uint8Array.from(score, (p, c) => Number(p >= (model.thresholds[c] ?? 1))),
      )
      const measures = measure(scores, suggested, wanted)
      note(`lacuna ${count}`, measures, Math.min(...times))
      if (flags.codes && draw === 1) printPerCode(`${name}, ${count} coded`, headings, measures)
      if (draw <= 2 && count !== 10)
        note(`keyword or LR ${count}`, baseline(texts, keyword, truth, chosen, test))
    }
  }
  console.log(
    'method and coded so far      P     R   micro F1 (range)      macro F1  top 5  top 10  ms to learn',
  )
  for (const row of [...found.keys()].toSorted(byName))
    printRow(row, found.get(row) ?? { measures: [], ms: [] })
}

/** Time of the processors in this process, which other programs at work do not change much. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** An item that is known to be there. */
function at<T>(list: readonly T[], i: number): T {
  const item = list[i]
  if (item === undefined) throw new RangeError(`There is no item ${i}.`)
  return item
}

function byName(a: string, b: string): number {
  const [left, right] = [a.split(' '), b.split(' ')]
  return left.length - right.length || Number(left.at(-1)) - Number(right.at(-1))
}

function printRow(
  name: string,
  { measures, ms }: { readonly measures: readonly Measures[]; readonly ms: readonly number[] },
): void {
  const mean = (value: (m: Measures) => number): string =>
    (measures.reduce((sum, m) => sum + value(m), 0) / measures.length).toFixed(3)
  const f1 = measures.map((m) => m.f1)
  const range = `${Math.min(...f1).toFixed(3)}-${Math.max(...f1).toFixed(3)}`
  const time =
    ms.length === 0
      ? ''
      : Math.max(...ms)
          .toFixed(0)
          .padStart(6)
  console.log(
    `${name.padEnd(22)} ${mean((m) => m.precision)} ${mean((m) => m.recall)}  ${mean((m) => m.f1)} (${range})  ` +
      `${mean((m) => m.macroF1)}    ${mean((m) => m.topFive)}  ${mean((m) => m.topTen)}  ${time}`,
  )
}

/** The most frequent headings of each group. */
function mostFrequent(records: readonly Labelled[]): Readonly<Record<string, readonly string[]>> {
  const count = (heading: string): number => records.filter(({ headings }) => headings.has(heading)).length
  return Object.fromEntries(
    Object.entries(headingGroups).map(([group, headings]) => {
      const counts = new Map(headings.map((heading) => [heading, count(heading)]))
      const sorted = headings.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
      return [group, sorted.slice(0, perGroup[group])]
    }),
  )
}

function codebookOf(groups: Readonly<Record<string, readonly string[]>>): Codebook {
  const dimensions = Object.entries(groups).map(([id, headings]) => ({
    id,
    type: 'multi',
    codes: headings.map((label, i) => ({ id: `c${i}`, label })),
  }))
  const { codebook } = readCodebook(
    JSON.stringify({ id: 'headings', title: 'Headings', version: '1', sources: [], dimensions }),
    'headings.yaml',
  )
  if (codebook === undefined) throw new Error('The headings are not a codebook.')
  return codebook
}

/** The protocol's keyword rule: all words of the name stand in title or abstract. */
function keywords(records: readonly Labelled[], headings: readonly string[]): readonly Uint8Array[] {
  const names = headings.map((heading) => fold(heading).split(' '))
  return records.map(({ title, abstract }) => {
    const words = new Set(fold(`${title} ${abstract}`).split(' '))
    return Uint8Array.from(names, (name) => Number(name.every((word) => words.has(word))))
  })
}

/** The protocol's best simple method: the keyword, or one logistic regression per code. */
function baseline(
  texts: readonly SparseText[],
  keyword: readonly Uint8Array[],
  truth: readonly Uint8Array[],
  coded: readonly number[],
  test: readonly number[],
): Measures {
  const codes = truth[0]?.length ?? 0
  const scores = test.map((i) => Float64Array.from(keyword[i] ?? []))
  for (let c = 0; c < codes && coded.length > 0; c++) {
    const predict = logisticBaseline(
      coded.map((i) => at(texts, i)),
      coded.map((i) => truth[i]?.[c] ?? 0),
    )
    for (const [t, i] of test.entries()) {
      const p = predict(at(texts, i))
      scores[t]?.fill(keyword[i]?.[c] === 1 ? Math.max(p, 0.5) + p / 10 : p, c, c + 1)
    }
  }
  const suggested = scores.map((score) => Uint8Array.from(score, (p) => Number(p >= 0.5)))
  return measure(
    scores,
    suggested,
    test.map((i) => truth[i] ?? new Uint8Array(codes)),
  )
}
