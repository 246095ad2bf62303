import { allCodes } from '../domain/codebook.ts'
import { type EditorialNotice, printNotices } from '../domain/notice.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { codeLabel } from './code-label.ts'
import type { MapData } from './map-data.ts'
import type { Changes } from './map-difference.ts'
import { limits } from './methods-html.ts'
import { methodsParagraphs } from './methods-paragraph.ts'
import { referenceOf } from './page-content.ts'
import { clip, referenceText } from './page/reference.ts'
import { decimal, studiesInWords, thousands } from './page/wording.ts'
import { people, standingOf, yearsOf } from './review-facts.ts'

/** A written report as blocks, from which Markdown and Word files are made. `open` marks what the authors must write. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'subheading' | 'paragraph' | 'open'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }

const heading = (text: string): Block => ({ kind: 'heading', text })
const item = (text: string): Block => ({ kind: 'subheading', text })
const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const open = (text: string): Block => ({ kind: 'open', text: `To be written: ${text}` })

/** More included reports than this are listed in the data tables only. */
const mostListed = 300

/** The 22 items of PRISMA-ScR (Tricco et al. 2018, doi 10.7326/M18-0850), filled with what the review knows. */
export function reportDocument(
  snapshot: ReviewSnapshot,
  data: MapData,
  cite: string,
  changes?: Changes,
): readonly Block[] {
  const { review, codebook } = snapshot
  return [
    { kind: 'title', text: review.title },
    heading('Title'),
    item('1 Title'),
    paragraph(`${review.title}: an evidence-gap map. Version ${review.version}.`),
    ...standingOf(snapshot).warnings.map(paragraph),
    heading('Abstract'),
    item('2 Structured summary'),
    paragraph(summary(snapshot, data)),
    heading('Introduction'),
    item('3 Rationale'),
    open('why this review is needed.'),
    item('4 Objectives'),
    ...(review.question === undefined ? [open('the objectives.')] : [paragraph(review.question)]),
    ...(codebook.questions.length === 0
      ? []
      : [{ kind: 'list' as const, items: codebook.questions.map(({ question }) => question) }]),
    ...methods(snapshot, data),
    ...results(snapshot, data),
    heading('Discussion'),
    item('19 Summary of evidence'),
    ...answers(snapshot, data),
    item('20 Limitations'),
    { kind: 'list', items: limits(snapshot) },
    item('21 Conclusions'),
    open('what follows for research and practice.'),
    heading('Funding'),
    item('22 Funding'),
    open('who paid for the review, and their part in it.'),
    ...(changes === undefined
      ? []
      : [
          heading(`Changes since version ${clip(changes.since.snapshot.review.version, 100)}`),
          { kind: 'list' as const, items: changes.difference.sentences },
          paragraph('Every changed study and cell is in data/changes.csv.'),
        ]),
    heading('How to cite'),
    paragraph(cite),
  ]
}

function summary(snapshot: ReviewSnapshot, { gaps }: MapData): string {
  const years = yearsOf(snapshot)
  const range = years === undefined ? '' : `, published ${years[0]} to ${years[1]}`
  return `${studiesInWords(snapshot.studies.length)} in ${thousands(snapshot.flow.newReports)} reports${range}. ${gaps?.sentence ?? ''}`.trim()
}

function methods(snapshot: ReviewSnapshot, data: MapData): readonly Block[] {
  const { codebook, searches } = snapshot
  const [searched, screened, coded, mapped, computed] = methodsParagraphs(snapshot, data)
  const criteria = codebook.screening?.criteria ?? []
  const reasons = codebook.screening?.reasons ?? []
  return [
    heading('Methods'),
    item('5 Protocol and registration'),
    open('where the protocol is and under which number it is registered.'),
    item('6 Eligibility criteria'),
    ...(criteria.length === 0 ? [open('the criteria.')] : [{ kind: 'list' as const, items: criteria }]),
    ...(reasons.length === 0
      ? []
      : [
          paragraph(
            `Reasons for exclusion: ${allCodes({ codes: reasons })
              .map(({ code }) => code.label)
              .join('; ')}.`,
          ),
        ]),
    item('7 Information sources'),
    paragraph(searched ?? ''),
    item('8 Search'),
    searches.length === 0
      ? open('the full search of at least one database.')
      : {
          kind: 'table',
          head: ['Source', 'Date', 'Query as run', 'Records'],
          rows: searches.map(({ source, database, date, query, retrieved }) => [
            database ?? source,
            date.slice(0, 10),
            query ?? 'not recorded',
            thousands(retrieved),
          ]),
        },
    item('9 Selection of sources of evidence'),
    paragraph(screened ?? ''),
    item('10 Data charting process'),
    paragraph(coded ?? ''),
    ...(people(snapshot).length === 0
      ? []
      : [paragraph(`Decisions were made by ${people(snapshot).join(', ')}.`)]),
    item('11 Data items'),
    {
      kind: 'table',
      head: ['Dimension', 'Type', 'Codes', 'Definition'],
      rows: codebook.dimensions.map((dimension) => [
        dimension.label,
        dimension.type,
        String(allCodes(dimension).length),
        dimension.definition ?? '',
      ]),
    },
    item('12 Critical appraisal of individual sources of evidence'),
    open('whether and how studies were appraised; the codebook’s dimensions say what was coded.'),
    item('13 Synthesis of results'),
    paragraph(`${mapped ?? ''} ${computed ?? ''}`.trim()),
  ]
}

