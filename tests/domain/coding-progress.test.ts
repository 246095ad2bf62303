import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dimensionApplies } from '../../src/domain/codebook.ts'
import { codingProgress } from '../../src/domain/coding-progress.ts'
import type { CodeValue } from '../../src/domain/decision.ts'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'
import { codebookOfTests } from './small-project.ts'

const progress = codingProgress(codebookOfTests())
const given = (values: Readonly<Record<string, CodeValue | null>>) => (dimension: string) => values[dimension]

test.each([
  ['nothing', {}, ['topic', 'design'], false],
  ['a part', { topic: { codes: ['water'] } }, ['design'], false],
  ['all that is asked', { topic: { codes: [] }, design: { codes: ['trial'] } }, [], true],
  ['what opens another', { topic: { codes: [] }, design: { codes: ['survey'] } }, ['sample'], false],
  ['that other', { topic: { codes: [] }, design: { codes: ['survey'] }, sample: { number: 5 } }, [], true],
  ['and took one back', { topic: null, design: { codes: ['trial'] } }, ['topic'], false],
] as const)('with %s coded', (_, values, owed, isComplete) => {
  expect(progress.owed(given(values))).toEqual(owed)
  expect(progress.isComplete(given(values))).toBe(isComplete)
})

const text = `id: c
title: C
version: '1'
dimensions:
  - id: a
    type: multi
    codes: [{ id: x, children: [{ id: x1, children: [x11] }] }, y]
  - { id: b, type: text, required: true, when: { a: [x] } }
  - { id: c, type: text, required: true, when: { a: [x1, y] } }
`

test('says of every dimension what the codebook says, for any codes', () => {
  const { codebook } = readCodebook(text, 'c.yaml')
  if (codebook === undefined) throw new Error('The codebook cannot be read.')
  const quick = codingProgress(codebook)
  fc.assert(
    fc.property(fc.subarray(['x', 'x1', 'x11', 'y', 'gone']), (codes) => {
      for (const dimension of codebook.dimensions) {
        const slow = dimensionApplies(dimension, codebook, (id) => (id === 'a' ? codes : []))
        expect(quick.applies(dimension.id, given({ a: { codes } }))).toBe(slow)
      }
    }),
  )
})

test('where nothing is required, the first value finishes a report', () => {
  const { codebook } = readCodebook(text.replaceAll(', required: true', ''), 'c.yaml')
  if (codebook === undefined) throw new Error('The codebook cannot be read.')
  const quick = codingProgress(codebook)
  expect(quick.isComplete(given({}))).toBe(false)
  expect(quick.isComplete(given({ a: { codes: [] } }))).toBe(true)
})
