/** Identifiers of documents and people, each parsed once and kept in its one canonical form. */
export interface Identifiers {
  /** Lower case, without resolver: `10.1111/puar.12765`. */
  readonly doi?: string
  readonly pmid?: string
  readonly pmcid?: string
  /** OpenAlex work: `W2741809807`. */
  readonly openalex?: string
  /** Canonical ISBN-13 (ISBN-10 is converted), several for several bindings. */
  readonly isbn?: readonly string[]
  /** `1234-567X`, print and online. */
  readonly issn?: readonly string[]
  /** A source's own accession numbers: `WOS:000…`, `2-s2.0-…`, `CN-…`, `ERIC EJ…`. */
  readonly accession?: readonly string[]
}

/**
 * The first DOI in a text, lower-cased (DOIs are case-insensitive, ISO 26324), or undefined. Understands URLs,
 * `doi:`, percent-escapes and entities (also escaped twice) and fused fields (cut at white space, control
 * characters, markup and a second DOI). Keeps brackets that belong to it (SICI and Elsevier forms) and drops what
 * does not: trailing punctuation, an unbalanced bracket, tracking parameters, the view (`/full`) of a publisher's
 * page. Of its own result it gives the same again.
 */
export function parseDoi(text: string): string | undefined {
  const plain = decode(text)
  const match = /(?<!\d)10\.\d{4,9}(?:\.\d+)*\/[^\s\p{Cc}"]+/u.exec(plain)
  if (match === null) return undefined
  let doi = match[0].replace(notOfDoi, '').replace(/\?[\w.-]+=.*$|#[a-z][\w-]*$/is, '')
  if (isPublisherPage(plain.slice(0, match.index))) doi = doi.replace(pageView, '')
  doi = trimEnd(doi)
  return /^10\.\d{4,9}(?:\.\d+)*\/\S/.test(doi) ? doi.toLowerCase() : undefined
}

/** Markup, a link or the next DOI, and all that follows. A SICI's `<1661::AID-SIM968>` is none of these. */
const notOfDoi =
  /(?:<(?:\/|(?:a|b|br|div|i|li|p|span|td)\s*\/?>)|https?:\/\/|[;,|](?:doi:)?10\.\d{4,9}\/).*$/is

function isPublisherPage(before: string): boolean {
  const link = before.split(/\s/).at(-1) ?? ''
  return link.includes('://') && link.endsWith('/') && !/\bdoi\.org\/$/i.test(link)
}

const pageView = /(?:\/(?:abstract|epdf|epub|full|html|meta|pdf|references|summary))+$|\.pdf$/i

/** Without percent-escapes, entities and invisible characters, until nothing changes: exports escape twice. */
function decode(text: string): string {
  for (let before = text; ;) {
    const after = before
      .replace(/%(?:25)+(?=[\da-f]{2})/gi, '%')
      .replace(/(?:%[\da-f]{2})+/gi, decodePercent)
      .replace(/&(?:amp;)+/gi, '&')
      .replace(/&lt;/gi, '<')
      .replace(/&gt;/gi, '>')
      .replace(/&quot;/gi, '"')
      .replace(/\p{Cf}/gu, '')
    if (after === before) return after
    before = after
  }
}

function decodePercent(escapes: string): string {
  try {
    return decodeURIComponent(escapes)
  } catch {
    return escapes
  }
}

/** Without trailing punctuation and without closing brackets that were not opened. */
function trimEnd(doi: string): string {
  const surplus = new Map<string, number>()
  for (const [open, close] of ['()', '[]', '{}', '<>']) {
    if (open !== undefined && close !== undefined) surplus.set(close, count(doi, close) - count(doi, open))
  }
  let end = doi.length
  for (; end > 0; end--) {
    const last = doi.charAt(end - 1)
    const extra = surplus.get(last) ?? 0
    if (extra > 0) surplus.set(last, extra - 1)
    else if (!/[.,;:"'’”»]/.test(last)) break
  }
  return doi.slice(0, end)
}

const count = (text: string, character: string): number => text.split(character).length - 1

/** A PubMed id as bare digits, from `PMID: 21314913`, `PUBMED 21314913` or a URL; undefined for anything else. */
export function parsePmid(text: string): string | undefined {
  const match =
    /^\s*(?:https?:\/\/(?:www\.ncbi\.nlm\.nih\.gov\/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)\/|(?:pmid|pubmed|medline)[\s:]*)?0*([1-9]\d{0,8})(?:\/?|\/?\?\S*|\s*\[(?:pmid|uid)\])\s*$/i.exec(
      text,
    )
  return match?.[1]
}

/** A PubMed Central id with its prefix, `PMC8037812`. */
export function parsePmcid(text: string): string | undefined {
  const match = /\bPMC\s?0*([1-9]\d{2,8})\b/i.exec(text)
  return match === null ? undefined : `PMC${match[1]}`
}

/** An OpenAlex work id, `W2741809807`, from the id or its URL. */
export function parseOpenAlex(text: string): string | undefined {
  const match = /^\s*(?:https?:\/\/(?:api\.)?openalex\.org\/(?:works\/)?|openalex:\s*)?(W\d{2,12})\s*$/i.exec(
    text,
  )
  return match?.[1]?.toUpperCase()
}

/** The first ISBN in a text whose check digit is right (ISO 2108), as canonical ISBN-13 digits; else undefined. */
export function parseIsbn(text: string): string | undefined {
  for (const [, found = ''] of withPlainHyphens(text).matchAll(isbnShape)) {
    const isbn = canonicalIsbn(found.replace(/[-\s]/g, '').toUpperCase())
    if (isbn !== undefined) return isbn
  }
  return undefined
}

/** At every place where one can begin: "ISBN 10 0-306-40615-2" has digits before the number. */
const isbnShape = /(?=(?<!\d)(?<!97[89][-\s]?)((?:97[89][-\s]?)?\d(?:[-\s]?\d){8}[-\s]?[\dX])(?![\dX]|-\d))/gi

const withPlainHyphens = (text: string): string => text.replace(/[\u2010-\u2014\u2212]/g, '-')

function canonicalIsbn(digits: string): string | undefined {
  // All zeros has a right check digit, and is what exports write for "none".
  if (/^0+$/.test(digits)) return undefined
  if (digits.length === 13) {
    return /^\d{13}$/.test(digits) && isbn13Digit(digits) === digits[12] ? digits : undefined
  }
  if (digits.length !== 10 || isbn10Digit(digits) !== digits[9]) return undefined
  const body = `978${digits.slice(0, 9)}`
  return body + isbn13Digit(body)
}

function isbn13Digit(digits: string): string {
  let sum = 0
  for (let i = 0; i < 12; i++) sum += Number(digits[i]) * (i % 2 === 0 ? 1 : 3)
  return String((10 - (sum % 10)) % 10)
}

function isbn10Digit(digits: string): string {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i)
  const digit = (11 - (sum % 11)) % 11
  return digit === 10 ? 'X' : String(digit)
}

/** The first ISSN in a text whose check digit is right (ISO 3297), as `1234-567X`; else undefined. */
export function parseIssn(text: string): string | undefined {
  for (const [, left = '', right = ''] of withPlainHyphens(text).matchAll(issnShape)) {
    const digits = `${left}${right}`.toUpperCase()
    if (digits !== '00000000' && issnDigit(digits) === digits[7]) return `${left}-${right.toUpperCase()}`
  }
  return undefined
}

const issnShape = /(?<!\d)(?<!\d-)(\d{4})[-\s]?(\d{3}[\dX])(?![\dX]|-\d)/gi

function issnDigit(digits: string): string {
  let sum = 0
  for (let i = 0; i < 7; i++) sum += Number(digits[i]) * (8 - i)
  const digit = (11 - (sum % 11)) % 11
  return digit === 10 ? 'X' : String(digit)
}

/** An ORCID iD as `0000-0002-1825-0097`; the ISO 7064 mod 11-2 check digit must be right, else undefined. */
export function parseOrcid(text: string): string | undefined {
  const match = /(?<!\d)(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])(?!\d)/.exec(withPlainHyphens(text))
  if (match === null) return undefined
  const digits = match.slice(1, 5).join('').toUpperCase()
  let total = 0
  for (let i = 0; i < 15; i++) total = ((total + Number(digits[i])) * 2) % 11
  const digit = (12 - total) % 11
  if ((digit === 10 ? 'X' : String(digit)) !== digits[15]) return undefined
  return digits.replace(/(.{4})(?=.)/g, '$1-')
}
