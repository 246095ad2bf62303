/** FNV-1a over UTF-16 units, 32 bits unsigned, finished by a mixing step so that low bits are good too. */
export function hash32(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mix(hash)
}

/** The finishing step of MurmurHash3: every input bit changes every output bit with probability near one half. */
export function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/**
 * A bottom-k sketch of the words of a text (Broder 1997, doi 10.1109/SEQUEN.1997.666900): the `size` smallest
 * hashes of its distinct words of four or more letters or digits, ascending. Case does not matter. Short texts
 * give fewer. Takes one pass and no allocation per word.
 */
export function wordSketch(text: string, size: number): Uint32Array {
  const kept = new Uint32Array(size)
  let count = 0
  let hash = 0x811c9dc5
  let length = 0
  for (let i = 0; i <= text.length; i++) {
    const unit = i < text.length ? text.charCodeAt(i) : 32
    const lower = unit >= 65 && unit <= 90 ? unit + 32 : unit
    if ((lower >= 97 && lower <= 122) || (lower >= 48 && lower <= 57) || lower > 191) {
      hash = Math.imul(hash ^ lower, 0x01000193)
      length++
      continue
    }
    if (length >= 4) count = insert(kept, count, mix(hash))
    hash = 0x811c9dc5
    length = 0
  }
  return count === size ? kept : kept.slice(0, count)
}

function insert(kept: Uint32Array, count: number, value: number): number {
  if (count === kept.length && value >= (kept[count - 1] ?? 0)) return count
  let at = count
  while (at > 0 && (kept[at - 1] ?? 0) > value) at--
  if (at > 0 && kept[at - 1] === value) return count
  const end = count < kept.length ? count : count - 1
  for (let i = end; i > at; i--) kept[i] = kept[i - 1] ?? 0
  kept[at] = value
  return end + 1
}

/**
 * Jaccard similarity of two texts' word sets, estimated from their sketches of one size: the share of the
 * smallest hashes of the union that both have. 0 to 1, standard error at most 0.5 / sqrt(size).
 */
export function sketchSimilarity(a: Uint32Array, b: Uint32Array, size: number): number {
  let i = 0
  let j = 0
  let seen = 0
  let shared = 0
  while (seen < size && (i < a.length || j < b.length)) {
    const x = a[i] ?? Infinity
    const y = b[j] ?? Infinity
    if (x === y) shared++
    if (x <= y) i++
    if (y <= x) j++
    seen++
  }
  return seen === 0 ? 0 : shared / seen
}
