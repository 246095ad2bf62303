import { type CueSet, findCues, findNearMisses } from './cue.ts'

/** A stretch of a text in which cues stand, or what only looks like one. */
export interface CueMark<Key> {
  readonly kind: 'cue' | 'near-miss'
  /** Offsets in the text, in UTF-16 units, end exclusive. */
  readonly start: number
  readonly end: number
  /** Whose cues or near-misses stand here. */
  readonly keys: readonly Key[]
}

/** What one code's cues and near-misses match in a text. */
export interface CodeMatches<Key> {
  readonly cues: readonly Match<Key>[]
  readonly nearMisses: readonly Match<Key>[]
}

interface Match<Key> {
  readonly key: Key
  readonly start: number
  readonly end: number
}

export function matchCode<Key>(text: string, key: Key, set: CueSet): CodeMatches<Key> {
  const cues = findCues(set, text).map((match) => ({ ...match, key }))
  const nearMisses = set.nearMisses.length === 0 ? [] : findNearMisses(set, text)
  return { cues, nearMisses: nearMisses.map((match) => ({ ...match, key })) }
}

/**
 * Where the cues of many codes stand in one text, as stretches that do not overlap, in order: overlapping cues
 * are one stretch. A near-miss is told only where no cue counts.
 */
export function uniteMatches<Key>(matches: readonly CodeMatches<Key>[]): readonly CueMark<Key>[] {
  const marks = united(
    'cue',
    matches.flatMap(({ cues }) => cues),
  )
  const apart = matches
    .flatMap(({ nearMisses }) => nearMisses)
    .filter((miss) => !marks.some((mark) => mark.start < miss.end && miss.start < mark.end))
  return [...marks, ...united('near-miss', apart)].toSorted((a, b) => a.start - b.start)
}

/** The same in one go. */
export const markCues = <Key>(
  text: string,
  sets: readonly { readonly key: Key; readonly set: CueSet }[],
): readonly CueMark<Key>[] => uniteMatches(sets.map(({ key, set }) => matchCode(text, key, set)))

function united<Key>(kind: CueMark<Key>['kind'], matches: readonly Match<Key>[]): readonly CueMark<Key>[] {
  const marks: { kind: CueMark<Key>['kind']; start: number; end: number; keys: Key[] }[] = []
  for (const { key, start, end } of matches.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = marks.at(-1)
    if (last === undefined || start >= last.end) marks.push({ kind, start, end, keys: [key] })
    else {
      last.end = Math.max(last.end, end)
      if (!last.keys.includes(key)) last.keys.push(key)
    }
  }
  return marks
}
