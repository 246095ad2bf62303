import type { PublicationDate } from '../domain/record.ts'

/**
 * A publication date out of whatever an export writes: `2019/06/04/`, `2019//`, `2012 Mar-Apr`, `DEC 16`,
 * `4/3/2024` (American order), `2024-02-01`, `Summer 2012`, `c2001`, `2006 Dec 12`, `1990/1991`.
 * A part that is not a date becomes `season`. Undefined where there is nothing of the kind.
 */
export function parseDate(text: string): PublicationDate | undefined {
  const clean = text.trim().slice(0, 200)
  if (clean === '') return undefined
  return slashed(clean) ?? iso(clean) ?? american(clean) ?? compact(clean) ?? inWords(clean)
}

/** A date whose year is known from elsewhere and whose month and day come from a second field, such as WoS PY and PD. */
export function withYear(year: string, rest: string): PublicationDate | undefined {
  const main = parseDate(year)
  if (rest.trim() === '') return main
  const detail = parseDate(rest)
  if (main === undefined) return detail
  if (detail === undefined) return main
  // In "DEC 16" beside PY 2016 the 16 is the year, not a day; beside 2011 it is a day.
  if (
    detail.day !== undefined &&
    detail.year === undefined &&
    main.year !== undefined &&
    isShortYear(rest, main.year)
  ) {
    return orderly({ ...main, month: detail.month })
  }
  if (detail.year !== undefined && main.year !== undefined && detail.year !== main.year) return main
  return orderly({
    ...detail,
    ...main,
    month: main.month ?? detail.month,
    day: main.day ?? detail.day,
    season: main.season ?? detail.season,
  })
}

/** `2019-06-04`, `2019-06`, `2019`: what is known of a date, in ISO order. Empty when nothing is. */
export function isoDate(date: PublicationDate | undefined): string {
  if (date?.year === undefined) return ''
  const parts = [String(date.year).padStart(4, '0')]
  if (date.month !== undefined) {
    parts.push(two(date.month))
    if (date.day !== undefined) parts.push(two(date.day))
  }
  return parts.join('-')
}

export const two = (number: number): string => String(number).padStart(2, '0')

/** 1 to 12 for an English, German, French, Spanish, Dutch, Italian or Portuguese month, full or abbreviated, or a number. */
export function monthNumber(text: string): number | undefined {
  const clean = text.trim().toLowerCase().replace(/\.$/, '')
  if (/^\d{1,2}$/.test(clean)) return inRange(Number(clean), 12)
  const folded = clean.normalize('NFD').replace(/\p{M}/gu, '')
  if (folded.length < 3 || !/^[a-z]+$/.test(folded)) return undefined
  const exact = monthWords.get(folded)
  if (exact !== undefined) return exact
  if (folded.length > 5) return undefined
  for (const [word, number] of monthWords) if (word.startsWith(folded)) return number
  return undefined
}

const monthWords = new Map<string, number>(
  [
    'january jan januar janvier enero ener ene januari gennaio janeiro jänner',
    'february feb februar fevrier febrero febr febbraio fevereiro fev februari',
    'march mar marz mars marzo maart marco mrz mrt',
    'april apr avril abril aprile avr abr',
    'may mai mayo mei maggio maio',
    'june jun juni juin junio giugno junho',
    'july jul juli juillet julio luglio julho',
    'august aug aout agosto augustus ago',
    'september sep sept septembre septiembre settembre setembro',
    'october oct oktober octobre octubre ottobre outubro okt',
    'november nov novembre noviembre novembro',
    'december dec dezember decembre diciembre dicembre dezembro dez',
  ].flatMap((words, i) => words.split(' ').map((word) => [word, i + 1] as const)),
)

/** RIS: `YYYY/MM/DD/other`, each part may be empty. */
function slashed(text: string): PublicationDate | undefined {
  const match = /^(\d{4}|(?=\/))\s*\/\s*([^/]*)(?:\/([^/]*))?(?:\/(.*))?$/s.exec(text)
  if (match === null) return undefined
  const [, year = '', second = '', third = '', other = ''] = match
  if (/^\d{4}$/.test(second)) return orderly({ year: yearIn(year), season: text })
  const month = monthNumber(second)
  const season = [month === undefined ? second : '', other]
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return orderly({
    year: yearIn(year),
    month,
    day: month === undefined ? undefined : dayIn(third),
    season: season.length === 0 ? undefined : season.join(' '),
  })
}

