import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PdfFacts, PdfMatcher } from '../../src/stages/full-text-match.ts'

const reports = [
  ['d1', 'Co-production of public services in small towns', 'Smith', '10.1111/puar.12765'],
  ['d2', 'Co-production', 'Jones', '10.1016/s0305-750x(96)00023-x'],
  ['d3', 'Editorial: the state of co-production research', 'Miller', undefined],
  ['d4', 'Water meters and the people who read them: a trial', 'Ostrom', '10.1000/wells.1'],
  ['d5', 'Water meters and the people who read them: a survey', 'Ostrom', '10.1000/wells.12'],
] as const

const matcher = new PdfMatcher()
for (const [id, title, family, doi] of reports)
  matcher.add({ id, title, authors: [{ family }], identifiers: doi === undefined ? {} : { doi } })

const facts = (fileName: string, firstPage = '', more: Partial<PdfFacts> = {}): PdfFacts => ({
  fileName,
  firstPage,
  text: firstPage,
  ...more,
})
const first = 'Co-production of Public Ser-\nvices in Small Towns\nAnna Smith, University of X'

describe('sure', () => {
  test.each([
    ['10.1111_puar.12765.pdf', 'd1'],
    ['10.1111%2Fpuar.12765.pdf', 'd1'],
    ['10.1111-puar.12765.PDF', 'd1'],
    ['doi_10.1111:puar.12765.pdf', 'd1'],
    ['Smith 2019 (10.1111_puar.12765).pdf', 'd1'],
    ['10.1016_S0305-750X(96)00023-X.pdf', 'd2'],
    ['10.1000_wells.1.pdf', 'd4'],
    ['10.1000_wells.12.pdf', 'd5'],
  ])('by the DOI in the name %s', (name, report) => {
    expect(matcher.match(facts(name))).toMatchObject({ outcome: 'sure', report })
  })

  test('by the DOI in the metadata', () => {
    expect(matcher.match(facts('paper.pdf', '', { metadataDoi: '10.1000/wells.1' }))).toMatchObject({
      report: 'd4',
    })
  })

  test.each([
    ['the DOI and the title', `${first}\nhttps://doi.org/10.1111/puar.12765.`, 'd1'],
    ["the title and the first author's name", first, 'd1'],
    ['a title with other accents and breaks', first.replace('Co', 'Có').replaceAll(' ', '\n'), 'd1'],
    ['a title without DOI in the review', 'Editorial: The State of Co-Production Research\nC. Miller', 'd3'],
  ])('by %s', (_what, page, report) => {
    expect(matcher.match(facts('paper.pdf', page))).toMatchObject({ outcome: 'sure', report })
  })
})

describe('doubtful, and for a person', () => {
  test.each([
    ['a DOI that is cited', 'Another title\nsee doi:10.1000/wells.1', ['d4'], 'the title does not'],
    ['a title with another DOI', `${first}\ndoi:10.9999/erratum.1`, ['d1'], '10.9999/erratum.1'],
    ['a title without its author', first.replace('Anna Smith', 'Nobody'), ['d1'], "first author's name"],
    ['several titles', `${first}\nEditorial: the state of co-production research`, ['d1', 'd3'], 'several'],
    ['several DOIs', `${first} 10.1111/puar.12765 10.9999/x`, ['d1'], 'several DOIs'],
  ])('%s', (_what, page, ids, because) => {
    const match = matcher.match(facts('paper.pdf', page))
    expect(match).toMatchObject({ outcome: 'doubtful', reports: ids })
    expect('because' in match ? match.because : '').toContain(because)
  })
})

describe('unknown', () => {
  test.each([
    ['nothing known', 'A page about something else entirely'],
    ['a title that is too short to say anything', 'Co-production\nJones'],
    ['no text', ''],
  ])('%s', (_what, page) => {
    expect(matcher.match(facts('10.1000_wells.123.pdf', page))).toEqual({ outcome: 'unknown' })
  })
})

test('never throws, and is sure only of reports it was given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, page) => {
      const match = matcher.match(facts(`${name}.pdf`, page))
      expect(['sure', 'doubtful', 'unknown']).toContain(match.outcome)
    }),
  )
})
