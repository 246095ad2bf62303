import { isGroup } from '../domain/person-name.ts'
import type { SnapshotStudy } from '../domain/snapshot.ts'
import type { CitationModel } from './citations.ts'
import { type CodedStudies, studiesWith } from './coded-studies.ts'
import type { GapStatistic, GapTable } from './gap-statistics.ts'
import { printShare, printStudies } from './print-numbers.ts'
import { outletsOf } from './publication-facts.ts'
import { countDirections, countRigor } from './rigor-and-direction.ts'
import type { StudySet } from './study-set.ts'
import { yearsSinceLast } from './trends.ts'

const kindsOfGap = [
  'absent',
  'scarce',
  'weak',
  'inconsistent',
  'one-sided',
  'stale',
  'concentrated',
  'disconnected',
] as const
export type KindOfGap = (typeof kindsOfGap)[number]

/** One way in which a cell's evidence falls short, as a fact with its numbers. */
export interface GapFinding {
  readonly kind: KindOfGap
  /** Ends with a full stop; claims no more than was counted. */
  readonly sentence: string
}

/** The lines that the kinds are drawn at; printed with the method, changed by whoever has reasons to. */
export interface KindOptions {
  /** Studies a cell needs before its studies are judged at all. */
  readonly leastStudies: number
  /** `weak`: a smaller share of rigorous studies among those coded on rigor. */
  readonly rigorousShare: number
  /** `inconsistent`: the most frequent direction holds a smaller share of those stated. */
  readonly agreeingShare: number
  /** `stale`: at least so many years since the last study. */
  readonly staleYears: number
  /** `concentrated`: one country, sector, team or outlet holds at least this share. */
  readonly concentratedShare: number
  /** `disconnected`: citations expected between two disciplines where there is none. */
  readonly leastCitations: number
}

const kindDefaults: KindOptions = {
  leastStudies: 3,
  rigorousShare: 0.2,
  agreeingShare: 0.75,
  staleYears: 10,
  concentratedShare: 2 / 3,
  leastCitations: 3,
}

/**
 * The kinds of gap of one cell. `absent` and `scarce` rest on the study-level test (`absent`: an empty cell where
 * enough is expected to tell); the others describe the studies that are there and claim nothing about others.
 * Kinds whose role the codebook does not declare, or whose facts are not known, are not judged.
 * @param citations as `citationModel` gives them, for `disconnected`
 */
export function kindsOfGapIn(
  index: CodedStudies,
  table: GapTable,
  cell: GapStatistic,
  citations?: CitationModel,
  options: Partial<KindOptions> = {},
): readonly GapFinding[] {
  const lines = { ...kindDefaults, ...options }
  const tested = cell.adjustedLower !== undefined
  if (cell.observed === 0)
    return tested
      ? [{ kind: 'absent', sentence: `No included study, ${cell.expected.toFixed(1)} expected.` }]
      : []
  const studies = studiesWith(index, { dimension: table.rows, codes: [cell.row] }).and(
    studiesWith(index, { dimension: table.columns, codes: [cell.column] }),
  )
  const findings: GapFinding[] =
    cell.verdict === 'fewer'
      ? [
          {
            kind: 'scarce',
            sentence: `${printStudies(cell.observed)}, ${cell.expected.toFixed(1)} expected.`,
          },
        ]
      : []
  const stale = staleness(index, studies, lines)
  if (stale !== undefined) findings.push(stale)
  if (studies.size < lines.leastStudies) return findings
  const judged = [
    weakness(index, studies, lines),
    inconsistency(index, studies, lines),
    oneSidedness(index, studies, lines),
    ...concentrations(index, studies, table, lines),
    ...(citations === undefined ? [] : disconnections(index, studies, citations, lines)),
  ]
  return [...findings, ...judged.filter((finding) => finding !== undefined)].toSorted(
    (a, b) => kindsOfGap.indexOf(a.kind) - kindsOfGap.indexOf(b.kind),
  )
}

type Judged = GapFinding | undefined

