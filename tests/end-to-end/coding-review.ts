import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { codingLibrary, codingVerdicts } from './coding-library.ts'
import { lacuna, temporaryFolder } from './command.ts'

let made: string | undefined

afterAll(() => {
  if (made !== undefined) rmSync(made, { recursive: true, force: true })
})

/** A review with the co-production codebook and a few invented reports, all included by Ada; one for each test. */
export function codingReview(): string {
  made ??= makeReview()
  const review = join(temporaryFolder(), 'review')
  cpSync(join(made, 'review'), review, { recursive: true })
  return review
}

function makeReview(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lacuna-'))
  const review = join(folder, 'review')
  writeFileSync(join(folder, 'invented.ris'), codingLibrary)
  writeFileSync(join(folder, 'verdicts.csv'), codingVerdicts)
  const all = ['--project', review]
  for (const words of [
    ['init', review, '--codebook', 'coproduction', '--no-full-text', '--title', 'Invented'],
    ['import', join(folder, 'invented.ris'), ...all],
    ['dedupe', ...all],
    ['decide', join(folder, 'verdicts.csv'), ...all],
  ]) {
    const { status, stderr } = lacuna(words)
    if (status !== 0) throw new Error(`lacuna ${words.join(' ')} failed:\n${stderr}`)
  }
  return folder
}
