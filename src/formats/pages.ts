/**
 * Pages in one form: hyphen-minus, no spaces around it, an abbreviated end written out (`6913-7` is `6913-6917`,
 * `S178-9` is `S178-S179`). What is not one plain range stays as it is.
 */
export function normalisePages(text: string): string {
  const clean = text
    .trim()
    .replace(/^(?:pp?|pages?)\.?\s*(?=\d)/i, '')
    .replace(/\s*(?:--+|[‐‑‒–—−])\s*/g, '-')
  const match = /^([A-Za-z]{0,6}\d{0,12}[A-Za-z]?)\s*-\s*([A-Za-z]{0,6}\d{0,12}[A-Za-z]?)$/.exec(clean)
  if (match === null) return clean
  const [, first = '', last = ''] = match
  if (first === '') return last
  if (last === '') return first
  return `${first}-${writtenOut(first, last)}`
}

/** Pages from a first and a last page, where the first may already hold the range (`123-9` with or without an end). */
export function joinPages(first: string, last: string): string {
  const start = first.trim()
  const end = last.trim()
  if (end === '') return normalisePages(start)
  if (start === '') return normalisePages(end)
  const range = normalisePages(start)
  if (range.includes('-') || /[,;+]/.test(range)) return range
  if (start === end) return range
  const whole = normalisePages(end)
  if (whole.startsWith(`${range}-`)) return whole
  return normalisePages(`${start}-${end}`)
}

/** First and last page, for writers whose format wants them apart; the last is empty where there is no plain range. */
export function splitPages(pages: string): { readonly first: string; readonly last: string } {
  const match = /^([^-,;\s]+)-([^-,;\s]+)$/.exec(pages)
  // "5-5" is written whole, for readers take an equal first and last page for one page.
  if (match === null || match[1] === match[2]) return { first: pages, last: '' }
  return { first: match[1] ?? '', last: match[2] ?? '' }
}

function writtenOut(first: string, last: string): string {
  const start = /^([A-Za-z]*)(\d+)$/.exec(first)
  const end = /^([A-Za-z]*)(\d+)$/.exec(last)
  if (start === null || end === null) return last
  const [, letters = '', digits = ''] = start
  const [, endLetters = '', endDigits = ''] = end
  if (endLetters !== '' && endLetters !== letters) return last
  if (endDigits.length >= digits.length)
    return endLetters === '' &&
      Number(endDigits) >= Number(digits) &&
      letters.length > 0 &&
      endDigits.length === digits.length
      ? letters + endDigits
      : last
  const full = digits.slice(0, digits.length - endDigits.length) + endDigits
  return Number(full) >= Number(digits) ? letters + full : last
}
