import { cholesky, dot } from '../statistics/cholesky.ts'
import { innerProducts } from '../statistics/inner-products.ts'
import { seededRandom } from '../statistics/random.ts'
import { symmetricEigen } from '../statistics/symmetric-eigen.ts'
import type { ReportWords } from './report-words.ts'

/**
 * A library's words, and the directions in which its reports differ most (latent semantic analysis: Deerwester et
 * al. 1990, doi:10.1002/(SICI)1097-4571(199009)41:6<391). Words that stand in like reports lie in like directions,
 * so that what is learnt of one word holds for its neighbours. Made without any coding. Plain data: it can be
 * passed between threads.
 */
export interface WordSpace {
  readonly size: number
  readonly words: ReadonlyMap<string, number>
  /** How rare each word is: log((1 + reports) / (1 + reports with it)) + 1. */
  readonly rarity: Float64Array
  /** Per word, `size` numbers. */
  readonly directions: Float32Array
  /** How much of the library's variation each direction holds, largest first. */
  readonly strengths: Float64Array
}

/** More directions gain nothing on the reference data and cost time with every learning. */
const mostDirections = 128
/** The most frequent words that are kept: 10 MB of directions. */
const mostWords = 20_000
const titleWeight = 2

/** The space of these reports. Fewer than eight reports, or reports without words in common, give size 0. */
export function fitWordSpace(reports: readonly ReportWords[]): WordSpace {
  const counts = reports.map(countWords)
  const inReports = new Map<string, number>()
  for (const count of counts)
    for (const word of count.keys()) inReports.set(word, (inReports.get(word) ?? 0) + 1)
  const kept = [...inReports]
    .filter(([, n]) => n >= 2 && n <= reports.length / 2)
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, mostWords)
  const words = new Map(kept.map(([word], i) => [word, i]))
  const rarity = Float64Array.from(kept, ([, n]) => Math.log((1 + reports.length) / (1 + n)) + 1)
  const size = reports.length < 8 ? 0 : Math.min(mostDirections, Math.floor(reports.length / 2), words.size)
  const rows = counts.map((count) => weigh(count, words, rarity))
  const { directions, strengths } = mainDirections(rows, words.size, size)
  return { size, words, rarity, directions, strengths }
}

/** Where a report lies: a vector of length 1, or of zeros where it has no known word. */
export const placeOf = (space: WordSpace, report: ReportWords): Float64Array =>
  placeOfRow(space, weigh(countWords(report), space.words, space.rarity))

/** Where a single word lies, and how strongly: the sum over words is where a name lies. */
export function addWord(space: WordSpace, word: string, weight: number, place: Float64Array): void {
  const at = space.words.get(word)
  if (at === undefined) return
  const from = at * space.size
  const rare = weight * (space.rarity[at] ?? 0)
  for (let a = 0; a < space.size; a++) {
    place[a]! += rare * space.directions[from + a]! * space.strengths[a]!
  }
}

/** How alike two words are used: the cosine between them, 0 where one is unknown. */
export function wordCosine(space: WordSpace, one: string, other: string): number {
  const a = new Float64Array(space.size)
  const b = new Float64Array(space.size)
  addWord(space, one, 1, a)
  addWord(space, other, 1, b)
  return dot(normalise(a), normalise(b))
}

export function normalise(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector))
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= length
  return vector
}

/** How much each known word of a report weighs in where it lies: for saying which words speak for a code. */
export function knownWords(
  space: WordSpace,
  report: ReportWords,
): readonly (readonly [string, Float64Array])[] {
  const words = [...countWords(report).keys()].filter((word) => space.words.has(word))
  const row = weigh(countWords(report), space.words, space.rarity)
  const weightOf = new Map(Array.from(row.words, (word, i) => [word, row.weights[i]!]))
  return words.map((word) => {
    const at = space.words.get(word)!
    const weight = weightOf.get(at) ?? 0
    return [
      word,
      Float64Array.from(space.directions.subarray(at * space.size, (at + 1) * space.size), (x) => x * weight),
    ]
  })
}

interface Row {
  readonly words: Int32Array
  readonly weights: Float64Array
}

function countWords({ title, body }: ReportWords): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of title) counts.set(word, (counts.get(word) ?? 0) + titleWeight)
  for (const word of body) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** Sublinear term frequency times rarity, scaled to length 1. */
