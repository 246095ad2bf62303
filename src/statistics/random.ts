/**
 * A source of chance that gives the same numbers on every machine for the same seed. Results that rest on it
 * print the seed. Not for secrets.
 */
export interface Random {
  /** 32 random bits as an integer from 0 to 2^32 - 1. */
  readonly uint32: () => number
  /** Uniform in [0, 1), with 53 random bits. */
  readonly uniform: () => number
  /** An integer from 0 to `bound` - 1, each equally likely. Throws a RangeError unless `bound` is 1 to 2^32. */
  readonly below: (bound: number) => number
}

/**
 * xoshiro128** (Blackman and Vigna 2021, doi:10.1145/3460772), its state filled from the seed by SplitMix64
 * (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195), so that neighbouring seeds give unrelated numbers.
 * A text seed is hashed by FNV-1a, 64 bits, over its UTF-16 units. Throws a RangeError for a number that is
 * not an integer.
 */
export function seededRandom(seed: number | string): Random {
  if (typeof seed === 'number' && !Number.isSafeInteger(seed)) {
    throw new RangeError(`Expected the seed to be an integer, got ${seed}.`)
  }
  const words = splitMix64(typeof seed === 'number' ? BigInt(seed) : hashText(seed))
  return xoshiro128([low(words[0]), high(words[0]), low(words[1]), high(words[1])])
}

/** The generator from a given state of four 32-bit words, not all zero. */
export function xoshiro128(state: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = state
  const uint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }
  const below = (bound: number): number => {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(`Expected a bound from 1 to 2^32, got ${bound}.`)
    }
    // Values at or above the greatest multiple of the bound are drawn again, so that none is favoured.
    const limit = 2 ** 32 - (2 ** 32 % bound)
    let value = uint32()
    while (value >= limit) value = uint32()
    return value % bound
  }
  return { uint32, below, uniform: () => ((uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6)) / 2 ** 53 }
}

/** The items in a random order, every order equally likely (Fisher and Yates). The input is left as it is. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = result[i] as T
    result[i] = result[j] as T
    result[j] = held
  }
  return result
}

const mask64 = (1n << 64n) - 1n
const low = (word: bigint): number => Number(word & 0xffffffffn) | 0
const high = (word: bigint): number => Number(word >> 32n) | 0
const rotateLeft = (x: number, by: number): number => (x << by) | (x >>> (32 - by))

function splitMix64(seed: bigint): readonly [bigint, bigint] {
  let state = seed & mask64
  const next = (): bigint => {
    state = (state + 0x9e3779b97f4a7c15n) & mask64
    let z = state
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask64
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask64
    return z ^ (z >> 31n)
  }
  return [next(), next()]
}

function hashText(text: string): bigint {
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i++) {
    hash = ((hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n) & mask64
  }
  return hash
}