function iso(text: string): PublicationDate | undefined {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d{2}:\d{2}.*)?$/s.exec(text)
  if (match === null) return undefined
  const month = match[2] === undefined ? undefined : inRange(Number(match[2]), 12)
  return orderly({
    year: yearIn(match[1] ?? ''),
    month,
    day: month === undefined ? undefined : dayIn(match[3] ?? ''),
    season: match[2] !== undefined && month === undefined && Number(match[2]) !== 0 ? match[2] : undefined,
  })
}

/** `4/3/2024` is month, day, year where that is possible, as Excel and EBSCO write; `25.12.2010` is day first. */
function american(text: string): PublicationDate | undefined {
  const match = /^(\d{1,2})([/.-])(?:(\d{1,2})\2)?(\d{4})$/.exec(text)
  if (match === null) return undefined
  const [, first = '', separator, second, year = ''] = match
  if (second === undefined) return orderly({ year: yearIn(year), month: inRange(Number(first), 12) })
  const dayFirst = separator === '.' || Number(first) > 12
  const month = inRange(Number(dayFirst ? second : first), 12)
  return orderly({
    year: yearIn(year),
    month,
    day: month === undefined ? undefined : dayIn(dayFirst ? first : second),
  })
}

function compact(text: string): PublicationDate | undefined {
  const match = /^(1[5-9]\d\d|20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])$/.exec(text)
  if (match === null) return undefined
  return orderly({ year: yearIn(match[1] ?? ''), month: Number(match[2]), day: dayIn(match[3] ?? '') })
}

/** Words and numbers in any order: the four digits are the year, a month's name the month, what is left the season. */
function inWords(text: string): PublicationDate | undefined {
  const year = /(?<!\d)(1[0-9]\d\d|20\d\d|2100)(?!\d)/.exec(text)
  const rest = year === null ? text : `${text.slice(0, year.index)} ${text.slice(year.index + 4)}`
  const words = rest.split(/[\s,()[\]]+/).filter((word) => word !== '')
  const months = words.map((word) => (/^\d/.test(word) ? undefined : monthNumber(word)))
  const monthAt = months.findIndex((month) => month !== undefined)
  const numbers = words.filter((word) => /^\d{1,2}(?:st|nd|rd|th|\.)?$/.test(word))
  const others = words.filter((word, i) => months[i] === undefined && !numbers.includes(word))
  const isPlain =
    monthAt !== -1 &&
    months.filter((month) => month !== undefined).length === 1 &&
    others.every((word) => /^(?:c|©|of|de|the)$/i.test(word))
  const known = year === null ? undefined : Number(year[1])
  if (isPlain)
    return orderly({
      year: known,
      month: months[monthAt],
      day: numbers.length === 1 ? dayIn(numbers[0] ?? '') : undefined,
    })
  const season = rest.replace(/\s+/g, ' ').replace(/^[\s,;.()[\]©c]+|[\s,;()[\]]+$/g, '')
  if (known === undefined && !/\p{L}/u.test(season)) return undefined
  if (known === undefined && !seasonWord.test(season) && monthAt === -1) return undefined
  return orderly({
    year: known,
    season: season === '' || /^(?:n\.?d|s\.?d)\.?$/i.test(season) ? undefined : season,
  })
}

const seasonWord =
  /\b(?:spring|summer|autumn|fall|winter|quarter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i

interface LooseDate {
  readonly year?: number | undefined
  readonly month?: number | undefined
  readonly day?: number | undefined
  readonly season?: string | undefined
}

function orderly({ year, month, day, season }: LooseDate): PublicationDate | undefined {
  if (year === undefined && month === undefined && season === undefined) return undefined
  return {
    ...(year === undefined ? {} : { year }),
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
    ...(season === undefined ? {} : { season }),
  }
}

function yearIn(text: string): number | undefined {
  const year = Number(text)
  return Number.isInteger(year) && year >= 1000 && year <= 2200 ? year : undefined
}

const dayIn = (text: string): number | undefined => inRange(Number.parseInt(text, 10), 31)

const inRange = (number: number, top: number): number | undefined =>
  Number.isInteger(number) && number >= 1 && number <= top ? number : undefined

const isShortYear = (rest: string, year: number): boolean => rest.trim().endsWith(two(year % 100))
