import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codebookHash } from '../../src/domain/codebook.ts'
import type { ReportId } from '../../src/domain/report.ts'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'
import { openReview, type Review } from '../../src/review/review.ts'
import type { Control } from '../../src/stages/control.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { onTestFinished } from 'vitest'
import { records, reportOf, search, temporaryFolder } from '../store/review-data.ts'

export const smallCodebook = `id: small
title: Small codebook
version: '1'
dimensions:
  - id: topic
    label: Topic
    type: multi
    required: true
    codes:
      - { id: water, label: Water, variants: [H2O], cues: [water] }
      - { id: fire, label: Fire, cues: ['fire*'], children: [{ id: bush-fire, label: Bush fire }] }
  - id: design
    label: Design
    type: single
    required: true
    codes: [{ id: trial, label: Trial }, { id: survey, label: Survey }]
  - id: sample
    label: Sample
    type: number
    required: true
    when: { design: [survey] }
  - id: remark
    label: Remark
    type: text
screening:
  criteria: [about water or fire]
  reasons: [{ id: off-topic, label: Off topic }, { id: animals, label: Animals }]
`

/** A real review in a folder of its own, with reports of these titles; closed and gone after the test. */
export async function reviewWith(
  titles: readonly string[],
  {
    codebook = smallCodebook,
    settings = '',
  }: { readonly codebook?: string; readonly settings?: string } = {},
): Promise<{ readonly review: Review; readonly ids: readonly ReportId[] }> {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'codebook.yaml'), codebook)
  writeFileSync(join(folder, 'review.yaml'), `title: Small\n${settings}`)
  const review = openReview(folder)
  onTestFinished(() => review.store.close())
  const all = records(titles)
  await review.store.addSearch(search)
  await review.store.addRecords(all)
  const reports = all.map((record) => reportOf(record))
  const put = (async function* () {
    yield reports
  })()
  await review.store.changeReports({ remove: [], put, pairs: [] })
  return { review, ids: reports.map(({ id }) => id) }
}

/** The same project as another process sees it, or after its codebook was written anew. */
export function openAgain(review: Review, waitMs = 20_000): Review {
  const path = join(review.folder, 'codebook.yaml')
  const { codebook } = readCodebook(readFileSync(path, 'utf8'), path)
  if (codebook === undefined) throw new Error('The codebook cannot be read.')
  const store = openSqlite(join(review.folder, 'lacuna.db'), waitMs)
  onTestFinished(() => store.close())
  return { ...review, codebook, codebookHash: codebookHash(codebook), store }
}

/** A coder at work. Time goes on by a second with every look at the clock; chance is the same every time. */
export function controlOf(coder: string, from = Date.UTC(2026, 0, 1)): Control {
  let now = from
  let drawn = [...coder].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  return {
    progress: () => undefined,
    signal: new AbortController().signal,
    now: () => (now += 1000),
    random: (bytes) => Uint8Array.from({ length: bytes }, () => (drawn = (drawn * 137 + 41) % 256)),
    coder,
  }
}
