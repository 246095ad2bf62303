import { expect, test } from 'vitest'
import type { BibRecord } from '../../src/domain/record.ts'
import { mergeRecords } from '../../src/domain/report.ts'
import { fieldQuality } from '../../src/dedupe/merge.ts'

const record = (id: string, fields: Partial<BibRecord>): BibRecord => ({
  kind: 'record',
  type: 'article',
  authors: [],
  identifiers: {},
  format: 'ris',
  line: 1,
  raw: id,
  id,
  source: 'test',
  position: 1,
  search: 's1',
  ...fields,
})

const thin = record('r1', {
  title: 'AIR VERSUS OXYGEN FOR RESUSCITATION OF INFANTS AT BIRTH',
  authors: [{ family: 'TAN', given: 'A' }],
  date: { year: 2005 },
  container: 'Cochrane Database Syst Rev',
  volume: '2)',
})
const full = record('r2', {
  title: 'Air versus oxygen for resuscitation of infants at birth. [Review] [33 refs]',
  authors: [
    { family: 'Tan', given: 'A.' },
    { family: 'Schulze', given: 'A.' },
  ],
  date: { year: 2005, month: 4 },
  container: 'Cochrane Database of Systematic Reviews',
  issue: '2',
  volume: '3',
  pages: '221-228',
  identifiers: { doi: '10.1002/14651858.cd002273.pub3', issn: ['1361-6137'] },
})
const clean = record('r3', {
  title: 'Air versus oxygen for resuscitation of infants at birth',
  authors: [
    { family: 'Tan', given: 'Andy' },
    { family: 'Schulze', given: 'Andreas' },
  ],
  pages: '221',
})

test('the merged view takes the best value of each field and says whose it is', () => {
  const report = mergeRecords([thin, full, clean], fieldQuality)
  expect(report.title).toBe('Air versus oxygen for resuscitation of infants at birth')
  expect(report.container).toBe('Cochrane Database of Systematic Reviews')
  expect([report.volume, report.pages, report.date]).toEqual(['3', '221-228', { year: 2005, month: 4 }])
  expect(report.authors).toEqual(clean.authors)
  expect(report.provenance).toMatchObject({ title: 'r3', container: 'r2', pages: 'r2', authors: 'r3' })
  expect(report.identifiers.doi).toBe('10.1002/14651858.cd002273.pub3')
})
