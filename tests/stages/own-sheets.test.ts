import { expect, test } from 'vitest'
import type { Decision } from '../../src/domain/decision.ts'
import { OwnSheets } from '../../src/stages/own-sheets.ts'
import { code, logOf } from '../domain/small-project.ts'

const migration = (becomes: readonly string[], ask: boolean) => ({
  kind: 'migrate' as const,
  coder: 'Lead',
  from: 'old',
  to: 'new',
  changes: [
    {
      dimension: 'topic',
      code: 'fire',
      becomes: becomes.map((id) => ({ dimension: 'topic', code: id })),
      ask,
    },
  ],
  file: { name: 'm.yaml', sha256: '0' },
})
const sheetOf = (log: readonly Decision[]) => {
  const sheets = new OwnSheets('Ada', (id) => id)
  sheets.take(log)
  return sheets.sheet('d1')
}
const note = {
  kind: 'note' as const,
  coder: 'Ada',
  report: 'd1',
  dimension: 'topic',
  code: 'fire',
  text: 'hm',
}

test('a sheet is read under the codebook of now, though another changed it', () => {
  const sheet = sheetOf(logOf(code('Ada', 'd1', 'topic', 'fire'), note, migration(['wildfire'], false)))
  expect(sheet.values.get('topic')?.value).toEqual({ codes: ['wildfire'] })
  expect(sheet.notes).toMatchObject([{ code: 'wildfire' }])
  expect(sheet.again.size).toBe(0)
})

test('a dimension with a code that was split is to be looked at again, till something is said of it', () => {
  const log = [code('Ada', 'd1', 'topic', 'fire', 'water'), migration([], true)]
  const sheet = sheetOf(logOf(...log))
  expect(sheet.values.get('topic')?.value).toEqual({ codes: ['water'] })
  expect([...sheet.again]).toEqual(['topic'])
  expect(sheetOf(logOf(...log, code('Ada', 'd1', 'topic', 'bush-fire'))).again.size).toBe(0)
})

test('a migration during a sitting is for the next one', () => {
  const log = logOf(code('Ada', 'd1', 'topic', 'fire'), migration(['wildfire'], false))
  const sheets = new OwnSheets('Ada', (id) => id)
  sheets.take(log.slice(0, 1))
  sheets.take(log.slice(1))
  expect(sheets.sheet('d1').values.get('topic')?.value).toEqual({ codes: ['fire'] })
})
