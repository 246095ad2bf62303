/** Something that is found by typing a part of one of its names. */
export interface Named<T> {
  readonly item: T
  /** The label first, then ids and other spellings. */
  readonly names: readonly string[]
}

export interface TypeAheadMatch<T> {
  readonly item: T
  /** The name that matched best. */
  readonly name: string
}

interface Entry<T> extends Named<T> {
  readonly folded: readonly FoldedName[]
}

interface FoldedName {
  /** Words of letters and digits with one space between: "co production". */
  readonly words: string
  /** The same without spaces, for hyphenated and closed-up spellings: "longterm". */
  readonly closed: string
  readonly initials: string
}

/** Ready to be searched at every key: names are folded once. */
export class TypeAhead<T> {
  readonly #entries: readonly Entry<T>[]

  constructor(items: readonly Named<T>[]) {
    this.#entries = items.map((named) => ({ ...named, folded: named.names.map(foldName) }))
  }

  /**
   * Items that match, best first: the whole name, its beginning, beginnings of its words, its initials, any part;
   * where there are none, the typed characters anywhere in their order. Accents, case, hyphens and spaces do not count. A match
   * of the first name stands before one of another; then the item that `isNear` marks, then the shorter name, then
   * the order given. Everything, in that order, where nothing is typed.
   */
  find(typed: string, isNear: (item: T) => boolean = () => false): readonly TypeAheadMatch<T>[] {
    const wanted = foldName(typed)
    if (wanted.closed === '') return this.#entries.map(({ item, names }) => ({ item, name: names[0] ?? '' }))
    const found = this.#entries
      .flatMap(({ item, names, folded }, order) => {
        let best: { readonly rank: number; readonly at: number } | undefined
        for (const [at, name] of folded.entries()) {
          const rank = rankOf(name, wanted)
          if (rank === undefined) continue
          // Another spelling that begins so is worth less than the label that does, and more than a label that holds it.
          const total = rank * namesOfRank + (at === 0 ? 0 : 1)
          if (best === undefined || total < best.rank) best = { rank: total, at }
        }
        if (best === undefined) return []
        const length = folded[best.at]?.closed.length ?? 0
        return [
          { item, name: names[best.at] ?? '', rank: best.rank, near: isNear(item) ? 0 : 1, length, order },
        ]
      })
      .toSorted((a, b) => a.rank - b.rank || a.near - b.near || a.length - b.length || a.order - b.order)
    const close = found.filter(({ rank }) => rank < scattered * namesOfRank)
    return (close.length > 0 ? close : found).map(({ item, name }) => ({ item, name }))
  }
}

/** 0 is best; undefined where the characters are not even there in order. */
function rankOf(name: FoldedName, wanted: FoldedName): number | undefined {
  if (name.closed === wanted.closed) return 0
  if (name.closed.startsWith(wanted.closed)) return 1
  if (beginWords(name.words, wanted.words)) return 2
  if (wanted.closed.length > 1 && name.initials.startsWith(wanted.closed)) return 3
  if (name.closed.includes(wanted.closed)) return 4
  return wanted.closed.length > 1 && holdsInOrder(name.closed, wanted.closed) ? scattered : undefined
}

const scattered = 5
const namesOfRank = 2

/** Whether every typed word begins a word of the name, in the same order; words between are left out. */
function beginWords(name: string, typed: string): boolean {
  const words = name.split(' ')
  let from = 0
  for (const wanted of typed.split(' ')) {
    const at = words.findIndex((word, i) => i >= from && word.startsWith(wanted))
    if (at === -1) return false
    from = at + 1
  }
  return true
}

function holdsInOrder(name: string, typed: string): boolean {
  let from = 0
  for (const character of typed) {
    const at = name.indexOf(character, from)
    if (at === -1) return false
    from = at + character.length
  }
  return true
}

function foldName(text: string): FoldedName {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđ]/gu, (letter) => plainLetters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const parts = words.split(' ')
  return { words, closed: parts.join(''), initials: parts.map((part) => [...part][0] ?? '').join('') }
}

const plainLetters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' }
