import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lacuna, smallReview, temporaryFolder } from './command.ts'

test('a query is checked against a list of DOIs or a file of records', () => {
  const review = smallReview()
  const folder = temporaryFolder()
  const dois = join(folder, 'relevant.txt')
  writeFileSync(dois, 'https://doi.org/10.1000/WELLS.1\n10.1000/fire.2\n10.1000/not.here\n')
  const listed = lacuna([
    'query',
    'pump* OR wells OR earth',
    '--check',
    '--relevant',
    dois,
    '--project',
    review,
  ])
  expect(listed).toMatchObject({ status: 0, stderr: '' })
  expect(listed.stdout).toContain('finds 1 of 2 relevant reports\nmisses: A survey of fire brigades\n')
  expect(listed.stdout).toContain('not in the review, so not checked: 10.1000/not.here')
  expect(listed.stdout).toMatch(/pump\* {2}stands in {2}1 {2}finds alone {2}1/)
  expect(listed.stdout).toContain('adds nothing: wells\nadds nothing: earth\n')
  const file = join(folder, 'relevant.ris')
  writeFileSync(file, 'TY  - JOUR\r\nTI  - Pumps that nobody reads\r\nER  - \r\n')
  const read = lacuna(['query', 'pump*', '--check', '--relevant', file, '--project', review])
  expect(read.stdout).toContain('finds 1 of 1 relevant report\n')
})

test('terms are suggested from what relevant reports have and others do not', () => {
  const review = smallReview()
  const folder = temporaryFolder()
  const file = join(folder, 'relevant.ris')
  const titles = [
    'A survey of fire brigades',
    'Fire brigades in towns',
    'Volunteer fire brigades and their towns',
  ]
  writeFileSync(file, titles.map((title) => `TY  - JOUR\r\nTI  - ${title}\r\nER  - \r\n`).join('\r\n'))
  const { status, stdout } = lacuna([
    'query',
    'volunteer*',
    '--suggest',
    '--relevant',
    file,
    '--project',
    review,
  ])
  expect(status).toBe(0)
  expect(stdout).toContain('3 relevant reports against 2 other reports\n')
  expect(stdout).toMatch(/^fire brigades +3 +0 +G² \d+\.\d +stands in 2 that the query misses$/m)
  const none = lacuna(['query', '', '--suggest', '--project', review])
  expect(none.status).toBe(1)
  expect(none.stderr).toContain('No report is known to be relevant yet.')
  expect(lacuna(['query', 'a', '--suggest', '--top', '0', '--project', review]).status).toBe(2)
  expect(
    lacuna(['query', 'a', '--check', '--relevant', join(folder, 'no'), '--project', review]).status,
  ).toBe(2)
})
