import { parseIssn } from '../domain/identifier.ts'
import type { PersonName } from '../domain/person-name.ts'
import type { Problem } from '../domain/problem.ts'
import type { ParsedRecord, PublicationDate } from '../domain/record.ts'
import type { Entry } from './source.ts'

/** A value that may be absent, ready to be spread into a record: absent and empty things leave no key. */
export function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  return isEmpty ? {} : ({ [name]: value } as { [key in Name]: Value })
}

/** `2020`, `2020-08` or `2020-08-01` (also with a time behind it) as a date; a month of 0 is no month. */
export function parseDate(text: string | undefined): PublicationDate | undefined {
  const match = /^\s*(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?=$|\D)/.exec(text ?? '')
  return match === null ? undefined : dateOf(Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0))
}

/** A date of numbers, 0 for what is not known; undefined without a plausible year. */
export function dateOf(year: number, month = 0, day = 0): PublicationDate | undefined {
  if (!Number.isInteger(year) || year < 1000 || year > 2999) return undefined
  const hasMonth = Number.isInteger(month) && month >= 1 && month <= 12
  const hasDay = hasMonth && Number.isInteger(day) && day >= 1 && day <= 31
  return { year, ...(hasMonth ? { month } : {}), ...(hasDay ? { day } : {}) }
}

/** "221-228" from two ends; one page, or an end equal to the start, stays alone. Abbreviated ends are expanded. */
export function pageRange(first: string | undefined, last: string | undefined): string | undefined {
  if (first === undefined) return last
  if (last === undefined || last === first) return first
  return `${first}-${expandEnd(first, last)}`
}

/** "123-9" as "123-129"; what is not a plain range stays as it is, with hyphen-minus. */
export function expandPages(text: string | undefined): string | undefined {
  const match = /^\s*([A-Za-z]*\d+)\s*[-–—]+\s*([A-Za-z]*\d+)\s*$/.exec(text ?? '')
  if (match === null) return text?.trim() === '' ? undefined : text?.trim()
  return pageRange(match[1], match[2])
}

function expandEnd(first: string, last: string): string {
  const start = /^([A-Za-z]*)(\d+)$/.exec(first)
  const end = /^\d+$/.exec(last)
  if (start === null || end === null) return last
  const [, prefix = '', digits = ''] = start
  if (last.length >= digits.length) return last
  const expanded = digits.slice(0, digits.length - last.length) + last
  return Number(expanded) >= Number(digits) ? prefix + expanded : last
}

/** A person of parts as the source has them; without a family name whatever there is, as a group's name. */
export function nameOf(
  family: string | undefined,
  given: string | undefined,
  suffix?: string,
): PersonName | undefined {
  if (family === undefined) return given === undefined ? undefined : { literal: given }
  return {
    family,
    ...(given === undefined ? {} : { given }),
    ...(suffix === undefined ? {} : { suffix }),
  }
}

/** Valid ISSNs, each once, in order. */
export function issns(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => (text === undefined ? [] : (parseIssn(text) ?? []))))]
}

export const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

/** An entry of a record with nothing else known. */
export const entryOf = (record: ParsedRecord, more: Partial<Entry> = {}): Entry => ({
  record,
  references: [],
  retractions: [],
  fullTexts: [],
  ...more,
})

/** The problem of an entry that gave no record. */
export function skippedEntry(source: string, position: number, why: string): Problem {
  return {
    kind: 'problem',
    severity: 'lost',
    code: `${source}/entry-not-read`,
    at: { file: source, record: `entry ${position} of a page` },
    message: `Entry ${position} of a page from ${source} was not read: ${why}.`,
    remedy: 'You can find its text in the raw response that was kept, and enter the record by hand.',
  }
}

/** Something the server said about the query. */
export function serverWarning(source: string, code: string, message: string): Problem {
  return {
    kind: 'problem',
    severity: 'doubtful',
    code: `${source}/${code}`,
    at: { file: source },
    message,
    remedy: 'You can change the query so that the source understands it as meant, and run it again.',
  }
}
