import { Argument, InvalidArgumentError } from 'commander'
import { signed } from '../../domain/gap-judgement.ts'
import { printable } from '../../domain/printable.ts'
import { type GapView, gapViews } from '../../stages/gap-view-names.ts'
import type { GapsResult } from '../../stages/gaps.ts'
import type { Face } from '../face.ts'
import type { AddVerb } from '../verb.ts'
import { cut } from '../../domain/text-width.ts'
import { alignColumns } from '../table.ts'

export const addGaps: AddVerb = (program, act) => {
  program
    .command('gaps')
    .description('where studies are missing, how sure that is, and why')
    .addArgument(
      new Argument('[view]', 'what to show').choices(Object.keys(gapViews)).default('cells', 'cells'),
    )
    .option('--rows <dimension>', "rows of the table (default: the codebook's map)")
    .option('--columns <dimension>', 'columns of the table')
    .option('--segments <dimension>', 'divide the cells by a third dimension')
    .option('--explain <row,column>', 'how the numbers of one cell came about, and its studies')
    .option('--judge <row,column>', 'say why one cell is a gap or how much it matters, under your name')
    .option(
      '--reason <code>',
      'with --judge: A insufficient (A1 none, A2 few, A3 small, A4 imprecise), B biased, C inconsistent, D not the right information',
    )
    .option('--priority <level>', 'with --judge: high, medium, low or none')
    .option('--note <text>', 'with --judge: in your own words')
    .option('--draws <n>', 'permutations and redrawn codings, to check by chance; 0 for none', count, 500)
    .option('--all', 'every cell, also those with nothing to say')
    .addHelpText('after', examples)
    .action(
      act(async (face, view: GapView, { all, ...flags }: Flags) => {
        if (view !== 'cells') return showView(face, view, flags)
        const { judge } = flags
        if (judge !== undefined) return judgeCell(face, { ...flags, judge })
        const { gaps } = await import('../../stages/gaps.ts')
        const result = await face.withReview((review) => gaps(review, flags, face.control))
        if (face.flags.json === true) return face.printJson(result)
        if (result.explained === undefined) printTable(face, result, all === true)
        else printCell(face, result.explained)
        if (flags.draws > 0) face.note(`Chance was drawn ${flags.draws} times from the review's own hash.`)
      }),
    )
}

interface Flags {
  readonly rows?: string
  readonly columns?: string
  readonly segments?: string
  readonly explain?: string
  readonly judge?: string
  readonly reason?: string
  readonly priority?: string
  readonly note?: string
  readonly draws: number
  readonly all?: boolean
}

async function judgeCell(face: Face, flags: Flags & { readonly judge: string }): Promise<void> {
  const { judgeGap } = await import('../../stages/judge-gap.ts')
  const decision = await face.withReview((review) => judgeGap(review, flags, face.control))
  if (face.flags.json === true) return face.printJson(decision)
  const [row, column] = decision.cell
  face.print(printable(`${row.code} x ${column.code}: recorded for ${signed(decision)}`))
}

async function showView(
  face: Face,
  view: Exclude<GapView, 'cells'>,
  flags: Pick<Flags, 'rows' | 'draws'>,
): Promise<void> {
  const { gapView } = await import('../../stages/gap-views.ts')
  const { data, lines } = await face.withReview((review) => gapView(review, view, flags, face.control))
  if (face.flags.json === true) return face.printJson(data ?? null)
  for (const line of lines) face.print(printable(line))
}

function count(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0 to 999999.')
  return Number(text)
}

function printTable(face: Face, result: GapsResult, all: boolean): void {
  const { table, cells, sentence } = result
  face.print(printable(`${table.rows.label} x ${table.columns.label}`))
  face.print(sentence)
  const said = all
    ? cells
    : cells.filter(
        ({ verdict, observed, kinds, judgements }) =>
          verdict === 'fewer' ||
          verdict === 'more' ||
          (verdict === 'impossible' && observed > 0) ||
          kinds.length + judgements.length > 0,
      )
  const redrawn = new Map(result.uncertain?.cells.flat().map((cell) => [`${cell.row}\n${cell.column}`, cell]))
  for (const cell of said) {
    face.print()
    face.print(printable(cell.sentence))
    if (cell.verdict !== 'not-known') face.print(`  ${printable(cell.test)}`)
    for (const { kind, sentence: fact } of cell.kinds) face.print(`  ${kind}: ${printable(fact)}`)
    for (const judgement of cell.judgements) face.print(`  judged by ${printable(signed(judgement))}`)
    if (cell.observed > 0 && table.segments !== undefined)
      face.print(`  ${printable(segmentsLine(table.segments, cell))}`)
    const again = redrawn.get(`${cell.row}\n${cell.column}`)
    if (again !== undefined && cell.verdict === 'fewer')
      face.print(`  stays so in ${Math.round(again.staysFewer * 100)} % of redrawn codings`)
  }
  const silent = cells.length - said.length
  face.print()
  if (silent > 0) face.print(`${silent} other cells: nothing to say (--all lists them)`)
  face.print(result.priorSentence)
  face.print(result.uncertaintySentence)
  for (const note of result.notes) face.print(printable(note))
}

/** "by Rigor: 3 Trial, 1 Survey; 2 not coded or with another code" */
function segmentsLine(
  { label, codes }: NonNullable<GapsResult['table']['segments']>,
  { segments, unsegmented }: GapsResult['cells'][number],
): string {
  const parts = codes.flatMap((code, i) => ((segments[i] ?? 0) > 0 ? [`${segments[i]} ${code.label}`] : []))
  const rest = unsegmented === 0 ? [] : [`${unsegmented} not coded or with another code`]
  return `by ${label}: ${[...parts, ...rest].join('; ')}`
}

function printCell(face: Face, { lines, studies }: NonNullable<GapsResult['explained']>): void {
  for (const line of lines) face.print(printable(line))
  face.print()
  const rows = studies.map(({ id, year, title }) => ['', id, year ?? '', cut(title ?? '', 90)])
  for (const line of alignColumns(rows)) face.print(line)
  if (studies.length === 0) face.print('No included study stands in this cell.')
}

const examples = `
Views:
${alignColumns(Object.entries(gapViews).map(([view, tells]) => [`  ${view}`, tells])).join('\n')}

Examples:
  lacuna gaps                                    the table the codebook's map opens with
  lacuna gaps --rows outcome:1 --columns design  the top level of one dimension by another
  lacuna gaps --explain trust,trial              one cell, step by step
  lacuna gaps questions                          what the review can answer, and what is missing
`
