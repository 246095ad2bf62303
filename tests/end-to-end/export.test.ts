import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ask, lacuna, smallReview } from './command.ts'

const exported = (review: string, ...words: readonly string[]): string => {
  const { stdout, stderr, status } = lacuna(['export', ...words, '--project', review])
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return stdout
}

describe('reports leave in every format', () => {
  test('text', () => {
    const review = smallReview()
    const formats: readonly (readonly [string, RegExp])[] = [
      ['ris', /^TY {2}- JOUR\r\n/],
      ['bibtex', /@article\{/],
      ['csl-json', /"title": ?"A trial of water pumps"/],
      ['csv-bibliography', /A trial of water pumps/],
      ['csv-excel', /^\uFEFF/],
      ['asreview', /title,.*abstract|title/],
      ['rayyan', /^key,title,year/],
      ['apa', /Smith, A\. \(2019\)\. A trial of water pumps\. Journal of Wells/],
      ['vancouver', /Smith A\. A trial of water pumps\. Journal of Wells\. 2019/],
    ]
    for (const [format, pattern] of formats) {
      expect(exported(review, 'reports', '--format', format), format).toMatch(pattern)
    }
  })

  test('a spreadsheet is bytes, written whole to a file', () => {
    const review = smallReview()
    const file = join(review, 'out.xlsx')
    lacuna(['export', 'reports', '--format', 'xlsx', '--out', file, '--project', review])
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
  })

  test('what is exported as RIS is imported again as the same reports', () => {
    const review = smallReview()
    const file = join(review, 'again.ris')
    writeFileSync(file, exported(review, 'reports', '--format', 'ris'))
    lacuna(['import', file, '--project', review])
    const { reports, records } = ask<{ reports: number; records: number }>(['dedupe', '--project', review])
    expect({ reports, records }).toEqual({ reports: 3, records: 7 })
  })

  test('an unknown format is wrong use and names the known ones', () => {
    const { status, stderr } = lacuna(['export', 'studies', '--format', 'ris', '--project', smallReview()])
    expect(stderr).toMatch(/studies cannot be written as "ris"[\s\S]*You can write them as csv, jsonl/)
    expect(status).toBe(2)
  })
})

test('codings that leave as CSV come back as the same codings', () => {
  const review = smallReview()
  lacuna(['suggest', '--record', '--project', review])
  const file = join(review, 'codings.csv')
  writeFileSync(file, exported(review, 'codings'))
  const { recorded } = ask<{ recorded: number }>(['decide', file, '--project', review])
  const rows = readFileSync(file, 'utf8').trim().split('\n').length - 1
  expect(recorded).toBe(rows)
  const of = (coder: string): readonly string[] =>
    exported(review, 'codings')
      .trim()
      .split('\r\n')
      .filter((line) => line.includes(`,${coder},`))
      .map((line) => line.split(',').toSpliced(1, 1).slice(0, 3).join(','))
  expect(of('Ada')).toEqual(of('machine:cues'))
})

test('decisions made in Rayyan come along and can be accepted, once', () => {
  const review = smallReview()
  const file = join(review, 'rayyan.ris')
  writeFileSync(
    file,
    'TY  - JOUR\nTI  - Water from Rayyan\nAU  - Lee, Kim\nPY  - 2018\nN1  - RAYYAN-INCLUSION: {"Emily"=>"Included"}\nER  - \n',
  )
  lacuna(['import', file, '--project', review])
  lacuna(['dedupe', '--project', review])
  const listed = lacuna(['decide', '--imported', '--project', review])
  expect(listed.stdout).toMatch(/title-abstract +include +Emily +rayyan/)
  const accept = ['decide', '--imported', '--accept', '--project', review]
  expect(ask<{ recorded: number }>(accept).recorded).toBe(1)
  expect(ask<{ recorded: number }>(accept).recorded).toBe(0)
  const log = ask<readonly { coder: string; note: string }[]>(['log', '--project', review])
  expect(log).toMatchObject([{ coder: 'Ada', note: 'decided by Emily in rayyan' }])
})
