import type { Bibliography } from '../domain/record.ts'
import type { FieldQuality } from '../domain/report.ts'
import { isGroup, type PersonName } from '../domain/person-name.ts'

/**
 * How good a record's value of a field is, for `mergeRecords`: the fuller and better formed, the higher. Only
 * comparable within one field. Whole citations stay together where they can: a record that has volume, issue
 * and pages outweighs one that has some of them.
 */
export const fieldQuality: FieldQuality = (field, value, record) =>
  qualities[field]?.(value, record) ?? (typeof value === 'string' ? readable(value) : 1)

type Quality = (value: unknown, record: Bibliography) => number

const authors: Quality = (value) => authorsQuality(value as readonly PersonName[])
const numbering: Quality = (value, record) =>
  citationQuality(record) - (/[()]|pagination/i.test(String(value)) ? 2 : 0)
const list: Quality = (value) => (value as readonly string[]).length

const qualities: Readonly<Partial<Record<keyof Bibliography, Quality>>> = {
  title: (value) => titleQuality(String(value)),
  authors,
  editors: authors,
  date: (value, record) => Object.keys(value as object).length + citationQuality(record),
  container: (value) => readable(String(value)) + 0.2 * Math.min(5, String(value).split(' ').length),
  pages: (value, record) => (/\d-[a-z]?\d/i.test(String(value)) ? 2 : 1) + citationQuality(record),
  volume: numbering,
  issue: numbering,
  abstract: (value) => abstractQuality(String(value)),
  type: (value) => (value === 'other' ? 0 : value === 'article' ? 1 : 2),
  keywords: list,
  alternativeTitles: list,
  urls: list,
  notes: list,
}

const isShouting = (text: string): boolean => /\p{Lu}/u.test(text) && text === text.toUpperCase()

/** Text in ordinary case without leftovers of markup counts full. */
const readable = (text: string): number =>
  (isShouting(text) ? 0.5 : 1) - (/&#?\w+;|<\w+|\?{2,}|\uFFFD/.test(text) ? 0.4 : 0)

function titleQuality(title: string): number {
  const tagged = /^\[|\[(?:review|[a-z]+)\]\s*(?:\[\d+ refs\])?\.?$|\[erratum|\.\.\. ?\[/i.test(title)
    ? 0.3
    : 0
  return readable(title) - tagged + Math.min(300, title.length) / 1000
}

/** Many authors outweigh full given names, and those outweigh initials. */
function authorsQuality(names: readonly PersonName[]): number {
  const full = names.filter((name) => !isGroup(name) && /\p{L}{2}/u.test(name.given ?? '')).length
  const plain = names.filter((name) => !isGroup(name) && !isShouting(name.family)).length
  return names.length + (full + plain) / (4 * names.length + 1)
}

const citationQuality = (record: Bibliography): number =>
  0.5 *
  [record.volume, record.issue, record.pages, record.identifiers.doi].filter(
    (value) => value !== undefined && value !== '',
  ).length

/** The longest that is no collection of many abstracts; more than 10,000 characters say nothing more. */
const abstractQuality = (abstract: string): number => Math.min(10_000, abstract.length) + readable(abstract)
