import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codingLibrary, codingVerdicts } from './coding-library.ts'
import { lacuna, temporaryFolder } from './command.ts'

/** A review with the co-production codebook and a few invented reports, all included by Ada. */
export function codingReview(): string {
  const folder = temporaryFolder()
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
  return review
}