function weakness(
  index: CodedStudies,
  studies: StudySet,
  { rigorousShare, leastStudies }: KindOptions,
): Judged {
  const rigor = countRigor(index, studies)
  if (rigor === undefined) return undefined
  const coded = rigor.rigorous + rigor.notRigorous
  if (coded < leastStudies || rigor.rigorous >= rigorousShare * coded) return undefined
  return {
    kind: 'weak',
    sentence: `${rigor.rigorous} of ${printStudies(coded)} coded on rigor ${rigor.rigorous === 1 ? 'is' : 'are'} coded as rigorous.`,
  }
}

function inconsistency(index: CodedStudies, studies: StudySet, lines: KindOptions): Judged {
  const directions = countDirections(index, studies)
  if (directions === undefined) return undefined
  const { positive, negative, mixed, none } = directions
  const stated = positive + negative + mixed + none
  const conflict = positive > 0 && negative + none + mixed > 0
  const disagree = conflict || (negative > 0 && none + mixed > 0) || (none > 0 && mixed > 0)
  if (stated < lines.leastStudies || !disagree) return undefined
  if (Math.max(positive, negative, mixed, none) >= lines.agreeingShare * stated) return undefined
  return {
    kind: 'inconsistent',
    sentence: `Of ${printStudies(stated)} that state a direction ${positive} found positive, ${negative} negative, ${mixed} mixed and ${none} no effect.`,
  }
}

/** No negative, null or mixed result and no unwanted one: read with the upper bound on what is not reported. */
function oneSidedness(index: CodedStudies, studies: StudySet, { leastStudies }: KindOptions): Judged {
  const directions = countDirections(index, studies)
  if (directions === undefined || directions.positive < leastStudies) return undefined
  if (directions.negative + directions.mixed + directions.none > 0) return undefined
  const harms = index.snapshot.codebook.roles?.harms ?? []
  if (harms.some((reference) => studiesWith(index, reference).sharedWith(studies) > 0)) return undefined
  // Exact upper 95 % bound on a share of which none was seen (Clopper and Pearson, one-sided).
  const upper = 1 - 0.05 ** (1 / directions.positive)
  return {
    kind: 'one-sided',
    sentence: `All ${directions.positive} studies that state a direction report positive results, none a negative, null, mixed or unwanted one (so many agree by chance in one of 20 reviews if ${printShare(upper)} of results were otherwise).`,
  }
}

function staleness(index: CodedStudies, studies: StudySet, { staleYears }: KindOptions): Judged {
  const years = yearsSinceLast(index, studies)
  if (years === undefined || years < staleYears) return undefined
  return { kind: 'stale', sentence: `The last study is ${years} years old.` }
}

function concentrations(
  index: CodedStudies,
  studies: StudySet,
  table: GapTable,
  lines: KindOptions,
): readonly Judged[] {
  const { codebook } = index.snapshot
  const byCode = ([name, dimension]: readonly [string, string | undefined]): Judged => {
    // A cell of sectors is of one sector by its own definition.
    if (dimension === undefined || dimension === table.rows || dimension === table.columns) return undefined
    if (!codebook.dimensions.some(({ id }) => id === dimension)) return undefined
    const { coded, under, dimension: on } = index.on(dimension)
    const known = coded.sharedWith(studies)
    const everywhere = coded.size
    const held = on.codes.map(({ id, label }) => ({
      label,
      here: under.get(id)?.sharedWith(studies) ?? 0,
      share: () => (under.get(id)?.size ?? 0) / everywhere,
    }))
    return concentrated(name, held, known, lines)
  }
  const outlets = countBy(index, studies, outletsOf)
  const teams = countBy(index, studies, authorsOf)
  return [
    byCode(['country', codebook.roles?.country]),
    byCode(['sector', codebook.roles?.sector]),
    concentrated('outlet', outlets.held, outlets.known, lines),
    concentrated('author', teams.held, teams.known, lines),
  ]
}

interface Held {
  readonly label: string
  readonly here: number
  /** Share of it in the whole review, for comparison; counted when it is needed, since that looks at every study. */
  readonly share: () => number
}

