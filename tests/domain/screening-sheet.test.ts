import { expect, test } from 'vitest'
import type { Decision } from '../../src/domain/decision.ts'
import { emptyScreening, screeningSheet } from '../../src/domain/screening-sheet.ts'

const by = { coder: 'Ada', at: '2026-01-01T00:00:00Z', report: 'd1' } as const
const screen = (id: string, verdict: 'include' | 'exclude'): Decision => ({
  ...by,
  id,
  kind: 'screen',
  stage: 'title-abstract',
  verdict,
})
const retract = (id: string, decision: string): Decision => ({
  coder: 'Ada',
  at: by.at,
  id,
  kind: 'retract',
  decision,
})
const flag = (id: string, raised: boolean, dimension?: string): Decision => ({
  ...by,
  id,
  kind: 'flag',
  raised,
  ...(dimension === undefined ? {} : { dimension }),
})

test('the last standing word counts, and undo goes back to the one before', () => {
  const entries = [screen('1', 'include'), screen('2', 'exclude')]
  expect(screeningSheet(entries).verdicts.get('title-abstract')?.verdict).toBe('exclude')
  const undone = [...entries, retract('3', '2')]
  expect(screeningSheet(undone).verdicts.get('title-abstract')?.verdict).toBe('include')
  expect(screeningSheet([...undone, retract('4', '3')]).verdicts.get('title-abstract')?.verdict).toBe(
    'exclude',
  )
  expect(screeningSheet(undone.toReversed())).toEqual(screeningSheet(undone))
  expect(screeningSheet([])).toEqual(emptyScreening)
})

test('a flag is up until it is taken down; flags on dimensions are not the report’s', () => {
  expect(screeningSheet([flag('1', true)]).flag?.id).toBe('1')
  expect(screeningSheet([flag('1', true), flag('2', false)]).flag).toBeUndefined()
  expect(screeningSheet([flag('1', true, 'topic')]).flag).toBeUndefined()
})
