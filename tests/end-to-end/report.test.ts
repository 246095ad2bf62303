import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, lacuna, smallReview } from './command.ts'

interface Report {
  readonly hash: string
  readonly page: string
}
const reportOf = (review: string): Report => ask<Report>(['report', '--project', review])

test('a changed label changes the map and its hash; the same review gives the same hash', () => {
  const review = smallReview()
  lacuna(['suggest', '--record', '--project', review])
  const before = reportOf(review)
  expect(reportOf(review).hash).toBe(before.hash)
  const codebook = join(review, 'codebook.yaml')
  writeFileSync(codebook, readFileSync(codebook, 'utf8').replace('label: Water', 'label: Drinking water'))
  const after = reportOf(review)
  expect(after.hash).not.toBe(before.hash)
  expect(readFileSync(after.page, 'utf8')).toContain('Drinking water')
})

test('two reviews made alike give the same hash, whoever made them and when', () => {
  const hashes = ['Ada', 'Ben'].map((coder) => {
    const review = smallReview()
    lacuna(['suggest', '--record', '--project', review, '--coder', coder])
    return reportOf(review).hash
  })
  expect(hashes[0]).toBe(hashes[1])
})

test('a report says on top what only a machine decided', () => {
  const review = smallReview()
  const settings = join(review, 'review.yaml')
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('full-text: true', 'full-text: false'))
  lacuna(['suggest', '--record', '--project', review])
  const page = readFileSync(reportOf(review).page, 'utf8')
  const top = page.slice(page.indexOf('<body'), page.indexOf('<main'))
  expect(top).toMatch(/2 studies were included by a machine only; no person has confirmed them/)
  expect(top).toMatch(/codings \(100 %\) are suggestions of a machine/)
})
