/** An item that matches what was typed, with which of its characters did. */
export interface FuzzyMatch<T> {
  readonly item: T
  readonly score: number
  /** Offsets in the item's text, in UTF-16 units. */
  readonly at: readonly number[]
}

/**
 * Items whose text holds the typed characters in their order, best first: runs and beginnings of words count most,
 * then short texts, then the order given. All items, unscored, where nothing is typed.
 */
export function fuzzy<T>(
  items: readonly T[],
  typed: string,
  textOf: (item: T) => string,
): readonly FuzzyMatch<T>[] {
  const wanted = [...typed.toLowerCase().replace(/\s+/gu, '')]
  if (wanted.length === 0) return items.map((item) => ({ item, score: 0, at: [] }))
  return items
    .flatMap((item) => {
      const text = textOf(item)
      const at = bestPlaces(text.toLowerCase(), wanted)
      return at === undefined ? [] : [{ item, at, score: scoreOf(text, at) }]
    })
    .toSorted((a, b) => b.score - a.score)
}

/** The places that score best among those that begin at each occurrence of the first character. */
function bestPlaces(text: string, wanted: readonly string[]): readonly number[] | undefined {
  const [first = ''] = wanted
  let best: readonly number[] | undefined
  for (let from = text.indexOf(first); from !== -1; from = text.indexOf(first, from + 1)) {
    const at = placesFrom(text, wanted, from)
    if (at === undefined) break
    if (best === undefined || scoreOf(text, at) > scoreOf(text, best)) best = at
  }
  return best
}

/** After each character the next one at once, else where a word begins, else the next there is. */
function placesFrom(text: string, wanted: readonly string[], from: number): readonly number[] | undefined {
  const at: number[] = []
  let next = from
  for (const character of wanted) {
    const found = at.length === 0 ? from : nextPlace(text, character, next)
    if (found === -1) return undefined
    at.push(found)
    next = found + character.length
  }
  return at
}

function nextPlace(text: string, character: string, from: number): number {
  if (text.startsWith(character, from)) return from
  for (let i = text.indexOf(character, from); i !== -1; i = text.indexOf(character, i + 1)) {
    if (beginsWord(text, i)) return i
  }
  return text.indexOf(character, from)
}

const beginsWord = (text: string, at: number): boolean =>
  at === 0 || /[^\p{L}\p{N}]/u.test(text.charAt(at - 1))

function scoreOf(text: string, at: readonly number[]): number {
  let score = -text.length / 100
  for (const [i, place] of at.entries()) {
    if (beginsWord(text, place)) score += 3
    if (i > 0 && place === (at[i - 1] ?? 0) + 1) score += 2
    if (place === 0) score += 2
  }
  return score
}
