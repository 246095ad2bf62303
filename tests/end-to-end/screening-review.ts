import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lacuna, smallCodebook, temporaryFolder } from './command.ts'

/** Titles that terminals get wrong: wide, combining, right to left, hostile, long. */
export const titles = [
  'A trial of water pumps in villages',
  '公共服务的合作生产：以社区用水为例的研究',
  'Évaluation cafe\u0301 des pompes a\u0300 eau',
  'إنتاج مشترك للخدمات العامة في المدن',
  'Water \u001b[2J\u001b[31mred\u0007 and \u202esdrawkcab\u202c text',
  'A survey of fire brigades that is long enough to be broken into several lines on any terminal that people use in their work',
  '공공서비스 공동생산 water',
] as const

const abstractOf = (i: number): string =>
  `Background: fire and water ${i}. Earth is not what this is about. Methods: a trial with 120 users. `.repeat(
    3,
  )

/** A review with a few awkward reports that wait for screening, and an abstract each but one. */
export function screeningReview(): string {
  const folder = temporaryFolder()
  const review = join(folder, 'review')
  writeFileSync(join(folder, 'codebook.yaml'), smallCodebook)
  writeFileSync(
    join(folder, 'records.ris'),
    titles
      .map(
        (title, i) =>
          `TY  - JOUR\nTI  - ${title}\nAU  - Smith, Anna\nPY  - ${2010 + i}\nT2  - Journal of Wells\nDO  - 10.1000/w.${i}\n${i === 3 ? '' : `AB  - ${abstractOf(i)}\n`}ER  - \n`,
      )
      .join('\n'),
  )
  for (const words of [
    ['init', review, '--codebook', join(folder, 'codebook.yaml'), '--title', 'Wells and fires'],
    ['import', join(folder, 'records.ris'), '--project', review],
    ['dedupe', '--project', review],
  ]) {
    const { status, stderr } = lacuna(words)
    if (status !== 0) throw new Error(`lacuna ${words.join(' ')} failed:\n${stderr}`)
  }
  return review
}
