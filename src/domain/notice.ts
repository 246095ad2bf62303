import { canonicalJson } from './canonical.ts'

/** What can be said of a document after it appeared, gravest first. */
export const noticeKinds = ['retraction', 'concern', 'correction'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Something published about a document after it appeared: that it was retracted, is doubted, or was corrected. */
export interface EditorialNotice {
  readonly kind: NoticeKind
  /** Who says so: `publisher`, `retraction-watch`, `pubmed`, `openalex`, or the format of an imported file. */
  readonly source: string
  /** ISO date of the notice as far as it is known: `2010-02-06`, `2010-02`, `2010`. */
  readonly date?: string
  /** The notice itself. */
  readonly doi?: string
  readonly pmid?: string
}

/** What a document that is itself a notice is about. */
export interface AnnouncedNotice {
  readonly kind: NoticeKind
  readonly doi?: string
  readonly pmid?: string
}

/** All notices of several records of one document, equal ones once: gravest first, then by date, oldest first. */
export function uniteNotices(lists: Iterable<readonly EditorialNotice[]>): readonly EditorialNotice[] {
  const all = new Map([...lists].flat().map((notice) => [canonicalJson(notice), notice]))
  return [...all]
    .toSorted(([a, left], [b, right]) => rank(left) - rank(right) || order(left, right) || (a < b ? -1 : 1))
    .map(([, notice]) => notice)
}

const rank = ({ kind }: EditorialNotice): number => noticeKinds.indexOf(kind)
const order = (a: EditorialNotice, b: EditorialNotice): number =>
  (a.date ?? '9') < (b.date ?? '9') ? -1 : a.date === b.date ? 0 : 1

/** Whether a document is retracted, says at least one source. */
export const isRetracted = (document: { readonly notices?: readonly EditorialNotice[] }): boolean =>
  document.notices?.some(({ kind }) => kind === 'retraction') === true

const words: Readonly<Record<NoticeKind, string>> = {
  retraction: 'Retracted',
  concern: 'Expression of concern',
  correction: 'Corrected',
}

/**
 * One line a kind, gravest first: "Retracted 2010-02-06 (10.1016/s0140-6736(10)60175-4; according to publisher,
 * pubmed)". Several sources usually mean one event, so the earliest date and the first notice stand for all.
 */
export function printNotices(notices: readonly EditorialNotice[]): readonly string[] {
  return noticeKinds.flatMap((kind) => {
    const said = uniteNotices([notices.filter((notice) => notice.kind === kind)])
    if (said.length === 0) return []
    const date = said.find((notice) => notice.date !== undefined)?.date
    const doi = said.find((notice) => notice.doi !== undefined)?.doi
    const pmid = said.find((notice) => notice.pmid !== undefined)?.pmid
    const where = doi ?? (pmid === undefined ? undefined : `PMID ${pmid}`)
    const sources = [...new Set(said.map(({ source }) => source))].toSorted()
    const details = [where, `according to ${sources.join(', ')}`].filter((part) => part !== undefined)
    return [`${words[kind]}${date === undefined ? '' : ` ${date}`} (${details.join('; ')})`]
  })
}
