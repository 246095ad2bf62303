/** A set of studies by their position in the snapshot, as bits: intersections and counts cost one pass of words. */
export class StudySet {
  readonly #words: Uint32Array

  private constructor(words: Uint32Array) {
    this.#words = words
  }

  /** An empty set that can hold positions from 0 to `size` - 1. */
  static empty(size: number): StudySet {
    return new StudySet(new Uint32Array(Math.ceil(size / 32)))
  }

  static of(size: number, members: Iterable<number>): StudySet {
    const set = StudySet.empty(size)
    for (const member of members) set.add(member)
    return set
  }

  add(member: number): void {
    const word = member >>> 5
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (member & 31))
  }

  has(member: number): boolean {
    return (((this.#words[member >>> 5] ?? 0) >>> (member & 31)) & 1) === 1
  }

  and(other: StudySet): StudySet {
    return new StudySet(this.#words.map((word, i) => word & (other.#words[i] ?? 0)))
  }

  or(other: StudySet): StudySet {
    return new StudySet(this.#words.map((word, i) => word | (other.#words[i] ?? 0)))
  }

  /** What is in this set and not in the other. */
  without(other: StudySet): StudySet {
    return new StudySet(this.#words.map((word, i) => word & ~(other.#words[i] ?? 0)))
  }

  get size(): number {
    let count = 0
    for (const word of this.#words) count += bitsIn(word)
    return count
  }

  /** How many members both sets have, without making a third. */
  sharedWith(other: StudySet): number {
    const [a, b] = [this.#words, other.#words]
    let count = 0
    for (let i = 0; i < a.length; i++) count += bitsIn((a[i] ?? 0) & (b[i] ?? 0))
    return count
  }

  /** Members in rising order. */
  *[Symbol.iterator](): Iterator<number> {
    for (const [i, whole] of this.#words.entries()) {
      for (let word = whole; word !== 0; word &= word - 1) yield i * 32 + (31 - Math.clz32(word & -word))
    }
  }
}

/** Ones in a 32-bit word (Warren, Hacker's Delight, figure 5-2). */
function bitsIn(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
