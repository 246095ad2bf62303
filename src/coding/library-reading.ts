import { cholesky, dot, solveCholesky } from '../statistics/cholesky.ts'
import type { ListedCode } from './code-list.ts'
import { type CodeNames, readCodeNames } from './code-names.ts'
import { type Cued, likeNamed, nearName, SignReader, signCount } from './code-signs.ts'
import type { ReportWords } from './report-words.ts'
import { addWord, fitWordSpace, normalise, placeOf, type WordSpace } from './word-space.ts'

/** A number for where a report lies: `weights` times place, plus `constant`. */
export interface LinearForm {
  readonly weights: Float64Array
  readonly constant: number
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
  readonly nearName: readonly LinearForm[]
  readonly likeNamed: readonly LinearForm[]
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
  cued?: readonly (readonly (Cued | undefined)[])[],
): { readonly reading: LibraryReading; readonly reports: readonly ReadReport[] } {
  const space = fitWordSpace(reports)
  const names = readCodeNames(codes, space, reports)
  const hasCues = codes.map(({ code }) => code.cues.length > 0)
  const reader = new SignReader(names, hasCues)
  const read = reports.map((report, i) => ({
    place: placeOf(space, report),
    signs: reader.read(report, cued?.[i]),
  }))
  const spread = spreadOf(read, space.size)
  const reading: LibraryReading = {
    space,
    names,
    hasCues,
    nearName: codes.map((_, code) => standardise(nameDirection(space, names, code), spread)),
    likeNamed: resemblances(read, codes.length, spread),
  }
  for (const report of read) addResemblances(reading, report)
  return { reading, reports: read }
}

/** Reads reports one after another by what is known of their library. */
export function reportReader(
  reading: LibraryReading,
): (report: ReportWords, cued?: readonly (Cued | undefined)[]) => ReadReport {
  const reader = new SignReader(reading.names, reading.hasCues)
  return (report, cued) => {
    const read = { place: placeOf(reading.space, report), signs: reader.read(report, cued) }
    addResemblances(reading, read)
    return read
  }
}

function addResemblances(reading: LibraryReading, { place, signs }: ReadReport): void {
  for (let code = 0; code < reading.hasCues.length; code++) {
    const near = reading.nearName[code]!
    const like = reading.likeNamed[code]!
    signs[code * signCount + nearName] = near.constant + dot(near.weights, place)
    signs[code * signCount + likeNamed] = like.constant + dot(like.weights, place)
  }
}

/** Mean of the places, and their sums of squares and products about it. */
interface Spread {
  readonly size: number
  readonly reports: number
  readonly mean: Float64Array
  readonly products: Float64Array
}

function spreadOf(reports: readonly ReadReport[], size: number): Spread {
  const mean = new Float64Array(size)
  const products = new Float64Array(size * size)
  for (const { place } of reports) {
    for (let a = 0; a < size; a++) {
      const value = place[a]!
      mean[a]! += value / reports.length
      for (let b = 0; b <= a; b++) products[a * size + b]! += value * place[b]!
    }
  }
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      products[a * size + b]! -= reports.length * mean[a]! * mean[b]!
      products[b * size + a] = products[a * size + b]!
    }
  }
  return { size, reports: reports.length, mean, products }
}

function standardise(weights: Float64Array, { size, reports, mean, products }: Spread): LinearForm {
  let squares = 0
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) squares += weights[a]! * weights[b]! * products[a * size + b]!
  const deviation = Math.sqrt(Math.max(squares, 0) / Math.max(reports, 1))
  if (!(deviation > 1e-9)) return { weights: new Float64Array(size), constant: 0 }
  return { weights: weights.map((value) => value / deviation), constant: -dot(weights, mean) / deviation }
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
function resemblances(reports: readonly ReadReport[], codes: number, spread: Spread): readonly LinearForm[] {
  const { size, mean, products } = spread
  const penalised = Float64Array.from(products)
  for (let a = 0; a < size; a++) penalised[a * size + a]! += 5
  const lower = cholesky(penalised, size)
  return Array.from({ length: codes }, (_, code) => {
    const sum = new Float64Array(size)
    for (const { place, signs } of reports) {
      if (signs[code * signCount] === 1) for (let a = 0; a < size; a++) sum[a]! += place[a]! - mean[a]!
    }
    return standardise(solveCholesky(lower, sum), spread)
  })
}
