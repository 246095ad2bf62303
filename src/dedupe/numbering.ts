/** Where in its container something stands, as it is compared. */
export interface PagesCard {
  /** First page or article number: letters and digits, folded; "" when there is none. */
  readonly start: string
  /** Numbers of first and last page, 0 where unknown. */
  readonly first: number
  readonly last: number
}

const nowhere: PagesCard = { start: '', first: 0, last: 0 }
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/**
 * Pages in any of their written forms: "221-8", "221-228", "S178-S181", "e505", "CD008391", "19-19",
 * "901-7; quiz 907", and ranges that a spreadsheet took for dates ("21-Aug" is 21-8, "Jan-14" is 1-14). What is
 * not a place ("215 p", "no pagination") gives none.
 */
export function pagesCard(pages: string | undefined, articleNumber?: string): PagesCard {
  const given = (pages ?? articleNumber ?? '').trim().toLowerCase()
  if (
    given === '' ||
    /no pagination|n\.pag|not? page|unpaginated|ahead of print|^\d+\s*p(?:p|ages?|\.)?$|^online|^na$|^(?:suppl|t)-\d+$/.test(
      given,
    )
  ) {
    return articleNumber === undefined || pages === undefined ? nowhere : pagesCard(articleNumber)
  }
  const text = given
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/^(?:pp?\.?|pages?|article(?: no\.?)?|art\.?(?: no\.?)?)\s*/, '')
  const dated = /^(\d{1,2})-([a-z]{3})$|^([a-z]{3})-(\d{1,2})$/.exec(text)
  if (dated !== null) {
    const month = months.indexOf(dated[2] ?? dated[3] ?? '') + 1
    const other = Number(dated[1] ?? dated[4])
    // A spreadsheet writes 1-10 as "01-Oct" and 8-21 as "21-Aug": day and month come in either order.
    if (month > 0) return range(Math.min(month, other), Math.max(month, other), '', true)
  }
  const match = /([a-z]*)\s*0*(\d+)(?:\.([a-z]?\d+))?(?:\s*-+\s*([a-z]*)\s*0*(\d+))?/.exec(text)
  if (match?.[2] === undefined) return nowhere
  const first = Number(match[2])
  const start = `${prefix(match[1] ?? '')}${first}${match[3] === undefined ? '' : `.${match[3]}`}`
  const last = match[5] === undefined ? 0 : expanded(match[2], match[5])
  return { start, first, last }
}

function range(first: number, last: number, letters: string, mangled: boolean): PagesCard {
  // Of a mangled range only the pair of numbers is sure, so the start is marked as unsure.
  return { start: mangled ? '' : `${letters}${first}`, first, last }
}

/** "suppl" and "supplement" before a page are S; other letters count as they are. */
const prefix = (letters: string): string =>
  letters.startsWith('supp') ? 's' : letters.length > 3 ? '' : letters

function expanded(first: string, last: string): number {
  if (last.length >= first.length) return Number(last)
  return Number(first.slice(0, first.length - last.length) + last)
}

export type NumberAgreement = 'same' | 'near' | 'different' | 'missing'

/**
 * `same`: equal first pages. `near`: the ranges overlap, the last pages are equal, or one is counted from 1 as
 * online-first articles are and has equal length. Otherwise `different`; `missing` when a side has none.
 */
export function comparePages(a: PagesCard, b: PagesCard): NumberAgreement {
  if (a.first === 0 || b.first === 0) return 'missing'
  if (a.start === '' || b.start === '') return a.first === b.first || a.last === b.last ? 'near' : 'missing'
  if (a.start === b.start) return 'same'
  if (a.first === b.first) return letters(a) === '' || letters(b) === '' ? 'same' : 'near'
  if (a.last > 0 && a.last === b.last && letters(a) === letters(b)) return 'near'
  if (a.last > 0 && b.last > 0 && letters(a) === letters(b)) {
    if (a.first <= b.last && b.first <= a.last) return 'near'
    if ((a.first === 1 || b.first === 1) && a.last - a.first === b.last - b.first) return 'near'
  }
  return 'different'
}

const letters = (card: PagesCard): string => /^[a-z]*/.exec(card.start)?.[0] ?? ''

/** Volume, issue and supplement marks as they are compared. `volume` 0 and an empty list say: not known. */
export interface NumberingCard {
  readonly volume: number
  readonly issues: readonly number[]
  readonly supplement: boolean
}

/**
 * Volume and issue, parsed together because exports mix them: "65 (Supplement 1)", "30 (11)", "135" with
 * "Pt 3". A volume of the form "2)" is the tail of a cut-off "(Suppl 2)": it counts as the issue. The year in
 * the volume field (`year`) is no volume of its own, but not held against it either.
 */
export function numberingCard(
  volume: string | undefined,
  issue: string | undefined,
  year: number,
): NumberingCard {
  let volumeText = (volume ?? '').toLowerCase()
  let issueText = (issue ?? '').toLowerCase()
  if (/no pagination/.test(volumeText)) volumeText = volumeText.replace(/\(?no pagination\)?/, '')
  if (/no pagination/.test(issueText)) issueText = ''
  const supplement = /s(?:up|\d)/.test(volumeText) || /s(?:up|\d)/.test(issueText)
  const broken = volumeText.includes(')') && !volumeText.includes('(')
  if (broken) {
    issueText = `${volumeText} ${issueText}`
    volumeText = ''
  }
  const bracket = /\(([^)]*)\)?/.exec(volumeText)?.[1]
  if (bracket !== undefined) {
    issueText = `${bracket} ${issueText}`
    volumeText = volumeText.replace(/\([^)]*\)?/, '')
  }
  const number = Number(/\d+/.exec(volumeText)?.[0] ?? romanNumber(volumeText))
  const issues = monthRange(issueText) ?? [...issueText.matchAll(/\d+/g)].map((match) => Number(match[0]))
  return { volume: number === year ? 0 : number, issues, supplement }
}

function monthRange(text: string): readonly number[] | undefined {
  const dated = /^\s*(\d{1,2})-([a-z]{3})\s*$|^\s*([a-z]{3})-(\d{1,2})\s*$/.exec(text)
  if (dated === null) return undefined
  const month = months.indexOf(dated[2] ?? dated[3] ?? '') + 1
  return month === 0 ? undefined : [Number(dated[1] ?? dated[4]), month]
}

function romanNumber(text: string): number {
  const word = /^\s*([ivxlc]+)\s*$/.exec(text)?.[1]
  if (word === undefined) return 0
  const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 }
  let sum = 0
  for (let i = 0; i < word.length; i++) {
    const value = values[word[i] ?? ''] ?? 0
    sum += value < (values[word[i + 1] ?? ''] ?? 0) ? -value : value
  }
  return sum
}

export function compareVolumes(a: NumberingCard, b: NumberingCard): NumberAgreement {
  if (a.volume > 0 && b.volume > 0) {
    if (a.volume === b.volume) return 'same'
    return a.issues.includes(b.volume) || b.issues.includes(a.volume) ? 'near' : 'different'
  }
  const only = a.volume > 0 ? a.volume : b.volume
  if (only === 0) return 'missing'
  return (a.volume === 0 ? a : b).issues.includes(only) ? 'near' : 'missing'
}

/** Serial issue numbers and "Pt 3" differ between databases, so a shared number is agreement. */
export function compareIssues(a: NumberingCard, b: NumberingCard): NumberAgreement {
  if (a.issues.length === 0 || b.issues.length === 0) return 'missing'
  return a.issues.some((issue) => b.issues.includes(issue)) ? 'same' : 'different'
}
