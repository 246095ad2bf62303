import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { isMachine } from '../domain/decision.ts'
import type { GapStatistic, GapTable, GapVerdict } from './gap-statistics.ts'
import { printP, printProbability, printStudies } from './print-numbers.ts'

/** What the sentences need besides the numbers. */
export interface GapNames {
  readonly row: string
  readonly column: string
  /** ISO date of the latest search. */
  readonly searchedTo?: string
}

/**
 * What is so, in a sentence that claims nothing more: never "gap", never "no evidence".
 * "No included study reports X with Y (0 of 40 studies; 3.0 expected if topics were combined at random; search
 * to 2026-11-01)."
 */
export function cellSentence(cell: GapStatistic, { row, column, searchedTo }: GapNames): string {
  const { observed, studies, expected, verdict } = cell
  const who =
    observed === 0
      ? 'No included study reports'
      : `${observed} included ${observed === 1 ? 'study reports' : 'studies report'}`
  const notes = [
    `${observed} of ${printStudies(studies)}`,
    ...(verdict === 'impossible' || verdict === 'same-dimension'
      ? []
      : [`${expected.toFixed(1)} expected if topics were combined at random`]),
    ...(searchedTo === undefined ? [] : [`search to ${searchedTo}`]),
  ]
  return `${who} ${row} with ${column} (${notes.join('; ')}).`
}

/** What the test says, or why there is none. */
export function verdictSentence(cell: GapStatistic, table: GapTable): string {
  const because = cell.impossible ?? 'the codebook says so'
  const sentences: Readonly<Record<GapVerdict, () => string>> = {
    fewer: () => `Fewer studies than row and column totals predict (${testInWords('lower', cell, table)}).`,
    more: () => `More studies than row and column totals predict (${testInWords('upper', cell, table)}).`,
    'as-expected': () => {
      const tail = cell.lowerTail <= cell.upperTail ? 'lower' : 'upper'
      return `No clear departure from what row and column totals predict (${testInWords(tail, cell, table)}).`
    },
    'too-little-expected': () =>
      `Too little is expected here to tell (${cell.expected.toFixed(1)} studies; from about ${table.options.leastExpected} an empty cell would mean something).`,
    'not-known': () => notKnown(table),
    impossible: () =>
      `This combination cannot exist: ${because.replace(/\.$/, '')}.${cell.observed > 0 ? ` Yet it is coded: look at ${cell.observed === 1 ? 'that study' : 'those studies'} again.` : ''}`,
    'same-dimension': () => 'Codes of one dimension are not tested against each other.',
  }
  return sentences[cell.verdict]()
}

/** "exact p = 0.015; adjusted 0.06; 14 cells tested" */
function testInWords(tail: 'lower' | 'upper', cell: GapStatistic, { tested }: GapTable): string {
  const [p, adjusted] =
    tail === 'lower' ? [cell.lowerTail, cell.adjustedLower] : [cell.upperTail, cell.adjustedUpper]
  return `${printP('exact p', p)}; adjusted ${printProbability(adjusted ?? 1)}; ${tested} ${tested === 1 ? 'cell' : 'cells'} tested`
}

const notKnown = ({ codedOnBoth, included }: GapTable): string =>
  `Not known: only ${codedOnBoth} of ${included} included studies are coded on both dimensions.`

/** The sentence for a whole table where no cell departs, so that nobody reads a ranking into it. */
export function tableSentence(table: GapTable): string {
  if (table.codedOnBoth < table.options.leastCodedShare * table.included || table.included === 0)
    return notKnown(table)
  if (table.tested === 0)
    return `No cell has ${table.options.leastExpected} or more studies expected, so none can be tested; an empty cell here says nothing.`
  const few = table.cells.flat().filter(({ verdict }) => verdict === 'fewer').length
  if (few > 0)
    return `${few} of ${table.tested} tested cells ${few === 1 ? 'has' : 'have'} fewer studies than row and column totals predict (adjusted p at most ${table.options.level}).`
  return `No cell departs downward from what row and column totals predict (${table.tested} tested).`
}

/** What every map and gap table must say beside its numbers. `agreement` is how well these two fields were agreed on. */
export function standingNote(
  snapshot: ReviewSnapshot,
  table: GapTable,
  agreement?: string,
): readonly string[] {
  const codings = snapshot.studies.flatMap((study) =>
    study.codings.filter(({ dimension }) => dimension === table.rows || dimension === table.columns),
  )
  const byMachine = codings.filter(({ by, coders }) => by === 'machine' || coders.every(isMachine)).length
  return [
    'Absence from the map is not absence of effect.',
    'Independence of rows and columns is a yardstick, not a target.',
    'A cell counts each study once.',
    `${table.codedOnBoth} of ${table.included} included studies are coded on both dimensions; the others are not counted as lacking anything.`,
    ...(byMachine === 0
      ? []
      : [
          `${byMachine} of ${codings.length} codings counted here are a machine's alone, not confirmed by a person.`,
        ]),
    agreement ?? 'Agreement between coders on these two dimensions is not given.',
  ]
}
