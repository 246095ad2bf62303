import type { Coder, DecisionId } from './decision.ts'
import type { FullTextLink } from './record.ts'
import type { ReportId } from './report.ts'

interface Entry {
  readonly report: ReportId
  /** ISO instant, UTC. */
  readonly at: string
  readonly by: Coder
}

/** A file on this computer is the full text of a report. */
export interface FullTextFile extends Entry {
  readonly kind: 'file'
  /** Relative to the project's folder where it lies inside. */
  readonly path: string
  readonly sha256: string
  /** Why, in words: what in the file says so, or that a person said so. */
  readonly because: string
  /** The retrieval decision that came with it. */
  readonly decision?: DecisionId
}

/**
 * One entry of the journal of full texts: appended, never changed; the last word about a report counts. Files lie
 * on one person's computer, so they are no part of the log of decisions.
 */
export type FullTextEntry =
  | FullTextFile
  | ({ readonly kind: 'unlinked' } & Entry)
  | ({
      /** An index was asked for open full texts; an empty list says that it knows none. */
      readonly kind: 'asked'
      readonly source: string
      readonly links: readonly FullTextLink[]
      /** SHA-256 of the raw response. */
      readonly digest?: string
    } & Entry)

/** What the journal says of one report now. */
export interface KnownFullText {
  readonly file?: FullTextFile
  /** What indexes said when they were last asked, by index. */
  readonly asked: ReadonlyMap<string, readonly FullTextLink[]>
}

/**
 * The journal folded by report.
 * @param find leads every id a report ever had to the report it is part of now (`reportIndex`)
 */
export function foldFullTexts(
  entries: readonly FullTextEntry[],
  find: (id: ReportId) => ReportId | undefined,
): ReadonlyMap<ReportId, KnownFullText> {
  const known = new Map<ReportId, KnownFullText>()
  for (const entry of entries) {
    const report = find(entry.report)
    if (report === undefined) continue
    const { file, asked } = known.get(report) ?? { asked: new Map() }
    if (entry.kind === 'file') known.set(report, { file: entry, asked })
    else if (entry.kind === 'unlinked') known.set(report, { asked })
    else {
      const more = new Map([...asked, [entry.source, entry.links]])
      known.set(report, file === undefined ? { asked: more } : { file, asked: more })
    }
  }
  return known
}