function results(snapshot: ReviewSnapshot, { gaps }: MapData): readonly Block[] {
  const { databases, other, newReports, newStudies } = snapshot.flow
  const both = (count: (arm: typeof databases) => number): string =>
    thousands(count(databases) + count(other))
  const identified = Object.values(snapshot.flow.identified).reduce((sum, count) => sum + count, 0)
  const references = snapshot.studies.flatMap((study) =>
    study.reports.map((report) => withNotices(referenceText(referenceOf(report)), report.notices)),
  )
  const few = (gaps?.ranked ?? []).filter(({ verdict }) => verdict === 'fewer')
  return [
    heading('Results'),
    item('14 Selection of sources of evidence'),
    {
      kind: 'table',
      head: ['Step', 'Number'],
      rows: [
        ['Records identified', thousands(identified)],
        ['Duplicates removed', both((arm) => arm.duplicates)],
        ['Records screened', both((arm) => arm.screened)],
        ['Records excluded', both((arm) => arm.excluded)],
        ['Reports sought', both((arm) => arm.sought)],
        ['Reports not retrieved', both((arm) => arm.notRetrieved)],
        ['Reports assessed', both((arm) => arm.assessed)],
        ['Reports excluded on full text', both((arm) => arm.excludedOnFullText)],
        ['Reports included', thousands(newReports)],
        ['Studies included', thousands(newStudies)],
      ],
    },
    paragraph('The flow diagram is figures/prisma.svg.'),
    item('15 Characteristics of sources of evidence'),
    ...characteristics(snapshot),
    item('16 Critical appraisal within sources of evidence'),
    open('the results of the appraisal, where there was one.'),
    item('17 Results of individual sources of evidence'),
    ...(references.length <= mostListed
      ? [{ kind: 'list' as const, items: references.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)) }]
      : [
          paragraph(
            `All ${thousands(references.length)} references are in data/reports.csv, their codes in data/studies.csv.`,
          ),
        ]),
    item('18 Synthesis of results'),
    paragraph(gaps?.sentence ?? 'The gap statistics were not computed.'),
    ...few.map(({ sentences }) => paragraph(sentences.join(' '))),
    ...(few.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            head: ['Row', 'Column', 'Studies', 'Expected'],
            rows: few.map(({ row, column, observed, expected }) => [
              codeLabel(snapshot.codebook, gaps?.rows, row),
              codeLabel(snapshot.codebook, gaps?.columns, column),
              thousands(observed),
              decimal(expected),
            ]),
          },
        ]),
    paragraph('The whole map is index.html and figures/map.svg; all cells are in data/cells.csv.'),
  ]
}

const withNotices = (reference: string, notices: readonly EditorialNotice[] = []): string =>
  [reference, ...printNotices(notices).map((line) => `[${line}]`)].join(' ')

/** For every dimension with codes, how many studies have each code of the top level. */
function characteristics({ codebook, studies }: ReviewSnapshot): readonly Block[] {
  const rows = codebook.dimensions.flatMap((dimension) => {
    if (dimension.codes.length === 0) return []
    const top = new Map(allCodes(dimension).map(({ code, path }) => [code.id, path[0] ?? code.id]))
    const counts = new Map<string, number>()
    let coded = 0
    for (const study of studies) {
      const value = study.codings.find((coding) => coding.dimension === dimension.id)?.value
      if (value === undefined || !('codes' in value)) continue
      coded++
      for (const code of new Set(value.codes.flatMap((id) => top.get(id) ?? [])))
        counts.set(code, (counts.get(code) ?? 0) + 1)
    }
    return dimension.codes.map((code) => [
      clip(dimension.label, 200),
      clip(code.label, 200),
      thousands(counts.get(code.id) ?? 0),
      thousands(coded),
    ])
  })
  return [{ kind: 'table', head: ['Dimension', 'Code', 'Studies', 'Of studies coded'], rows }]
}

const answers = ({ codebook }: ReviewSnapshot, data: MapData): readonly Block[] =>
  codebook.questions.length === 0
    ? [open('the main results.')]
    : codebook.questions.flatMap(({ id, question }) => {
        const answer = data.answers.find((candidate) => candidate.question === id)
        return [
          paragraph(
            `${question} ${answer?.sentence ?? 'Not computed.'} ${(answer?.missing ?? []).join(' ')}`.trim(),
          ),
        ]
      })
