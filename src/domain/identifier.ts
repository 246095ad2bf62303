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
 * The DOI in a text, lower-cased (DOIs are case-insensitive, ISO 26324), or undefined. Understands URLs,
 * `doi:`, percent-escapes and fused fields (cut at white space). Keeps brackets that belong to it (SICI and
 * Elsevier forms) and drops punctuation that does not: a trailing full stop, comma or unbalanced bracket.
 */
export function parseDoi(text: string): string | undefined {
  const match = /10\.\d{4,9}(?:\.\d+)*(?:\/|%2[fF])\S+/.exec(text)
  if (match === null) return undefined
  let doi = decodePercent(match[0]).replace(/^(10\.[\d.]+)%2f/i, '$1/')
  doi = doi.replace(/&lt;/gi, '<').replace(/&gt;/gi, '>').replace(/&amp;/gi, '&')
  for (;;) {
    const shorter = trimEnd(doi)
    if (shorter === doi) break
    doi = shorter
  }
  return /^10\.\d{4,9}(?:\.\d+)*\/\S/.test(doi) ? doi.toLowerCase() : undefined
}

function trimEnd(doi: string): string {
  if (/[.,;:"'’”»]$/.test(doi)) return doi.slice(0, -1)
  for (const [open, close] of [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
  ] as const) {
    if (doi.endsWith(close) && count(doi, close) > count(doi, open)) return doi.slice(0, -1)
  }
  if (doi.endsWith('>') && count(doi, '>') > count(doi, '<')) return doi.slice(0, -1)
  return doi
}

const count = (text: string, character: string): number => text.split(character).length - 1

function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A PubMed id as bare digits, from `PMID: 21314913`, `PUBMED 21314913` or a URL; undefined for anything else. */
export function parsePmid(text: string): string | undefined {
  const match =
    /^\s*(?:https?:\/\/(?:www\.ncbi\.nlm\.nih\.gov\/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)\/|(?:pmid|pubmed|medline)[\s:]*)?0*([1-9]\d{0,8})\b\/?\s*(?:\[pmid\])?\s*$/i.exec(
      text,
    )
  return match?.[1]
}

/** A PubMed Central id with its prefix, `PMC8037812`. */
export function parsePmcid(text: string): string | undefined {
  const match = /\bPMC\s?(\d{3,9})\b/i.exec(text)
  return match === null ? undefined : `PMC${match[1]}`
}

/** An OpenAlex work id, `W2741809807`, from the id or its URL. */
export function parseOpenAlex(text: string): string | undefined {
  const match = /^\s*(?:https?:\/\/(?:api\.)?openalex\.org\/(?:works\/)?)?(W\d{2,12})\s*$/i.exec(text)
  return match?.[1]?.toUpperCase()
}

/** An ISBN as canonical ISBN-13 digits; the check digit must be right (ISO 2108), else undefined. */
export function parseIsbn(text: string): string | undefined {
  const match = /(?:97[89][-\s]?)?\d(?:[-\s]?\d){8}[-\s]?[\dXx](?!\d)/.exec(text)
  const compact = match?.[0].replace(/[-\s]/g, '').toUpperCase() ?? ''
  if (compact.length === 13)
    return /^\d{13}$/.test(compact) && isbn13Digit(compact) === compact[12] ? compact : undefined
  if (compact.length !== 10 || isbn10Digit(compact) !== compact[9]) return undefined
  const body = `978${compact.slice(0, 9)}`
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

/** An ISSN as `1234-567X`; the check digit must be right (ISO 3297), else undefined. */
export function parseIssn(text: string): string | undefined {
  const match = /(?<!\d)(\d{4})[-‐–\s]?(\d{3}[\dXx])(?![\dXx])/.exec(text)
  if (match === null) return undefined
  const digits = `${match[1]}${match[2]}`.toUpperCase()
  let sum = 0
  for (let i = 0; i < 7; i++) sum += Number(digits[i]) * (8 - i)
  const digit = (11 - (sum % 11)) % 11
  if ((digit === 10 ? 'X' : String(digit)) !== digits[7]) return undefined
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}

/** An ORCID iD as `0000-0002-1825-0097`; the ISO 7064 mod 11-2 check digit must be right, else undefined. */
export function parseOrcid(text: string): string | undefined {
  const match = /(?<!\d)(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])(?!\d)/.exec(text)
  if (match === null) return undefined
  const digits = match.slice(1, 5).join('').toUpperCase()
  let total = 0
  for (let i = 0; i < 15; i++) total = ((total + Number(digits[i])) * 2) % 11
  const digit = (12 - total) % 11
  if ((digit === 10 ? 'X' : String(digit)) !== digits[15]) return undefined
  return digits.replace(/(.{4})(?=.)/g, '$1-')
}
