import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ReviewSnapshot } from '../../src/domain/snapshot.ts'
import { ask, lacuna, temporaryFolder } from './command.ts'

interface Cell {
  readonly row: string
  readonly column: string
  readonly observed: number
  readonly expected: number
  readonly lowerTail: number
  readonly verdict: string
  readonly studyIds: readonly string[]
  readonly kinds: readonly { readonly kind: string }[]
}

interface Result {
  readonly cells: readonly Cell[]
  readonly statistics: { readonly tested: number; readonly codedOnBoth: number; readonly included: number }
  readonly uncertain?: { readonly pairs: Readonly<Record<string, number>> }
  readonly permuted: readonly { readonly exact: number; readonly permuted: number }[]
  readonly notes: readonly string[]
}

const codebook = `id: wells
title: Wells
version: '1'
dimensions:
  - { id: topic, label: Topic, type: multi, codes: [{ id: water, label: Water }, { id: fire, label: Fire }] }
  - { id: design, label: Design, type: single, codes: [{ id: trial, label: Trial }, { id: survey, label: Survey }] }
map: { rows: topic, columns: design }
roles: { discipline: topic }
`

/** 15 surveys of water, 15 trials of fire, 4 trials of water; the first 12 coded by two people, who differ once. */
function wells(): string {
  const folder = temporaryFolder()
  const review = join(folder, 'review')
  const kinds = [
    ...Array<string>(15).fill('water,survey'),
    ...Array<string>(15).fill('fire,trial'),
    ...Array<string>(4).fill('water,trial'),
  ]
  const doi = (i: number): string => `10.1000/wells.${i}`
  writeFileSync(join(folder, 'codebook.yaml'), codebook)
  writeFileSync(
    join(folder, 'wells.ris'),
    kinds
      .map(
        (_, i) =>
          `TY  - JOUR\nTI  - Report ${i} on ${'abcdefghijklmnopqrstuvwxyz'.charAt(i % 26)} wells\nAU  - Author${i}, A.\nPY  - ${2000 + i}\nDO  - ${doi(i)}\nCR  - OTHER A, 1999, J OTHER, V1, P1\nCR  - SMITH A, 2000, J WELLS, DOI ${doi(Math.max(0, i - 1))}\nER  - \n`,
      )
      .join('\n'),
  )
  const codings = (of: readonly string[]): string =>
    of
      .flatMap((kind, i) => {
        const [topic, design] = kind.split(',')
        return [`${doi(i)},,,topic,${topic}`, `${doi(i)},,,design,${design}`]
      })
      .join('\n')
  const header = 'report,stage,verdict,dimension,codes\n'
  const included = kinds.map((_, i) => `${doi(i)},title-abstract,include,,`).join('\n')
  writeFileSync(join(folder, 'ada.csv'), `${header}${included}\n${codings(kinds)}\n`)
  writeFileSync(join(folder, 'ben.csv'), `${header}${codings(['fire,survey', ...kinds.slice(1, 12)])}\n`)
  for (const words of [
    ['init', review, '--codebook', join(folder, 'codebook.yaml'), '--no-full-text'],
    ['import', join(folder, 'wells.ris'), '--project', review, '--date', '2026-11-01'],
    ['dedupe', '--project', review],
    ['decide', join(folder, 'ada.csv'), '--project', review],
    ['decide', join(folder, 'ben.csv'), '--project', review, '--coder', 'Ben'],
  ]) {
    const { status, stderr } = lacuna(words)
    if (status !== 0) throw new Error(`lacuna ${words.join(' ')} failed:\n${stderr}`)
  }
  return review
}

