import type { Code, Codebook, Dimension, DimensionType } from '../../src/domain/codebook.ts'
import { prismaFlow } from '../../src/domain/prisma-flow.ts'
import type { ReviewSnapshot, SnapshotStudy } from '../../src/domain/snapshot.ts'

/** A code as its id, or with its children as [id, ...children]. */
export type CodeTree = string | readonly [string, ...CodeTree[]]

function code(tree: CodeTree, more: Partial<Code> = {}): Code {
  const [id, children] = typeof tree === 'string' ? [tree, []] : [tree[0], tree.slice(1)]
  return {
    id,
    label: id,
    variants: [],
    cues: [],
    nearMisses: [],
    examples: [],
    retired: false,
    children: children.map((child) => code(child)),
    ...more,
  }
}

export function dimension(
  id: string,
  codes: readonly CodeTree[],
  type: DimensionType = 'multi',
  more: Partial<Dimension> = {},
): Dimension {
  return { id, label: id, type, required: false, codes: codes.map((tree) => code(tree)), ...more }
}

export function codebook(dimensions: readonly Dimension[], more: Partial<Codebook> = {}): Codebook {
  return {
    id: 'small',
    title: 'A small codebook',
    version: '1',
    sources: [],
    dimensions,
    questions: [],
    impossible: [],
    ...more,
  }
}

/** What a study is coded with: dimension to codes, or to a number. A dimension that is not there was not coded. */
export interface SmallStudy {
  readonly year?: number
  readonly journal?: string
  readonly author?: string
  readonly codes?: Readonly<Record<string, readonly string[] | number>>
  readonly coder?: string
}

/** A review with these studies, called s1, s2 …, each with one report d1, d2 … */
export function review(
  book: Codebook,
  studies: readonly SmallStudy[],
  more: Partial<ReviewSnapshot> = {},
): ReviewSnapshot {
  return {
    format: 'lacuna-snapshot/1',
    tool: { name: 'lacuna', version: '0' },
    review: { title: 'A small review', version: '1', authors: [], searchedTo: '2026-11-01' },
    codebook: book,
    codingRule: 'both',
    searches: [],
    sources: [],
    flow: prismaFlow([], 0, { fullText: true }),
    studies: studies.map(study),
    coders: [],
    log: { entries: 0, hash: '' },
    ...more,
  }
}

function study({ year, journal, author, codes = {}, coder = 'ada' }: SmallStudy, i: number): SnapshotStudy {
  return {
    id: `s${i + 1}`,
    reports: [
      {
        id: `d${i + 1}`,
        type: 'article',
        authors: author === undefined ? [] : [{ family: author }],
        identifiers: {},
        includedBy: 'one-coder',
        ...(year === undefined ? {} : { date: { year } }),
        ...(journal === undefined ? {} : { container: journal }),
      },
    ],
    codings: Object.entries(codes).map(([on, value]) => ({
      dimension: on,
      value: typeof value === 'number' ? { number: value } : { codes: value },
      by: coder.startsWith('machine:') ? 'machine' : 'one-coder',
      coders: [coder],
    })),
  }
}

/** n times the same study. */
export const times = (n: number, one: SmallStudy): readonly SmallStudy[] =>
  Array.from({ length: n }, () => one)