function concentrated(name: string, held: readonly Held[], known: number, lines: KindOptions): Judged {
  const top = held.toSorted((a, b) => b.here - a.here)[0]
  // Two of three is chance; from four on a share of two thirds is three studies or more.
  if (top === undefined || known <= lines.leastStudies || top.here < lines.concentratedShare * known)
    return undefined
  return {
    kind: 'concentrated',
    sentence: `${top.here} of ${printStudies(known)} are of one ${name}, ${top.label} (${printShare(top.share())} of the whole review).`,
  }
}

function countBy(
  index: CodedStudies,
  studies: StudySet,
  namesOf: (study: SnapshotStudy) => readonly string[],
): { readonly held: readonly Held[]; readonly known: number } {
  const count = (positions: Iterable<number>): { counts: Map<string, number>; known: number } => {
    const counts = new Map<string, number>()
    let known = 0
    for (const i of positions) {
      const study = index.studies[i]
      const names = study === undefined ? [] : namesOf(study)
      if (names.length > 0) known++
      for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    return { counts, known }
  }
  const here = count(studies)
  return {
    known: here.known,
    held: [...here.counts].map(([label, n]) => ({
      label,
      here: n,
      share: () => {
        const everywhere = count(index.everyone)
        return (everywhere.counts.get(label) ?? 0) / everywhere.known
      },
    })),
  }
}

/** Authors by family name and first initial: a team is found by an author that its studies share. */
const authorsOf = (study: SnapshotStudy): readonly string[] =>
  study.reports.flatMap(({ authors }) =>
    authors.map((name) =>
      isGroup(name)
        ? name.literal
        : `${name.family}${name.given === undefined ? '' : ` ${name.given.charAt(0)}`}`,
    ),
  )

/** Pairs of disciplines with studies here that do not cite each other though citations could be expected. */
function disconnections(
  index: CodedStudies,
  studies: StudySet,
  { cites, expected: expectedOf }: CitationModel,
  { leastCitations }: KindOptions,
): readonly Judged[] {
  const discipline = index.snapshot.codebook.roles?.discipline
  if (discipline === undefined || !index.snapshot.codebook.dimensions.some(({ id }) => id === discipline))
    return []
  const { dimension, under } = index.on(discipline)
  const groups = dimension.codes.flatMap(({ id, label }) => {
    const members = under.get(id)?.and(studies)
    return members === undefined || members.size === 0 ? [] : [{ label, members }]
  })
  if (groups.length < 2) return []
  const expectedBetween = groups.map(() => groups.map(() => 0))
  const citedBetween = groups.map(() => groups.map(() => 0))
  const addTo = (table: number[][], a: number, b: number, amount: number): void => {
    const row = table[Math.min(a, b)]
    if (row !== undefined) row[Math.max(a, b)] = (row[Math.max(a, b)] ?? 0) + amount
  }
  const add = (table: number[][], from: number, to: number, amount: number): void => {
    for (const [a, { members: own }] of groups.entries())
      if (own.has(from))
        for (const [b, { members: other }] of groups.entries()) if (other.has(to)) addTo(table, a, b, amount)
  }
  const expectedFrom = expectedOf(groups.map(({ members }) => members))
  for (const from of studies) {
    if ((cites[from] ?? []).length === 0) continue
    for (const to of cites[from] ?? []) add(citedBetween, from, to, 1)
    const to = expectedFrom(from)
    for (const [a, { members }] of groups.entries())
      if (members.has(from)) for (const [b, amount] of to.entries()) addTo(expectedBetween, a, b, amount)
  }
  return groups.flatMap((a, i) =>
    groups.slice(i + 1).map((b, offset): Judged => {
      const j = i + 1 + offset
      const expected = expectedBetween[i]?.[j] ?? 0
      if ((citedBetween[i]?.[j] ?? 0) > 0 || expected < leastCitations) return undefined
      return {
        kind: 'disconnected',
        sentence: `Studies from ${a.label} and from ${b.label} are here and none cites one of the other (${expected.toFixed(1)} citations expected).`,
      }
    }),
  )
}