function weigh(
  counts: ReadonlyMap<string, number>,
  words: ReadonlyMap<string, number>,
  rarity: Float64Array,
): Row {
  const at: number[] = []
  const weights: number[] = []
  let squares = 0
  for (const [word, n] of counts) {
    const i = words.get(word)
    if (i === undefined) continue
    const weight = (1 + Math.log(n)) * (rarity[i] ?? 0)
    at.push(i)
    weights.push(weight)
    squares += weight * weight
  }
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
  return { words: Int32Array.from(at), weights: Float64Array.from(weights, (weight) => weight * scale) }
}

function placeOfRow({ size, directions }: WordSpace, row: Row): Float64Array {
  const place = new Float64Array(size)
  for (let i = 0; i < row.words.length; i++) {
    const from = row.words[i]! * size
    const weight = row.weights[i]!
    for (let a = 0; a < size; a++) place[a]! += weight * directions[from + a]!
  }
  return normalise(place)
}

/**
 * The leading right singular vectors by subspace iteration from a fixed random start (Halko, Martinsson and Tropp
 * 2011, doi:10.1137/090771806). Each direction is scaled by the square root of its strength against the
 * strongest, so that weak ones, which are mostly noise, count less.
 */
function mainDirections(
  rows: readonly Row[],
  words: number,
  size: number,
): { readonly directions: Float32Array; readonly strengths: Float64Array } {
  if (size === 0) return { directions: new Float32Array(0), strengths: new Float64Array(0) }
  const directions = new Float64Array(words * size)
  const random = seededRandom('directions')
  for (let i = 0; i < directions.length; i++) directions[i] = random.uniform() - 0.5
  const places = new Float64Array(rows.length * size)
  for (let round = 0; round < 3; round++) {
    multiply(rows, directions, places, size)
    orthonormalise(places, size)
    multiplyBack(rows, places, directions, size)
    if (round < 2) orthonormalise(directions, size)
  }
  const inner = innerProducts(directions, size)
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) inner[b * size + a] = inner[a * size + b]!
  const { values, vectors } = symmetricEigen(inner, size)
  const strengths = Float64Array.from(values, (value) => Math.sqrt(Math.max(value, 0)))
  const strongest = strengths[0] ?? 0
  const turn = new Float64Array(size * size)
  for (let b = 0; b < size; b++) {
    const strength = strengths[b]!
    // Nothing but rounding is left in a direction this weak.
    if (!(strength > 1e-3 * strongest)) continue
    const scale = Math.sqrt(strength / strongest) / strength
    for (let a = 0; a < size; a++) turn[a * size + b] = vectors[a * size + b]! * scale
  }
  const turned = new Float64Array(size)
  for (let from = 0; from < directions.length; from += size) {
    turned.fill(0)
    for (let a = 0; a < size; a++) {
      const value = directions[from + a]!
      if (value !== 0) for (let b = 0; b < size; b++) turned[b]! += value * turn[a * size + b]!
    }
    directions.set(turned, from)
  }
  return { directions: Float32Array.from(directions), strengths }
}

function multiply(rows: readonly Row[], from: Float64Array, to: Float64Array, size: number): void {
  to.fill(0)
  for (let r = 0; r < rows.length; r++) {
    const { words, weights } = rows[r]!
    const out = r * size
    for (let i = 0; i < words.length; i++) {
      const weight = weights[i]!
      const start = words[i]! * size
      for (let a = 0; a < size; a++) to[out + a]! += weight * from[start + a]!
    }
  }
}

function multiplyBack(rows: readonly Row[], from: Float64Array, to: Float64Array, size: number): void {
  to.fill(0)
  for (let r = 0; r < rows.length; r++) {
    const { words, weights } = rows[r]!
    const start = r * size
    for (let i = 0; i < words.length; i++) {
      const weight = weights[i]!
      const out = words[i]! * size
      for (let a = 0; a < size; a++) to[out + a]! += weight * from[start + a]!
    }
  }
}

/** Makes columns orthonormal by the Cholesky factor of their inner products. */
function orthonormalise(matrix: Float64Array, size: number): void {
  const inner = innerProducts(matrix, size)
  let trace = 0
  for (let a = 0; a < size; a++) trace += inner[a * size + a]!
  for (let a = 0; a < size; a++) inner[a * size + a]! += (1e-9 * trace) / size
  const lower = cholesky(inner, size, 1e-300)
  for (let from = 0; from < matrix.length; from += size) {
    for (let a = 0; a < size; a++) {
      let sum = matrix[from + a]!
      for (let b = 0; b < a; b++) sum -= lower[a * size + b]! * matrix[from + b]!
      matrix[from + a] = sum / lower[a * size + a]!
    }
  }
}
