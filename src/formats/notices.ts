import { parseDoi, parsePmid } from '../domain/identifier.ts'
import type { AnnouncedNotice, EditorialNotice, NoticeKind } from '../domain/notice.ts'
import { parseDate } from './dates.ts'

/**
 * Tags of MEDLINE's display format and `RefType`s of its XML that tie a document to a notice about it (`In`), or a
 * notice to its document (`Of`, `For`); https://www.nlm.nih.gov/bsd/mms/medlineelements.html.
 */
const noticed: Readonly<Record<string, NoticeKind>> = {
  RIN: 'retraction',
  PRIN: 'retraction',
  RetractionIn: 'retraction',
  PartialRetractionIn: 'retraction',
  ECI: 'concern',
  ExpressionOfConcernIn: 'concern',
  EIN: 'correction',
  CRI: 'correction',
  ErratumIn: 'correction',
  CorrectedandRepublishedIn: 'correction',
}
const announced: Readonly<Record<string, NoticeKind>> = {
  ROF: 'retraction',
  PROF: 'retraction',
  RetractionOf: 'retraction',
  PartialRetractionOf: 'retraction',
  ECF: 'concern',
  ExpressionOfConcernFor: 'concern',
  EFR: 'correction',
  ErratumFor: 'correction',
}

/** A citation such as "Lancet. 2010 Feb 6;375(9713):445. PMID: 20137807" as a notice; undefined for other tags. */
export function noticeIn(tag: string, citation: string, source: string): EditorialNotice | undefined {
  const kind = noticed[tag]
  if (kind === undefined) return undefined
  const date = isoDateIn(citation)
  return { kind, source, ...(date === undefined ? {} : { date }), ...workIn(citation) }
}

/** What a record announces by that tag; undefined for other tags and where the work cannot be told. */
export function announcementIn(tag: string, citation: string): AnnouncedNotice | undefined {
  const kind = announced[tag]
  const work = workIn(citation)
  return kind === undefined || Object.keys(work).length === 0 ? undefined : { kind, ...work }
}

function workIn(citation: string): { readonly doi?: string; readonly pmid?: string } {
  const doi = parseDoi(citation)
  const pmid = parsePmid(/PMID:?\s*(\d+)/i.exec(citation)?.[1] ?? '')
  return { ...(doi === undefined ? {} : { doi }), ...(pmid === undefined ? {} : { pmid }) }
}

function isoDateIn(citation: string): string | undefined {
  const [text] = /\b(?:18|19|20)\d{2}(?:\s+[A-Z][a-z]{2}(?:\s+\d{1,2})?)?(?=[\s;:.]|$)/.exec(citation) ?? []
  const { year, month, day } = parseDate(text ?? '') ?? {}
  if (year === undefined) return undefined
  const parts = month === undefined ? [year] : day === undefined ? [year, month] : [year, month, day]
  return parts.map((part) => String(part).padStart(2, '0')).join('-')
}

/** Document types by which PubMed, Web of Science and Scopus mark what was retracted (not the notice itself). */
const retractedType = /^(?:retracted(?: publication| article)?|withdrawn publication)$/i
/** What publishers put before the title of what they retracted. */
const retractedTitle =
  /^\W{0,3}(?:RETRACTED|WITHDRAWN)(?:\s+(?:ARTICLE|PAPER|CHAPTER))?\s*[:\]—–-]|^Retracted(?: article)?:/u

/** Whether a title or a document type says that the document itself is retracted. */
export const saysRetracted = (title: string | undefined, types: readonly string[]): boolean =>
  retractedTitle.test(title ?? '') ||
  types.some((type) => type.split(/\s*;\s*/).some((word) => retractedType.test(word)))
