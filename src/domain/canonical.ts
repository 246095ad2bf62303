import { createHash } from 'node:crypto'

/** Plain data that JSON can carry without loss. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * One text for one value: keys sorted by UTF-16 code units, no white space, strings and keys in NFC, `undefined`
 * left out (in the manner of RFC 8785). Two equal values give equal bytes on every machine and in every locale.
 * Throws a RangeError for what JSON cannot carry: NaN, infinity, dates, maps, functions, two keys equal in NFC.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`JSON cannot carry the number ${value}.`)
    return JSON.stringify(value)
  }
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'))
  if (Array.isArray(value)) return arrayJson(value)
  if (typeof value !== 'object') throw new RangeError(`JSON cannot carry a ${typeof value}.`)
  const kind = Object.prototype.toString.call(value)
  if (kind !== '[object Object]') throw new RangeError(`JSON cannot carry an ${kind.slice(1, -1)}.`)
  return objectJson(value as Readonly<Record<string, unknown>>)
}

function arrayJson(value: readonly unknown[]): string {
  let text = ''
  for (let i = 0; i < value.length; i++) text += `${i === 0 ? '' : ','}${canonicalJson(value[i] ?? null)}`
  return `[${text}]`
}

/** Nearly all keys are in NFC already; then sorting names is enough and no pairs need be made. */
function objectJson(value: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(value)
  if (keys.some((key) => key.normalize('NFC') !== key)) return composedJson(value)
  keys.sort()
  let text = ''
  for (const key of keys) {
    const item = value[key]
    if (item !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(item)}`
  }
  return `{${text}}`
}

function composedJson(value: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key.normalize('NFC'), item] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const twice = entries.find(([key], i) => key === entries[i + 1]?.[0])
  if (twice !== undefined) throw new RangeError(`Two keys are "${twice[0]}" once their accents are composed.`)
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}

/** SHA-256 over the UTF-8 bytes of a text (or over bytes), as 64 lower-case hex digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** SHA-256 over `canonicalJson(value)`: the content hash of codebooks, snapshots and maps. */
export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value))
}
