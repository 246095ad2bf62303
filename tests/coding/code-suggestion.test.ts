import { describe, expect, test } from 'vitest'
import { listCodes } from '../../src/coding/code-list.ts'
import { learnCodes, scoreCodes } from '../../src/coding/code-model.ts'
import { readCodeNames } from '../../src/coding/code-names.ts'
import { signCount, signs, SignReader } from '../../src/coding/code-signs.ts'
import { suggestByCues } from '../../src/coding/code-suggestion.ts'
import { labelsOf } from '../../src/coding/coded-labels.ts'
import { readLibrary, reportReader } from '../../src/coding/library-reading.ts'
import { reportWords } from '../../src/coding/report-words.ts'
import { chooseThresholds } from '../../src/coding/thresholds.ts'
import { fitWordSpace } from '../../src/coding/word-space.ts'
import type { Codebook } from '../../src/domain/codebook.ts'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'

function codebookOf(codes: readonly object[]): Codebook {
  const yaml = JSON.stringify({
    id: 'c',
    title: 'C',
    version: '1',
    dimensions: [{ id: 'topic', type: 'multi', codes }],
  })
  const { codebook, problems } = readCodebook(yaml, 'c.yaml')
  if (codebook === undefined) throw new Error(JSON.stringify(problems))
  return codebook
}

describe('cues', () => {
  const codes = listCodes(
    codebookOf([
      {
        id: 'randomised',
        label: 'Randomised',
        cues: ['randomi(s|z)ed', 'e-trial*'],
        not: ['randomised response'],
      },
      {
        id: 'review',
        label: 'Review',
        cues: ['review'],
        children: [{ id: 'scoping', label: 'S', cues: ['scoping'] }],
      },
    ]),
  )
  test.each([
    ['A randomized trial of wells', ['randomised']],
    ['A non-randomised trial of wells', []],
    ['Allocation was not fully randomised', []],
    ['Not only randomised studies', ['randomised']],
    ['A study without a randomised arm. Then a randomised one', ['randomised']],
    ['The randomised response technique', []],
    ['An etrial, e trial or e‐trial', ['randomised']],
    ['A scoping review', ['scoping']],
    ['A book review', ['review']],
  ])('%s', (title, expected) => {
    expect(suggestByCues(codes, { title }).map(({ code }) => code)).toEqual(expected)
  })
})

describe('signs of a name', () => {
  const names = ['Pain, Postoperative', 'Double-Blind Method', 'Aged', 'Crossover studies', 'Other']
  const codes = listCodes(codebookOf(names.map((label, i) => ({ id: `c${i}`, label }))))
  const space = fitWordSpace([])
  const reader = new SignReader(
    readCodeNames(codes, space, []),
    codes.map(() => false),
  )
  const found = (title: string, abstract: string, code: number): readonly string[] => {
    const read = reader.read(reportWords({ title, abstract }))
    return signs.filter((_, s) => read[code * signCount + s] === 1)
  }
  test.each([
    ['turned round', 'Postoperative pains', '', 0, 'the name as a phrase'],
    ['apart', '', 'Pain is common in postoperative wards.', 0, 'all words of the name'],
    ['hyphenated', '', 'This was double blind.', 1, 'a hyphenated word of the name'],
    ['closed up', '', 'A doubleblind trial', 1, 'a hyphenated word of the name'],
    ['without the faint word', '', 'double-blind', 1, 'all words of the name'],
    ['by a common word', 'Falls among the elderly', '', 2, 'the phrase in the title'],
  ])('%s', (_, title, abstract, code, sign) => {
    expect(found(title, abstract, code)).toContain(sign)
  })
  test('half a name is its share, and a faint name has no sign', () => {
    const read = reader.read(reportWords({ abstract: 'No pain, but other things' }))
    const share = read[signs.indexOf('share of the name')] ?? 0
    expect(share).toBeGreaterThan(0)
    expect(share).toBeLessThan(1)
    expect(found('Other', 'Other', 4)).toEqual([])
  })
})

describe('thresholds', () => {
  test('where probabilities are certain, between the right and the wrong', () => {
    const scored = [0.95, 0.9, 0.02, 0.01].map((p) => Float64Array.of(p, 1 - p))
    for (const threshold of chooseThresholds(scored, 2)) {
      expect(threshold).toBeGreaterThan(0.05)
      expect(threshold).toBeLessThanOrEqual(0.5)
    }
  })
  test('expected F1 is greatest at half of itself (Lipton, Elkan and Naryanaswamy 2014)', () => {
    // Uniform probabilities: F = 2 (1 - t²) / 2 / (1 - t + 1/2), greatest at t = F / 2 = 1 / golden ratio squared.
    const scored = Array.from({ length: 4001 }, (_, i) => Float64Array.of(i / 4000))
    expect(chooseThresholds(scored, 1)[0]).toBeCloseTo((3 - Math.sqrt(5)) / 2, 3)
  })
})

describe('labels', () => {
  const codebook = codebookOf([{ id: 'a', children: [{ id: 'b' }, { id: 'c' }] }, { id: 'd' }])
  test('a code is given with those above it; an uncoded dimension says nothing', () => {
    const codes = listCodes(codebook)
    expect([...labelsOf(codes, new Map([['topic', ['b']]]))]).toEqual([1, 1, 0, 0])
    expect([...labelsOf(codes, new Map([['topic', []]]))]).toEqual([0, 0, 0, 0])
    expect([...labelsOf(codes, new Map())]).toEqual([-1, -1, -1, -1])
  })
})

describe('a model', () => {
  const kinds = ['pump valve canal spring', 'smoke ember blaze furnace'].map((words) => words.split(' '))
  const reports = Array.from({ length: 40 }, (_, i) => {
    const words = kinds[i % 2] ?? []
    return reportWords({ title: `${words[i % 4]} and ${words[(i + 1) % 4]} by ${words[(i + 2) % 4]}` })
  })
  const codes = listCodes(codebookOf([{ id: 'x' }, { id: 'y' }, { id: 'z' }]))
  const reading = readLibrary(codes, reports)
  const read = reports.map((report) => reportReader(reading)(report))
  const coded = read
    .slice(0, 24)
    .map((report, i) => ({ ...report, codes: Int8Array.of(i % 2, 1 - (i % 2), 0) }))

  test('tells the two kinds apart, and what was never given from both', () => {
    const model = learnCodes(codes, coded, read)
    for (const [i, report] of read.slice(24).entries()) {
      const [x = 0, y = 0, z = 0] = scoreCodes(model, report)
      expect(i % 2 === 1 ? x : y).toBeGreaterThan(0.8)
      expect(i % 2 === 1 ? y : x).toBeLessThan(0.2)
      expect(z).toBeLessThan(0.1)
    }
  })
  test('is the same for the same reports, and can be passed between threads', () => {
    const model = learnCodes(codes, coded, read)
    expect(structuredClone(learnCodes(codes, coded, read))).toEqual(model)
    expect(structuredClone(reading)).toEqual(readLibrary(codes, reports))
  })
  test.each([0, 1, 2, 7])('stands on %i coded reports, and on a library of as many', (n) => {
    const small = readLibrary(codes, reports.slice(0, n))
    const model = learnCodes(codes, coded.slice(0, n), read)
    expect(model.coded).toBe(n)
    const all = read.flatMap((report) => [...scoreCodes(model, report)])
    expect(all.every((p) => p >= 0 && p <= 1)).toBe(true)
    expect([...reportReader(small)(reports[0] ?? reportWords({})).signs].every(Number.isFinite)).toBe(true)
  })
})
