import { expect, test } from 'vitest'
import { referenceLists, reportByKeys } from '../../src/synthesis/reference-lists.ts'

const reports = [
  { id: 'd1', identifiers: { doi: '10.1/a', pmid: '11' } },
  { id: 'd2', identifiers: { doi: '10.1/b', openalex: 'W2' } },
]

test('knows the review’s own reports under any of their identifiers, and other works under one', () => {
  const lists = [
    {
      report: 'd2',
      cited: [{ doi: '10.1/A' }, { pmid: '11' }, { doi: '10.9/x' }, { text: 'Smith (2001). Wells.' }],
    },
    { report: 'd2', cited: [{ doi: '10.9/X' }, { text: 'SMITH 2001 wells' }, {}, { openalex: 'W9' }] },
    { report: 'd1', cited: [] },
  ]
  expect(referenceLists(reports, lists)).toEqual([
    { report: 'd1', cites: [] },
    { report: 'd2', cites: ['d1', 'doi:10.9/x', 'openalex:W9', 'text:smith 2001 wells'] },
  ])
})

test.each([
  [{ openalex: 'W2' }, 'd2'],
  [{ doi: '10.5/none', pmid: '11' }, 'd1'],
  [{ doi: '10.5/none' }, undefined],
  [{}, undefined],
])('finds %j as %s', (cited, report) => {
  expect(reportByKeys(reports)(cited)).toBe(report)
})
