import type { Reference } from './page-data.ts'

/** A reference in parts, so that a page can set the container in italics and link the DOI. */
export interface FormattedReference {
  readonly lead: string
  readonly title: string
  readonly container: string
  readonly rest: string
  readonly link: string | undefined
}

/** Titles longer than this are cut in what is shown (never in the data), with an ellipsis. */
const longestTitle = 400

/** Author, year, title, container, volume(issue), pages: an author-date form near APA's, built from fields alone. */
export function formatReference(reference: Reference): FormattedReference {
  const names = authorList(reference.authors)
  const year = reference.year === undefined ? 'n.d.' : String(reference.year)
  const lead = names === '' ? `(${year}).` : `${names} (${year}).`
  const title = sentence(clip(oneLine(reference.title ?? 'Untitled'), longestTitle))
  const container = clip(oneLine(reference.container ?? ''), 200)
  const volume = [reference.volume ?? '', reference.issue === undefined ? '' : `(${reference.issue})`].join(
    '',
  )
  const place = [volume, reference.pages?.replace(/(\d)-(?=\d)/g, '$1–') ?? '']
    .filter((part) => part !== '')
    .join(', ')
  const publisher = reference.publisher === undefined ? '' : oneLine(reference.publisher)
  const parts = [place, reference.container === undefined || place === '' ? publisher : ''].filter(
    (part) => part !== '',
  )
  const rest = parts.length === 0 ? '' : clip(sentence(parts.join('. ')), 200)
  return { lead: oneLine(lead), title, container, rest, link: linkOf(reference) }
}

/** The same as one line of plain text. */
export function referenceText(reference: Reference): string {
  const { lead, title, container, rest, link } = formatReference(reference)
  const where = [container, rest].filter((part) => part !== '').join(rest.startsWith('(') ? '' : ', ')
  return [lead, title, where === '' ? '' : sentence(where), link ?? '']
    .filter((part) => part !== '')
    .join(' ')
}

/** Where a reader gets to the document: its DOI, else its web address; undefined where neither is known. */
export function linkOf({ doi, url, pmid }: Reference): string | undefined {
  if (doi !== undefined) return `https://doi.org/${encodeURI(doi).replace(/[?#]/g, encodeURIComponent)}`
  if (url !== undefined && /^https?:\/\/[^\s]+$/i.test(url)) return url
  return pmid !== undefined && /^\d+$/.test(pmid) ? `https://pubmed.ncbi.nlm.nih.gov/${pmid}/` : undefined
}

/** Up to six names, "et al." beyond: "Abe, A., & Ito, B. C." */
function authorList(authors: readonly string[]): string {
  const names = authors.map(shortName)
  if (names.length > 6) return `${names.slice(0, 5).join(', ')}, et al.`
  if (names.length < 2) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')}, & ${names.at(-1) ?? ''}`
}

/** "Family, Given Names" to "Family, G. N."; groups and single names as they are. */
function shortName(name: string): string {
  if (name.startsWith('{')) return clip(name.slice(1, -1), 120)
  const comma = name.indexOf(',')
  if (comma === -1) return clip(name, 120)
  const initials = name
    .slice(comma + 1)
    .trim()
    .split(/[\s.]+/)
    .filter((part) => part !== '')
    .map((part) =>
      part
        .split('-')
        .map((half) => `${[...half][0] ?? ''}.`)
        .join('-'),
    )
  return clip([name.slice(0, comma), initials.join(' ')].filter((part) => part !== '').join(', '), 120)
}

const sentence = (text: string): string => (/[.?!…]$/u.test(text) ? text : `${text}.`)

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/** At most `most` characters, never half of a surrogate pair. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text
    .slice(0, most - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`
}
