/** A set of study numbers from 0 to n - 1, 32 to a word. All operations take sets of one size. */
export type Bitset = Uint32Array

export const emptyBitset = (n: number): Bitset => new Uint32Array((n + 31) >>> 5)

export function fullBitset(n: number): Bitset {
  const set = emptyBitset(n).fill(0xffffffff)
  const rest = n & 31
  if (rest !== 0) set[set.length - 1] = (1 << rest) - 1
  return set
}

export function add(set: Bitset, i: number): void {
  set[i >>> 5] = (set[i >>> 5] ?? 0) | (1 << (i & 31))
}

export const has = (set: Bitset, i: number): boolean => (((set[i >>> 5] ?? 0) >>> (i & 31)) & 1) === 1

export function and(a: Bitset, b: Bitset): Bitset {
  const out = new Uint32Array(a.length)
  for (let w = 0; w < a.length; w++) out[w] = (a[w] as number) & (b[w] as number)
  return out
}

/** What is in `a` and not in `b`. */
export function without(a: Bitset, b: Bitset): Bitset {
  const out = new Uint32Array(a.length)
  for (let w = 0; w < a.length; w++) out[w] = (a[w] as number) & ~(b[w] as number)
  return out
}

/** Adds everything in `b` to `a`. */
export function addAll(a: Bitset, b: Bitset): void {
  for (let w = 0; w < a.length; w++) a[w] = (a[w] as number) | (b[w] as number)
}

export function size(set: Bitset): number {
  let total = 0
  for (let w = 0; w < set.length; w++) total += ones(set[w] as number)
  return total
}

/** How many two sets share, without making the shared set. */
export function sizeOfBoth(a: Bitset, b: Bitset): number {
  let total = 0
  for (let w = 0; w < a.length; w++) total += ones((a[w] as number) & (b[w] as number))
  return total
}

/** The members in rising order. */
export function members(set: Bitset): readonly number[] {
  const out: number[] = []
  for (let w = 0; w < set.length; w++) {
    let word = set[w] as number
    while (word !== 0) {
      const lowest = word & -word
      out.push((w << 5) + 31 - Math.clz32(lowest))
      word ^= lowest
    }
  }
  return out
}

/** Bits set in a 32-bit word, counted in parallel (Warren, Hacker's Delight, figure 5-2). */
function ones(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return (Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24) & 0x3f
}
