import { cholesky, dot, solveCholesky } from '../statistics/cholesky.ts'
import { innerProducts } from '../statistics/inner-products.ts'
import type { ListedCode } from './code-list.ts'
import { type CodeNames, readCodeNames } from './code-names.ts'
import { type Cued, likeNamed, nearName, SignReader, signCount } from './code-signs.ts'
import type { ReportWords } from './report-words.ts'
import { addWord, fitWordSpace, normalise, placeOf, type WordSpace } from './word-space.ts'

/** For each code a number for where a report lies: weights times place, plus a constant. */
export interface LinearForms {
  readonly weights: Float64Array
  readonly constants: Float64Array
}

/**
 * What can be known of a library before anything is coded: its words, how the codes' names stand in it, and for
 * each code two measures of how much a report is about it, both with mean 0 and standard deviation 1 over the
 * library: how near it lies to the name's words, and how much it resembles the reports in which the name (or a
 * cue) stands. Plain data.
 */
export interface LibraryReading {
  readonly space: WordSpace
  readonly names: CodeNames
  readonly hasCues: readonly boolean[]
  readonly nearName: LinearForms
  readonly likeNamed: LinearForms
}

/** A report as models see it: where it lies, and the signs of every code in it. */
export interface ReadReport {
  readonly place: Float64Array
  readonly signs: Float32Array
}

/** Reads a library, or a sample of it. `cued` says for each report which codes' cues stand in it. */
export function readLibrary(
  codes: readonly ListedCode[],
  reports: readonly ReportWords[],
  cued?: (report: number) => readonly (Cued | undefined)[],
): LibraryReading {
  const space = fitWordSpace(reports)
  const { size } = space
  const names = readCodeNames(codes, space, reports)
  const hasCues = codes.map(({ code }) => code.cues.length > 0)
  const reader = new SignReader(names, hasCues)
  const places = new Float64Array(reports.length * size)
  const named = new Float64Array(codes.length * size)
  const namedReports = new Float64Array(codes.length)
  for (const [i, report] of reports.entries()) {
    const place = placeOf(space, report)
    places.set(place, i * size)
    const signs = reader.read(report, cued?.(i))
    for (let code = 0; code < codes.length; code++) {
      if (signs[code * signCount] !== 1) continue
      namedReports[code]!++
      for (let a = 0; a < size; a++) named[code * size + a]! += place[a]!
    }
  }
  const spread = spreadOf(places, reports.length, size)
  const near = codes.map((_, code) => nameDirection(space, names, code))
  return {
    space,
    names,
    hasCues,
    nearName: standardise(near, spread),
    likeNamed: standardise(resemblances(named, namedReports, spread), spread),
  }
}

/** Reads reports one after another by what is known of their library. */
export function reportReader(
  reading: LibraryReading,
): (report: ReportWords, cued?: readonly (Cued | undefined)[]) => ReadReport {
  const reader = new SignReader(reading.names, reading.hasCues)
  return (report, cued) => {
    const place = placeOf(reading.space, report)
    const signs = reader.read(report, cued)
    fill(signs, nearName, reading.nearName, place)
    fill(signs, likeNamed, reading.likeNamed, place)
    return { place, signs }
  }
}

function fill(
  signs: Float32Array,
  sign: number,
  { weights, constants }: LinearForms,
  place: Float64Array,
): void {
  const size = place.length
  for (let code = 0; code < constants.length; code++) {
    const from = code * size
    let even = constants[code]!
    let odd = 0
    let a = 0
    for (; a + 1 < size; a += 2) {
      even += weights[from + a]! * place[a]!
      odd += weights[from + a + 1]! * place[a + 1]!
    }
    if (a < size) even += weights[from + a]! * place[a]!
    signs[code * signCount + sign] = even + odd
  }
}

/** Mean of the places, and their sums of squares and products about it. */
interface Spread {
  readonly size: number
  readonly reports: number
  readonly mean: Float64Array
  readonly products: Float64Array
}

function spreadOf(places: Float64Array, reports: number, size: number): Spread {
  const mean = new Float64Array(size)
  for (let i = 0; i < reports; i++) for (let a = 0; a < size; a++) mean[a]! += places[i * size + a]! / reports
  const products = innerProducts(places, size)
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      products[a * size + b]! -= reports * mean[a]! * mean[b]!
      products[b * size + a] = products[a * size + b]!
    }
  }
  return { size, reports, mean, products }
}

function standardise(forms: readonly Float64Array[], { size, reports, mean, products }: Spread): LinearForms {
  const weights = new Float64Array(forms.length * size)
  const constants = new Float64Array(forms.length)
  for (const [code, form] of forms.entries()) {
    let squares = 0
    for (let a = 0; a < size; a++)
      squares += form[a]! * dot(products.subarray(a * size, (a + 1) * size), form)
    const deviation = Math.sqrt(Math.max(squares, 0) / Math.max(reports, 1))
    if (!(deviation > 1e-9)) continue
    for (let a = 0; a < size; a++) weights[code * size + a] = form[a]! / deviation
    constants[code] = -dot(form, mean) / deviation
  }
  return { weights, constants }
}

/** Where the words of a code's names lie. */
function nameDirection(space: WordSpace, { names, termsOf }: CodeNames, code: number): Float64Array {
  const place = new Float64Array(space.size)
  const terms = new Set(names.flatMap((name) => (name.code === code ? name.terms : [])))
  if (terms.size === 0) return place
  for (const [word, standsFor] of termsOf) {
    if (standsFor.some((term) => terms.has(term))) addWord(space, word, 1, place)
  }
  return normalise(place)
}

/** For each code the ridge regression, on place, of whether all words of its name (or a cue) stand in a report. */
function resemblances(
  named: Float64Array,
  namedReports: Float64Array,
  { size, mean, products }: Spread,
): readonly Float64Array[] {
  const penalised = Float64Array.from(products)
  for (let a = 0; a < size; a++) penalised[a * size + a]! += 5
  const lower = cholesky(penalised, size)
  return Array.from(namedReports, (count, code) => {
    const sum = named.slice(code * size, (code + 1) * size)
    for (let a = 0; a < size; a++) sum[a]! -= count * mean[a]!
    return solveCholesky(lower, sum)
  })
}
