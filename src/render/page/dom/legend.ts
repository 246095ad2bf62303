import { type Look } from '../cross-table.ts'
import type { PageData } from '../page-data.ts'
import { element, foreign } from './element.ts'
import { segmentColour, segmentsShown } from '../segment-colours.ts'

const samples: readonly (readonly [look: Look, shade: number, mark: string, words: string])[] = [
  ['evidence', 2, '4', 'studies; stronger is more'],
  ['under', 1, '1▼', 'fewer than totals predict'],
  ['evidence', 3, '9▲', 'more than totals predict'],
  ['none', 0, '0', 'none, within chance'],
  ['unclear', 0, '·', 'none, too little expected to tell'],
  ['unknown', 0, '?', 'not known: too few coded'],
  ['impossible', 0, '×', 'cannot exist'],
]

/** How to read a cell. */
export function legend(data: PageData, segments: number | undefined): HTMLElement {
  const looks = samples.map(([look, shade, mark, words]) =>
    element(
      'li',
      {},
      element('span', { class: `cell sample ${look} shade-${shade}`, 'aria-hidden': 'true' }, mark),
      words,
    ),
  )
  const dimension = segments === undefined ? undefined : data.dimensions[segments]
  if (dimension === undefined)
    return element('ul', { class: 'legend', 'aria-label': 'How to read a cell' }, ...looks)
  const bars = segmentsShown(dimension).map((code, place, all) => {
    const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' })
    swatch.style.backgroundColor = segmentColour(dimension, place, all.length)
    return element('li', {}, swatch, foreign(dimension.codes[code]?.label ?? ''))
  })
  return element(
    'div',
    {},
    element('ul', { class: 'legend', 'aria-label': 'How to read a cell' }, ...looks),
    element(
      'ul',
      { class: 'legend bars', 'aria-label': `Bars: ${dimension.label}` },
      element('li', { class: 'legend-title' }, foreign(dimension.label)),
      ...bars,
      element('li', {}, element('span', { class: 'swatch blank', 'aria-hidden': 'true' }), 'not coded'),
    ),
  )
}
