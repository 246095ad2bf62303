import { isMachine } from '../domain/decision.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { foreign, markup } from './escape.ts'
import type { MapData } from './map-data.ts'
import { methodsParagraphs } from './methods-paragraph.ts'
import { thousands } from './page/wording.ts'

/** Methods as run: the paragraph to paste, the searches, the codebook, the coders, the limits. */
export function methodsHtml(snapshot: ReviewSnapshot, data: MapData): string {
  return [
    '<h2>Methods as run</h2>',
    ...methodsParagraphs(snapshot, data).map((paragraph) => `<p>${markup(paragraph)}</p>`),
    '<h2>Searches</h2>',
    searches(snapshot),
    '<h2>Sources</h2>',
    sources(snapshot),
    '<h2>Who decided</h2>',
    coders(snapshot),
    '<h2>Codebook</h2>',
    codebook(snapshot),
    '<h2>Limits</h2>',
    `<ul>${limits(snapshot)
      .map((line) => `<li>${markup(line)}</li>`)
      .join('')}</ul>`,
  ].join('\n')
}

const table = (label: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table class="plain"><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div>`

function searches(snapshot: ReviewSnapshot): string {
  if (snapshot.searches.length === 0) return '<p>No search is recorded.</p>'
  const rows = snapshot.searches.map((search) => [
    foreign(search.database ?? search.source),
    markup(search.date.slice(0, 10)),
    search.query === undefined ? 'not recorded' : `<code>${foreign(search.query)}</code>`,
    search.reported === undefined ? '' : thousands(search.reported),
    thousands(search.retrieved),
    search.file === undefined ? '' : foreign(search.file),
  ])
  return table('Searches', ['Source', 'Date', 'Query as run', 'Reported', 'Read', 'File'], rows)
}

const sources = ({ sources: list }: ReviewSnapshot): string =>
  table(
    'Sources',
    ['Source', 'Channel', 'Records', 'Found nowhere else'],
    list.map(({ source, database, channel, records, onlyHere }) => [
      foreign(database === undefined ? source : `${database} (${source})`),
      markup(channel),
      thousands(records),
      thousands(onlyHere),
    ]),
  )

const coders = (snapshot: ReviewSnapshot): string =>
  table(
    'Coders',
    ['Coder', 'Kind', 'Standing decisions'],
    snapshot.coders.map(({ coder, decisions }) => [
      foreign(coder),
      isMachine(coder) ? 'machine' : 'person',
      thousands(decisions),
    ]),
  )

function codebook({ codebook: book }: ReviewSnapshot): string {
  const terms = book.dimensions.map(
    (dimension) =>
      `<dt>${foreign(dimension.label)}</dt><dd>${foreign(dimension.definition ?? 'no definition')} <small>(${dimension.type}${dimension.required ? ', required' : ''})</small></dd>`,
  )
  const zeros = book.impossible.map(({ because }) => `<li>${foreign(because)}</li>`)
  return `<p>${foreign(book.title)}, version ${markup(book.version)}. ${foreign(book.description ?? '')}</p><dl class="terms">${terms.join('')}</dl>${zeros.length === 0 ? '' : `<h3>Combinations that cannot exist</h3><ul>${zeros.join('')}</ul>`}`
}

/** What no reader should forget; each follows from how the review was done. */
export function limits(snapshot: ReviewSnapshot): readonly string[] {
  const without = snapshot.searches.filter((search) => search.query === undefined).length
  const { fullText } = snapshot.flow
  return [
    'Absence from the map is not absence of effect: the map shows what was studied and found by these searches, under these criteria.',
    'Independence of rows and columns is a yardstick, not a target: a cell can rightly hold fewer studies than it predicts.',
    'A cell that is under-represented is not yet a gap worth filling; that is a judgement of people, with reasons.',
    'A study counts once in every cell that its codes reach, so cells do not add up to the number of studies.',
    ...(fullText ? [] : ['Studies were included and coded without a full-text stage.']),
    ...(without > 0
      ? [
          `${without} of ${snapshot.searches.length} searches came as export files that do not say their exact query.`,
        ]
      : []),
    ...(snapshot.review.searchedTo === undefined
      ? []
      : [`Nothing after ${snapshot.review.searchedTo} was searched for.`]),
  ]
}