test('says where studies are missing, explains a cell, and refuses what is not there', () => {
  const review = wells()
  const result = ask<Result>(['gaps', '--project', review, '--draws', '200'])
  expect(result.statistics).toMatchObject({ tested: 4, included: 34 })
  // A two-by-two table has the same shortfall twice, so either may come first.
  const first = result.cells.find(({ row }) => row === 'fire')
  expect(first).toMatchObject({ column: 'survey', observed: 0, verdict: 'fewer', studyIds: [] })
  expect(first?.kinds.map(({ kind }) => kind)).toEqual(['absent'])
  expect(result.uncertain?.pairs).toEqual({ topic: 12, design: 12 })
  expect(result.permuted).toHaveLength(4)
  expect(result.notes.join(' ')).toContain(
    'Agreement between coders before reconciliation: Topic: Krippendorff',
  )
  // The same review gives the same numbers.
  expect(ask<Result>(['gaps', '--project', review, '--draws', '200'])).toEqual(result)

  const { stdout, status } = lacuna(['gaps', '--project', review, '--draws', '50'])
  expect(status).toBe(0)
  expect(stdout).toContain('No included study reports Fire with Survey (0 of ')
  expect(stdout).toContain('search to 2026-11-01')
  expect(stdout).toMatch(/Fewer studies than row and column totals predict \(exact p < 0\.001; adjusted/)
  expect(stdout).toMatch(/stays so in \d+ % of redrawn codings/)
  expect(stdout).toContain('Absence from the map is not absence of effect.')
  expect(stdout).not.toMatch(/\bsignificant|urgent|no evidence\b/i)

  const cell = lacuna(['gaps', '--project', review, '--explain', 'Water, trial', '--draws', '50']).stdout
  expect(cell).toMatch(/Expected if topics were combined at random: \d+ x \d+ \/ \d+ = /)
  expect(cell).toMatch(/By 50 permutations: /)
  expect(cell).toContain('Report 33 on h wells')
  expect(cell).not.toContain('Report 3 on')

  const views = ['disciplines', 'coverage', 'trends']
  const said = views.map((view) => lacuna(['gaps', view, '--project', review, '--rows', 'topic']))
  expect(said.map(({ status: code }) => code)).toEqual(views.map(() => 0))
  // Each cites the one before it, so only the first fire and the first of the last four cite across.
  expect(said[0]?.stdout).toMatch(/^Reference lists are known for 33 of 33 studies with a discipline/)
  expect(said[0]?.stdout).toMatch(/^Water and Fire: topics alike .+; 2 citations between them/m)
  expect(said.at(-1)?.stdout).toContain('Water: 18 studies, 2001 to 2033.')

  // The published snapshot carries the reference lists, so that anybody computes the same from it.
  const published = join(review, 'report')
  expect(lacuna(['report', '--project', review]).status).toBe(0)
  expect(existsSync(join(published, 'figures', 'integration.svg'))).toBe(true)
  const { references } = JSON.parse(readFileSync(join(published, 'snapshot.json'), 'utf8')) as ReviewSnapshot
  expect(references).toHaveLength(34)
  expect(lacuna(['verify', published]).status).toBe(0)

  const judged = lacuna([
    'gaps',
    '--project',
    review,
    '--judge',
    'fire,survey',
    '--reason',
    'a1',
    '--priority',
    'high',
    '--note',
    'ask the brigades',
  ])
  expect(judged.stdout).toMatch(
    /^fire x survey: recorded for Ada, \d{4}-\d\d-\d\d: A1 no studies; priority high; ask the brigades$/m,
  )
  expect(lacuna(['gaps', '--project', review, '--explain', 'fire,survey', '--draws', '0']).stdout).toMatch(
    /^judged by Ada, .+: A1 no studies; priority high; ask the brigades$/m,
  )
  expect(lacuna(['log', '--project', review]).stdout).toContain('topic/fire x design/survey: A1 no studies')

  for (const [words, message] of [
    [['--rows', 'nothing'], 'no dimension with codes called "nothing"'],
    [['--rows', 'topic/water'], 'no codes below "water"'],
    [['--explain', 'water'], 'no cell "water"'],
    [['--draws', 'many'], 'whole number'],
    [['--judge', 'fire,survey', '--reason', 'Z'], 'no reason "Z"'],
    [['nonsense'], 'Allowed choices are cells, questions'],
  ] as const) {
    const refused = lacuna(['gaps', '--project', review, ...words])
    expect(refused.stderr).toContain(message)
    expect(refused.status).toBe(2)
  }
})
