import { existsSync } from 'node:fs'
import { foldFullTexts, type KnownFullText } from '../domain/full-text.ts'
import type { FullTextLink } from '../domain/record.ts'
import { type Report, type ReportId, reportIndex } from '../domain/report.ts'
import { isIncluded, type StageOfReview } from '../domain/stage-of-review.ts'
import type { Review } from '../review/review.ts'
import { readStanding, type ReviewStanding } from '../review/standing.ts'
import { fullPath, readFullTexts } from './full-text-journal.ts'

/** Where the full text of one report is: a file, else the best link, else nothing. */
export interface FullText {
  readonly report: ReportId
  readonly title: string
  readonly doi?: string
  readonly stage: StageOfReview
  /** Absolute path of the linked file, and its SHA-256. */
  readonly path?: string
  readonly sha256?: string
  readonly because?: string
  /** The file was linked and is not there any more. */
  readonly isLost?: boolean
  /** Open links, best first. */
  readonly links: readonly FullTextLink[]
}

/**
 * The full texts of all reports that one is wanted for: those that passed title and abstract and were not excluded
 * since; in order of id.
 */
export async function fullTexts(review: Review): Promise<readonly FullText[]> {
  const standing = await readStanding(review)
  const known = await knownFullTexts(review, standing)
  const reports = await review.store.reportsById(
    [...standing.stages].filter(([, stage]) => isWanted(stage)).map(([id]) => id),
  )
  const links = await storedLinks(review, reports)
  return reports.map((report) =>
    fullTextIn(
      review,
      report,
      standing.stages.get(report.id) ?? 'awaiting-screening',
      known.get(report.id),
      links.get(report.id) ?? [],
    ),
  )
}

/**
 * What to open for one report: the file on this computer, or a URL (`isOpen` where a source says that anyone may
 * read it there; otherwise the landing page). Undefined where there is neither.
 */
export async function fullTextOf(
  review: Review,
  report: ReportId,
): Promise<{ readonly path?: string; readonly url?: string; readonly isOpen?: boolean } | undefined> {
  const documents = await review.store.memberships()
  const id = reportIndex(documents)(report)
  const [found] = id === undefined ? [] : await review.store.reportsById([id])
  if (found === undefined) return undefined
  const known = foldFullTexts(await readFullTexts(review.folder), reportIndex(documents)).get(found.id)
  const stored = (await storedLinks(review, [found])).get(found.id) ?? []
  const { path, links, isLost } = fullTextIn(review, found, 'awaiting-full-text', known, stored)
  const file = path === undefined || isLost === true ? {} : { path }
  const [open] = links
  const { doi } = found.identifiers
  const landing = doi === undefined ? found.urls?.find(isWebAddress) : `https://doi.org/${encodeURI(doi)}`
  const url = open?.url ?? landing
  if (url === undefined) return 'path' in file ? file : undefined
  return { ...file, url, isOpen: open !== undefined }
}

/** Whether somebody needs the full text: to assess it, to code from it. */
export const isWanted = (stage: StageOfReview): boolean =>
  isIncluded(stage) || ['awaiting-retrieval', 'awaiting-full-text', 'full-text-conflict'].includes(stage)

export async function knownFullTexts(
  review: Review,
  { documents }: Pick<ReviewStanding, 'documents'>,
): Promise<ReadonlyMap<ReportId, KnownFullText>> {
  return foldFullTexts(await readFullTexts(review.folder), reportIndex(documents))
}

function fullTextIn(
  review: Review,
  report: Report,
  stage: StageOfReview,
  known: KnownFullText | undefined,
  stored: readonly FullTextLink[],
): FullText {
  const { doi } = report.identifiers
  const about = {
    report: report.id,
    title: report.title ?? 'no title',
    ...(doi === undefined ? {} : { doi }),
    stage,
    links: bestFirst([...(known?.asked.values() ?? [])].flat().concat(stored)),
  }
  if (known?.file === undefined) return about
  const { sha256, because } = known.file
  const path = fullPath(review.folder, known.file.path)
  return { ...about, path, sha256, because, ...(existsSync(path) ? {} : { isLost: true }) }
}

/** Open links that sources gave with the records of reports, and what identifiers and addresses lead to. */
async function storedLinks(
  review: Review,
  reports: readonly Report[],
): Promise<ReadonlyMap<ReportId, readonly FullTextLink[]>> {
  const reportOf = new Map(
    reports.flatMap(({ id, records }) => records.map((record) => [record, id] as const)),
  )
  const links = new Map<ReportId, FullTextLink[]>()
  const add = (report: ReportId, more: readonly FullTextLink[]): void => {
    const known = links.get(report)
    if (known === undefined) links.set(report, [...more])
    else known.push(...more)
  }
  const records = [...reportOf.keys()]
  for (let at = 0; at < records.length; at += 500) {
    for (const { id, fullTexts: given = [] } of await review.store.recordsById(records.slice(at, at + 500)))
      add(
        reportOf.get(id) ?? '',
        given.filter(({ isOpen, url }) => isOpen && isWebAddress(url)),
      )
  }
  for (const { id, identifiers, urls = [] } of reports) {
    if (identifiers.pmcid !== undefined)
      add(id, [
        {
          url: `https://pmc.ncbi.nlm.nih.gov/articles/${identifiers.pmcid}/`,
          format: 'html',
          isOpen: true,
        },
      ])
    add(
      id,
      urls
        .filter((url) => isWebAddress(url) && /\.pdf(?:$|[?#])/i.test(url))
        .map((url) => ({ url, format: 'pdf' as const, isOpen: true })),
    )
  }
  return links
}

const isWebAddress = (url: string): boolean => /^https?:\/\/\S+$/i.test(url)

/** PDFs before pages, published versions before manuscripts, each address once. */
function bestFirst(links: readonly FullTextLink[]): readonly FullTextLink[] {
  const rank = ({ format, version }: FullTextLink): number =>
    (format === 'pdf' ? 0 : 2) + (version === undefined || /published|vor/i.test(version) ? 0 : 1)
  const once = [...new Map(links.toReversed().map((link) => [link.url, link])).values()].toReversed()
  return once.toSorted((a, b) => rank(a) - rank(b))
}
