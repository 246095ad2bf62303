import { isJoining } from '../text/common-words.ts'
import type { CuedField } from '../text/cued-text.ts'
import type { CodeName, CodeNames } from './code-names.ts'
import type { ReportWords } from './report-words.ts'

/** What in a report speaks for a code before anything is learnt; numbers of signs, in this order. */
export const signs = [
  'all words of the name',
  'all words in the title',
  'the name as a phrase',
  'the phrase in the title',
  'share of the name',
  'share of the name in the title',
  'a hyphenated word of the name',
  'how often the phrase stands',
  'how near the report lies to the name',
  'how much it resembles reports with the name',
] as const
export const signCount = signs.length
const all = 0
const allInTitle = 1
export const phrase = 2
const phraseInTitle = 3
const share = 4
const shareInTitle = 5
const compound = 6
const times = 7
/** The last two are filled in when the library has been read. */
export const nearName = signCount - 2
export const likeNamed = signCount - 1

/** The fields in which cues of a code stand. */
export type Cued = readonly CuedField[]

/** Finds the signs of all codes in one report after another. Not for several reports at once. */
export class SignReader {
  readonly #names: CodeNames
  readonly #hasCues: readonly boolean[]
  readonly #inTitle: Int32Array
  readonly #inReport: Int32Array
  readonly #starting: ReadonlyMap<
    number,
    readonly { readonly name: number; readonly order: readonly number[] }[]
  >
  readonly #compounds: ReadonlyMap<string, readonly number[]>
  #turn = 0

  constructor(names: CodeNames, hasCues: readonly boolean[]) {
    this.#names = names
    this.#hasCues = hasCues
    this.#inTitle = new Int32Array(names.termCount)
    this.#inReport = new Int32Array(names.termCount)
    const starting = new Map<number, { name: number; order: readonly number[] }[]>()
    const compounds = new Map<string, number[]>()
    for (const [i, name] of names.names.entries()) {
      for (const order of distinctOrders(name)) {
        const first = order[0]!
        starting.set(first, [...(starting.get(first) ?? []), { name: i, order }])
      }
      for (const word of name.compounds) compounds.set(word, [...(compounds.get(word) ?? []), name.code])
    }
    this.#starting = starting
    this.#compounds = compounds
  }

  /** Code after code, `signCount` numbers each. A cue counts as the name. */
  read(report: ReportWords, cued?: readonly (Cued | undefined)[]): Float32Array {
    const found = new Float32Array(this.#hasCues.length * signCount)
    this.#turn++
    this.#scan(report.title, true, found)
    this.#scan(report.body, false, found)
    for (const name of this.#names.names) this.#readName(name, found)
    for (let code = 0; code < this.#hasCues.length; code++) {
      if (this.#hasCues[code]) applyCues(found, code * signCount, cued?.[code])
      found[code * signCount + times] = Math.log1p(found[code * signCount + times]!)
    }
    return found
  }

  #scan(words: readonly string[], isTitle: boolean, found: Float32Array): void {
    const terms: (readonly number[])[] = []
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!
      const next = words[i + 1]
      for (const code of this.#compounds.get(word) ?? []) found[code * signCount + compound] = 1
      for (const code of (next === undefined ? undefined : this.#compounds.get(word + next)) ?? []) {
        found[code * signCount + compound] = 1
      }
      if (isJoining(word)) continue
      const standsFor = this.#names.termsOf.get(word) ?? none
      terms.push(standsFor)
      for (const term of standsFor) (isTitle ? this.#inTitle : this.#inReport)[term] = this.#turn
    }
    for (let i = 0; i < terms.length; i++) {
      for (const term of terms[i]!) {
        for (const { name, order } of this.#starting.get(term) ?? []) {
          if (!order.every((wanted, j) => terms[i + j]?.includes(wanted) === true)) continue
          const at = this.#names.names[name]!.code * signCount
          found[at + phrase] = 1
          found[at + times]!++
          if (isTitle) found[at + phraseInTitle] = 1
        }
      }
    }
  }

  #readName(name: CodeName, found: Float32Array): void {
    let total = 0
    let here = 0
    let titled = 0
    for (let i = 0; i < name.terms.length; i++) {
      const term = name.terms[i]!
      const weight = name.weights[i]!
      total += weight
      if (this.#isInTitle(term)) titled += weight
      if (this.#isIn(term)) here += weight
    }
    if (here === 0 || total === 0) return
    const strong = name.orders[0]!
    const at = name.code * signCount
    const raise = (sign: number, value: number): void => {
      if (value > found[at + sign]!) found[at + sign] = value
    }
    raise(share, here / total)
    raise(shareInTitle, titled / total)
    if (strong.every((term) => this.#isIn(term))) raise(all, 1)
    if (strong.every((term) => this.#isInTitle(term))) raise(allInTitle, 1)
  }

  #isInTitle(term: number): boolean {
    return this.#inTitle[term] === this.#turn
  }

  #isIn(term: number): boolean {
    return this.#inReport[term] === this.#turn || this.#inTitle[term] === this.#turn
  }
}

const none: readonly number[] = []

function distinctOrders({ orders }: CodeName): readonly (readonly number[])[] {
  const seen = new Map(orders.map((order) => [order.join(' '), order]))
  return [...seen.values()].filter((order) => order.length > 0)
}

/** Whoever wrote cues for a code said better than its name what to look for: of the name, only the share is left. */
function applyCues(found: Float32Array, at: number, cued: Cued | undefined): void {
  const isInTitle = cued?.includes('title') === true
  found[at + all] = found[at + phrase] = cued === undefined ? 0 : 1
  found[at + allInTitle] = found[at + phraseInTitle] = isInTitle ? 1 : 0
  found[at + times] = cued?.length ?? 0
  found[at + compound] = 0
  if (cued !== undefined) found[at + share] = 1
  if (isInTitle) found[at + shareInTitle] = 1
}
