import { foldForLiterals, literalsOf } from './cue-literals.ts'
import { LetterSieve, sieved, type SievedRun } from './letter-sieve.ts'

/**
 * Cues: how codebooks say which words suggest a code. One notation, so that codebooks stay readable:
 *
 * - a phrase matches whole words in any case, accents as written: `night school`
 * - a hyphen matches any hyphen, a space or nothing: `e-learning` finds e-learning, elearning, e learning,
 *   (e)learning, e‐learning with U+2010
 * - `*` at the end of a word matches the rest of it: `pre-school*`
 * - `(a|b)` are alternatives: `pre-(school|primary)`
 * - `~` between words: both in this order and in the same sentence, at most eight words apart
 * - `…` (or `...`) between words: both in this order, anywhere in the same text
 * - `/…/flags` is a JavaScript regular expression for what the notation cannot say
 */
export interface CueMatch {
  readonly cue: string
  /** Offsets in the text, in UTF-16 units, end exclusive. */
  readonly start: number
  readonly end: number
}

/** Compiled cues and near-misses of one code. */
export interface CueSet {
  readonly cues: readonly CompiledCue[]
  readonly nearMisses: readonly CompiledCue[]
}

interface CompiledCue {
  readonly cue: string
  /** Every match contains one of these: a text without them need not be searched. */
  readonly needs?: readonly SievedRun[]
  /** Compiled when first needed: a codebook has a thousand cues, and most texts need few of them. */
  readonly pattern: () => RegExp
}

/** Compiles one code's cues. Throws a SyntaxError that names the cue when a regular expression is malformed. */
export function compileCues(cues: readonly string[], nearMisses: readonly string[]): CueSet {
  return { cues: cues.map(compileCue), nearMisses: nearMisses.map(compileCue) }
}

/** Where a code's cues occur in a text, in order; a cue that overlaps a near-miss does not count. */
export function findCues(set: CueSet, text: string): readonly CueMatch[] {
  if (text === '') return []
  const sieve = sieveOf(text)
  const hits = set.cues.flatMap((cue) => matches(cue, text, sieve))
  if (hits.length === 0) return []
  const misses = set.nearMisses.flatMap((cue) => matches(cue, text, sieve))
  return hits
    .filter((hit) => !misses.some((miss) => hit.start < miss.end && miss.start < hit.end))
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
}

/** Where near-misses occur, for faces that mark them. */
export const findNearMisses = (set: CueSet, text: string): readonly CueMatch[] =>
  set.nearMisses.flatMap((cue) => matches(cue, text, sieveOf(text)))

const lastSieves = new Map<string, LetterSieve>()

/** The last few texts are kept: the parts of one report are searched for all the codes of a codebook in turn. */
function sieveOf(text: string): LetterSieve {
  let sieve = lastSieves.get(text)
  if (sieve === undefined) {
    if (lastSieves.size >= 8) lastSieves.clear()
    lastSieves.set(text, (sieve = new LetterSieve(foldForLiterals(text))))
  }
  return sieve
}

function matches({ cue, needs, pattern }: CompiledCue, text: string, sieve: LetterSieve): CueMatch[] {
  if (needs !== undefined && !needs.some((need) => sieve.contains(need))) return []
  return [...text.matchAll(pattern())]
    .filter((match) => match[0] !== '')
    .map((match) => ({ cue, start: match.index, end: match.index + match[0].length }))
}

function compileCue(cue: string): CompiledCue {
  const literal = /^\/(.+)\/([a-z]*)$/su.exec(cue)
  const compile = (): RegExp => {
    try {
      if (literal?.[1] !== undefined) return new RegExp(literal[1], `${literal[2] ?? ''}g`)
      return new RegExp(phrasePattern(cue), 'giu')
    } catch (cause) {
      throw new SyntaxError(`The cue "${cue}" is not a valid pattern.`, { cause })
    }
  }
  let compiled: RegExp | undefined
  const pattern = (): RegExp => (compiled ??= compile())
  // Only these can be malformed; an unusable cue must not wait for a text to be noticed.
  if (literal !== null || /[()|]/.test(cue)) pattern()
  const needs = literalsOf(cue)
  return needs === undefined ? { cue, pattern } : { cue, pattern, needs: needs.map(sieved) }
}

const anyHyphen = String.raw`\)?[-\u00AD\u2010\u2011\u2012\u2013\u2212\s]?\)?`
/** Up to eight words, the first and last ones parted from their neighbours, within a sentence. */
const fewWords = String.raw`(?![\p{L}\p{N}])(?:[^\p{L}\p{N}.!?]+[\p{L}\p{N}]+){0,8}?[^\p{L}\p{N}.!?]+`
const anySpace = String.raw`[\s\u00A0\-\u2010\u2011]+`

function phrasePattern(cue: string): string {
  const body = cue
    .trim()
    .split(/\s*(?:…|\.\.\.)\s*/u)
    .map((part) =>
      part
        .split(/\s*~\s*/u)
        .map(wordsPattern)
        .join(fewWords),
    )
    .join(String.raw`(?![\p{L}\p{N}])[\s\S]*?(?<![\p{L}\p{N}])`)
  return String.raw`(?<![\p{L}\p{N}])\(?${body}(?![\p{L}\p{N}])`
}

const wordsPattern = (words: string): string => words.split(/\s+/u).map(wordPattern).join(anySpace)

function wordPattern(word: string): string {
  return [...word]
    .map((character) => {
      if (character === '-') return anyHyphen
      if (character === '*') return String.raw`[\p{L}\p{N}]*`
      if ('(|)'.includes(character)) return character === '(' ? '(?:' : character
      return character.replace(/[\\^$.+?[\]{}/]/u, String.raw`\$&`)
    })
    .join('')
}
