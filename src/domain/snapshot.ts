import type { Codebook } from './codebook.ts'
import type { CodingRule, SettledBy } from './coding.ts'
import type { CodeValue, Evidence } from './decision.ts'
import { contentHash } from './canonical.ts'
import type { GapJudgement } from './gap-judgement.ts'
import type { PrismaFlow } from './prisma-flow.ts'
import type { Bibliography } from './record.ts'
import type { ReportId } from './report.ts'
import type { Search } from './search.ts'
import type { StudyId } from './study.ts'

/** A coding as the map counts it, with whose word it is. */
export interface SnapshotCoding {
  readonly dimension: string
  readonly value: CodeValue
  readonly by: SettledBy
  readonly coders: readonly string[]
  readonly evidence?: readonly Evidence[]
}

/** One study in the review with its reports and, per dimension, at most one coding. */
export interface SnapshotStudy {
  readonly id: StudyId
  readonly reports: readonly SnapshotReport[]
  readonly codings: readonly SnapshotCoding[]
}

export interface SnapshotReport extends Bibliography {
  readonly id: ReportId
  /** Who included it: people, or only a machine. */
  readonly includedBy: SettledBy
  /** Labels of the sources that its records came from. */
  readonly sources?: readonly string[]
}

/**
 * One report's reference list as harvested: reports of the review by their id, other works by a DOI or another
 * lasting id. A report without an entry has no known references, which is not the same as an empty list.
 */
export interface ReportReferences {
  readonly report: ReportId
  readonly cites: readonly string[]
}

/** One source's share: records read from it, and how many of them were the only record of their report. */
export interface SourceCount {
  readonly source: string
  readonly database?: string
  readonly channel: string
  readonly records: number
  readonly onlyHere: number
}

/** How well people agreed on one dimension, measured on their blind codings before anything was reconciled. */
export interface SnapshotAgreement {
  readonly dimension: string
  readonly coders: number
  /** Reports that two or more people coded. */
  readonly units: number
  /** The headline statistic's name. */
  readonly statistic: string
  /** Absent where it cannot be estimated; `note` then says why. */
  readonly estimate?: number
  readonly low?: number
  readonly high?: number
  readonly note?: string
}

/**
 * A whole review as plain data: everything a map, its figures and its companions are computed from, and what a
 * published map carries with it so that anyone can compute it again.
 */
export interface ReviewSnapshot {
  readonly format: 'lacuna-snapshot/1'
  readonly tool: { readonly name: string; readonly version: string }
  readonly review: {
    readonly title: string
    readonly question?: string
    readonly version: string
    readonly authors: readonly string[]
    readonly contact?: string
    readonly licence?: string
    readonly publisher?: string
    readonly doi?: string
    /** The latest search's date: what the map can know of. */
    readonly searchedTo?: string
  }
  readonly codebook: Codebook
  readonly codingRule: CodingRule
  readonly searches: readonly Search[]
  readonly sources: readonly SourceCount[]
  readonly flow: PrismaFlow
  readonly studies: readonly SnapshotStudy[]
  /** Per dimension that two or more people coded. The log it comes from is not in the snapshot, so it stands here. */
  readonly agreement?: readonly SnapshotAgreement[]
  readonly references?: readonly ReportReferences[]
  /** What people say of cells of the map: reasons and priorities, signed. Absent where nobody said anything. */
  readonly gapJudgements?: readonly GapJudgement[]
  /** Everybody who made a standing decision, machines marked by their prefix, with how many. */
  readonly coders: readonly { readonly coder: string; readonly decisions: number }[]
  /**
   * How many entries of the decision log stand, and their hash: what the counts were folded from. `latest` is the day
   * (UTC) of the newest that a person made, by that person's clock.
   */
  readonly log: { readonly entries: number; readonly hash: string; readonly latest?: string }
}

/** SHA-256 over the snapshot's canonical JSON: the hash that a map prints. */
export const snapshotHash = (snapshot: ReviewSnapshot): string => contentHash(snapshot)

/** The codes a study has on a dimension; undefined where the dimension was not coded at all. */
export function studyCodes(study: SnapshotStudy, dimension: string): readonly string[] | undefined {
  const coding = study.codings.find((candidate) => candidate.dimension === dimension)
  return coding === undefined || !('codes' in coding.value) ? undefined : coding.value.codes
}
