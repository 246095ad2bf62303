import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, lacuna, smallReview, startLacuna, temporaryFolder } from './command.ts'

interface Status {
  readonly records: number
  readonly reports: number
  readonly duplicates: number
  readonly studies: number
  readonly flow: { readonly databases: Readonly<Record<string, unknown>> }
  readonly stages: readonly { readonly stage: string; readonly reports: number }[]
  readonly next: { readonly command: string }
}

const statusOf = (review: string): Status => ask<Status>(['status', '--project', review])
const at = (status: Status, stage: string): number =>
  status.stages.find((row) => row.stage === stage)?.reports ?? 0

test('from files to a balanced flow, by hand', () => {
  const review = smallReview()
  const before = statusOf(review)
  expect(before).toMatchObject({ records: 4, reports: 3, duplicates: 1 })
  expect(at(before, 'awaiting-screening')).toBe(3)
  const file = join(review, 'd.csv')
  writeFileSync(
    file,
    [
      'report,stage,verdict,reason,dimension,codes',
      '10.1000/wells.1,title-abstract,include,,,',
      '10.1000/fire.2,title-abstract,include,,,',
      '10.1000/soil.3,title-abstract,exclude,Off topic,,',
      '10.1000/wells.1,full-text,include,,,',
      '10.1000/fire.2,retrieval,exclude,,,',
      '10.1000/wells.1,,,,topic,water',
      '10.1000/wells.1,,,,design,Trial',
    ].join('\n'),
  )
  expect(lacuna(['decide', file, '--project', review]).stderr).toBe('')
  const after = statusOf(review)
  expect(at(after, 'coded')).toBe(1)
  expect(at(after, 'not-retrieved')).toBe(1)
  expect(at(after, 'excluded-on-title')).toBe(1)
  expect(after.flow.databases).toMatchObject({
    duplicates: 1,
    screened: 3,
    excluded: 1,
    sought: 2,
    notRetrieved: 1,
    assessed: 1,
    included: 1,
  })
  expect(after.next.command).toBe('lacuna report')
  const log = ask<readonly { coder: string; codebook: string }[]>(['log', '--project', review])
  expect(log).toHaveLength(7)
  expect(new Set(log.map(({ coder }) => coder))).toEqual(new Set(['Ada']))
  expect(log.every(({ codebook }) => /^[0-9a-f]{64}$/.test(codebook))).toBe(true)
})

test('importing the same file again adds nothing, under any name', () => {
  const review = smallReview()
  const copy = join(review, 'copy.ris')
  writeFileSync(copy, readFileSync(join(review, '..', 'records.ris')))
  const { stdout, status } = lacuna(['import', copy, '--project', review])
  expect(stdout).toMatch(/copy\.ris +already imported/)
  expect(stdout).toContain('0 records added, 4 already there')
  expect(status).toBe(0)
  expect(statusOf(review).records).toBe(4)
})

test('a re-exported file adds only what is new', () => {
  const review = smallReview()
  const file = join(review, '..', 'records.ris')
  writeFileSync(file, `TY  - JOUR\r\nTI  - New water\r\nER  - \r\n\r\n${readFileSync(file, 'utf8')}`)
  const { stdout } = lacuna(['import', file, '--project', review])
  expect(stdout).toContain('1 record added, 4 already there')
  expect(statusOf(review).next.command).toBe('lacuna dedupe')
})

test('the machine’s word counts only where no person has spoken, and running it again records nothing', () => {
  const review = smallReview()
  const first = ask<{ recorded: number }>(['suggest', '--record', '--project', review])
  expect(first.recorded).toBeGreaterThan(3)
  const again = ask<{ recorded: number }>(['suggest', '--record', '--project', review])
  expect(again.recorded).toBe(0)
  expect(at(statusOf(review), 'excluded-on-title')).toBe(1)
  const file = join(review, 'd.csv')
  writeFileSync(file, 'report,verdict\n10.1000/soil.3,include\n')
  lacuna(['decide', file, '--project', review])
  expect(at(statusOf(review), 'excluded-on-title')).toBe(0)
})

test('kill -9 in the middle of an import: what was confirmed is kept, the same command finishes it', async () => {
  const review = smallReview()
  const folder = temporaryFolder()
  const file = join(folder, 'large.ris')
  const entries = Array.from(
    { length: 30_000 },
    (_, i) =>
      `TY  - JOUR\nTI  - Water number ${i}\nAU  - Author ${i}, A.\nPY  - ${1950 + (i % 70)}\nER  - \n`,
  )
  writeFileSync(file, entries.join('\n'))
  const child = startLacuna(['import', file, '--project', review])
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for (let waited = 0; waited < 400; waited++) {
    await new Promise((resolve) => setTimeout(resolve, 25))
    if (statusOf(review).records > 1_000) break
  }
  child.kill('SIGKILL')
  await ended
  const interrupted = statusOf(review)
  expect(interrupted.records).toBeGreaterThan(1_000)
  expect(lacuna(['import', file, '--project', review]).status).toBe(0)
  expect(statusOf(review).records).toBe(30_004)
})

test('every input record is exported with where it came from', () => {
  const review = smallReview()
  const { stdout } = lacuna(['export', 'records', '--project', review])
  const lines = stdout.trim().split(/\r?\n/)
  expect(lines[0]).toMatch(/^record_id,source_file,position,source_key,report_id,/)
  expect(lines).toHaveLength(5)
  expect(lines[1]).toMatch(/^r[0-9a-f]{20},records\.ris,1,/)
})
