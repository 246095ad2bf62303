import { expect, test } from 'vitest'
import { dimensionAgreement } from '../../src/agreement/dimension-agreement.ts'
import { agreementDetail } from '../../src/cli/agreement-detail.ts'
import { agreementOverview, forestAxis, forestLine } from '../../src/cli/agreement-overview.ts'
import type { AgreementReport } from '../../src/stages/agreement.ts'
import { coderLines, diagnoses, unitWords } from '../agreement/golden.ts'

test.each([
  ['an interval on an axis from 0', { value: 0.5, low: 0.2, high: 0.8 }, 0, '┊     ├────────●────────┤'],
  ['no interval', { value: 1 }, 0, '┊                             ●'],
  ['no value', {}, -1, '               ┊'],
  ['below 0', { value: -0.2, low: -0.4, high: 0 }, -1, '         ├──●──┤'],
  ['lower than the axis goes', { value: 0.1, low: -1.6, high: 0.9 }, -1, '◄────────────────●───────────┤'],
  ['narrower than a character', { value: 0.9, low: 0.899, high: 0.901 }, 0, '┊                          ●'],
])('figure: %s', (_, estimate, from, line) => {
  expect(forestLine(estimate, from)).toBe(line)
})

test('the axis says where it begins and ends', () => {
  expect(forestAxis(0)).toBe('0             0.5             1')
  expect(forestAxis(-1)).toBe('-1             0              1')
})

const ratings = unitWords(diagnoses, ['1', '2', '3', '4', '5'])
const report: AgreementReport = {
  level: 0.95,
  codebook: { title: 'Diagnoses', version: '1', hash: 'a'.repeat(64) },
  hidden: { entries: 0, reports: [] },
  sample: {},
  titles: { '222555': 'The second patient' },
  subjects: [
    {
      kind: 'dimension',
      id: 'diagnosis',
      label: 'Diagnosis',
      labels: { '1': 'Depression' },
      agreement: dimensionAgreement({ ratings, dropped: { 'one-coder': 3, 'unknown-code': 1 } }),
    },
  ],
}

test('at a glance: reports, coders, alpha, interval, what was left out', () => {
  const lines = agreementOverview(report)
  expect(lines.find((line) => line.startsWith('Diagnosis '))).toMatch(
    /^Diagnosis +30 +6 +one code +0\.433 +0\.\d{3} to 0\.\d{3} +55\.6 % +0\.448 +┊ +├─+●─+┤$/,
  )
  expect(lines).toContain(
    'Diagnosis, left out: reports judged by one coder only: 3; codings with a code that the codebook does not have: 1.',
  )
})

test('in full: lists are bounded and say so', () => {
  const [subject] = report.subjects
  if (subject === undefined) throw new Error('no subject')
  const lines = agreementDetail(report, subject, 2)
  const text = lines.join('\n')
  expect(text).toContain("Fleiss' kappa")
  expect(text).toMatch(/Depression +26 +0\.2\d\d/)
  const all = agreementDetail(report, subject, 1000).join('\n')
  expect(all).toMatch(/222555 +The second patient +coder 1: 2; coder 2: 2; coder 3: 2; coder 4: 5/)
  expect(text).toMatch(/and \d+ more reports: see --top or --json/)
  expect(all).not.toContain('more reports')
})

test('numbers have no codes to list', () => {
  const numbers = coderLines(['1 5 9', '1 6 9'], [1, 5, 6, 9], 'ratio')
  const agreement = dimensionAgreement({ ratings: numbers, dropped: {} })
  const subject = { kind: 'dimension', id: 'size', label: 'Size', labels: {}, agreement } as const
  const text = agreementDetail({ level: 0.9, titles: {} }, subject, 10).join('\n')
  expect(text).toMatch(/^Size: number, 3 reports/)
  expect(text).toContain('90 % interval')
  expect(text).not.toContain('Code by code')
})
