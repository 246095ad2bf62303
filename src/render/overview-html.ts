import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { codeLabel } from './code-label.ts'
import { evidenceViews } from './evidence-views-html.ts'
import { foreign, markup } from './escape.ts'
import { figureBox } from './figure-box.ts'
import type { MapData, RankedCell } from './map-data.ts'
import { decimal, studiesInWords, thousands } from './page/wording.ts'
import { prismaDiagram } from './prisma-diagram.ts'
import { yearsFigure } from './years-figure.ts'

/** How many of the largest shortfalls the overview names; the table data/cells.csv has all. */
const namedGaps = 10
/** Where fewer are clearly below, the next ones are named too, as what they are, up to this many in all. */
const namedShortfalls = 5

/** The overview: answers to the questions, where evidence is scarce, the flow of records, agreement. */
export function overviewHtml(snapshot: ReviewSnapshot, data: MapData): string {
  const years = yearsFigure(snapshot)
  return [
    '<h2>What the evidence says</h2>',
    answers(snapshot, data),
    '<h2>Where studies are scarce</h2>',
    scarce(snapshot, data),
    data.notes.length === 0 ? '' : `<p class="note">${markup(data.notes.join(' '))}</p>`,
    '<h2>How studies were found</h2>',
    figureBox(prismaDiagram(snapshot.flow), 'How studies were found'),
    years === undefined ? '' : `<h2>When studies appeared</h2>\n${figureBox(years, 'When studies appeared')}`,
    evidenceViews(snapshot, data),
    agreement(snapshot),
  ].join('\n')
}

function answers({ codebook }: ReviewSnapshot, data: MapData): string {
  if (codebook.questions.length === 0) return '<p>The codebook asks no questions.</p>'
  const items = codebook.questions.map((question) => {
    const answer = data.answers.find((candidate) => candidate.question === question.id)
    const missing = (answer?.missing ?? []).map((line) => `<li>${markup(line)}</li>`).join('')
    return `<li><h3>${foreign(question.question)}</h3><p>${markup(answer?.sentence ?? 'Not computed.')}</p>${missing === '' ? '' : `<ul class="missing">${missing}</ul>`}${answer?.studies.length === 0 ? '' : showStudies(codebook, question.answeredBy)}</li>`
  })
  return `<ol class="answers">${items.join('\n')}</ol>`
}

/** A link to these very studies in the list, where all that the question names can be said as filters. */
function showStudies(
  { dimensions }: ReviewSnapshot['codebook'],
  references: ReviewSnapshot['codebook']['questions'][number]['answeredBy'],
): string {
  const query = references.map(({ dimension: id, codes }) => {
    const top = dimensions.find((dimension) => dimension.id === id)?.codes ?? []
    const chosen = codes ?? top.map((code) => code.id)
    return top.length === 0
      ? undefined
      : `${encodeURIComponent(`f.${id}`)}=${encodeURIComponent(chosen.map((code) => encodeURIComponent(code)).join(','))}`
  })
  if (query.length === 0 || query.includes(undefined)) return ''
  return `<p><a data-tab="studies" href="#studies?${markup(query.join('&'))}">Show these studies</a></p>`
}

function scarce({ codebook }: ReviewSnapshot, { gaps }: MapData): string {
  if (gaps === undefined) return '<p>The gap statistics were not computed.</p>'
  const label = (dimension: string, code: string): string => codeLabel(codebook, dimension, code)
  const list = (cells: readonly RankedCell[]): string =>
    cells.length === 0
      ? ''
      : `<ol class="gaps">${cells.map((cell) => scarceItem(cell, label(gaps.rows, cell.row), label(gaps.columns, cell.column))).join('\n')}</ol>`
  const few = gaps.ranked.filter((cell) => cell.verdict === 'fewer')
  const within = gaps.ranked.filter((cell) => cell.verdict === 'as-expected' && cell.expected > cell.observed)
  const rest =
    few.length > namedGaps
      ? `<p>${thousands(few.length - namedGaps)} more are in the table data/cells.csv.</p>`
      : ''
  const others =
    few.length < namedShortfalls && within.length > 0
      ? `<h3 class="aside">Largest shortfalls that chance alone could give</h3>${list(within.slice(0, namedShortfalls - few.length))}`
      : ''
  return `<p>${markup(gaps.sentence)}</p>${list(few.slice(0, namedGaps))}${rest}${others}`
}

function scarceItem(cell: RankedCell, row: string, column: string): string {
  const link = `#map?cell=${encodeURIComponent(`${encodeURIComponent(cell.row)},${encodeURIComponent(cell.column)}`)}`
  return `<li><p class="versus">${thousands(cell.observed)}<small>${markup(decimal(cell.expected))} expected</small></p><div><h3><a data-tab="map" href="${markup(link)}">${foreign(row)} × ${foreign(column)}</a></h3>${cell.sentences.map((sentence) => `<p>${markup(sentence)}</p>`).join('')}</div></li>`
}

function agreement({ codebook, agreement: lines = [] }: ReviewSnapshot): string {
  if (lines.length === 0) return ''
  const rows = lines.map(({ dimension, coders, units, statistic, estimate, low, high, note }) => {
    const label = codebook.dimensions.find(({ id }) => id === dimension)?.label ?? dimension
    const interval =
      low === undefined || high === undefined ? '' : ` (${low.toFixed(2)} to ${high.toFixed(2)})`
    const value = estimate === undefined ? 'not estimable' : `${estimate.toFixed(2)}${interval}`
    return `<tr><th scope="row">${foreign(label)}</th><td class="n">${coders}</td><td class="n">${thousands(units)}</td><td>${markup(statistic)}</td><td>${value}</td><td>${note === undefined ? '' : markup(note)}</td></tr>`
  })
  return `<h2>How well coders agreed</h2><p>Measured on blind codings, before anything was reconciled.</p><div class="scroll" tabindex="0" role="region" aria-label="Agreement"><table class="plain"><thead><tr><th scope="col">Dimension</th><th scope="col" class="n">Coders</th><th scope="col" class="n">Reports</th><th scope="col">Statistic</th><th scope="col">Value (interval)</th><th scope="col">Note</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

/** What stands in the header: the size and the reach of the map. */
export function factsHtml(snapshot: ReviewSnapshot, hash: string): string {
  const { review, flow, studies } = snapshot
  const facts = [
    `<b>${markup(studiesInWords(studies.length))}</b>`,
    `<b>${thousands(flow.newReports)}</b> ${flow.newReports === 1 ? 'report' : 'reports'}`,
    ...(review.searchedTo === undefined ? [] : [`search to <b>${markup(review.searchedTo)}</b>`]),
    `version <b>${markup(review.version)}</b>`,
    `codebook <b>${markup(snapshot.codebook.version)}</b>`,
    `snapshot <span class="hash">${markup(hash.slice(0, 12))}</span>`,
  ]
  return `<ul class="facts">${facts.map((fact) => `<li>${fact}</li>`).join('')}</ul>`
}
