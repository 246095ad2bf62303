import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Review } from '../../src/review/review.ts'
import { readPlace, savePlace } from '../../src/stages/places.ts'

function folderOnly(): Review {
  const folder = mkdtempSync(join(tmpdir(), 'lacuna-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder } as Review
}

test('every coder comes back to each screen where they left it', async () => {
  const review = folderOnly()
  await savePlace(review, 'Ada', 'screen', { report: 'd1' })
  await savePlace(review, 'Ada', 'code', { report: 'd2', field: 'topic' })
  await savePlace(review, 'ada', 'screen', { report: 'd3' })
  await savePlace(review, '../../王芳', 'screen', { report: 'd4' })
  expect(await readPlace(review, 'Ada', 'screen')).toEqual({ report: 'd1' })
  expect(await readPlace(review, 'Ada', 'code')).toEqual({ report: 'd2', field: 'topic' })
  expect(await readPlace(review, 'ada', 'screen')).toEqual({ report: 'd3' })
  expect(await readPlace(review, '../../王芳', 'screen')).toEqual({ report: 'd4' })
  expect(await readPlace(review, 'Ben', 'screen')).toBeUndefined()
  expect(readdirSync(join(review.folder, '.lacuna', 'places'))).toHaveLength(3)
})

test.each(['', '{', '[]', '7', '{"screen":{"report":7}}', '{"screen":{"report":"d1","field":[]}}'])(
  'a file that holds %j is no place, and is written anew',
  async (text) => {
    const review = folderOnly()
    await savePlace(review, 'Ada', 'screen', { report: 'd9' })
    const [file = ''] = readdirSync(join(review.folder, '.lacuna', 'places'))
    writeFileSync(join(review.folder, '.lacuna', 'places', file), text)
    expect(await readPlace(review, 'Ada', 'screen')).toBeUndefined()
    await savePlace(review, 'Ada', 'screen', { report: 'd2' })
    expect(await readPlace(review, 'Ada', 'screen')).toEqual({ report: 'd2' })
  },
)

test('a folder that cannot be written to keeps no place and stops nobody', async () => {
  const review = folderOnly()
  writeFileSync(join(review.folder, '.lacuna'), 'a file where the folder should be')
  await savePlace(review, 'Ada', 'screen', { report: 'd1' })
  expect(await readPlace(review, 'Ada', 'screen')).toBeUndefined()
})
