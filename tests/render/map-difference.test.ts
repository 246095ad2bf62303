import { describe, expect, test } from 'vitest'
import type { ReviewSnapshot } from '../../src/domain/snapshot.ts'
import { mapDifference } from '../../src/render/map-difference.ts'
import { mapData } from '../../src/stages/map-data.ts'
import { sampleReview } from './sample-review.ts'

const version = (snapshot: ReviewSnapshot) => ({ snapshot, data: mapData(snapshot) })
const whole = sampleReview(400)
const half: ReviewSnapshot = { ...whole, studies: whole.studies.slice(0, 60) }

describe('what changed between two maps', () => {
  test('is nothing between a map and itself', () => {
    expect(mapDifference(version(whole), version(whole))).toMatchObject({
      added: [],
      removed: [],
      recoded: [],
      filled: [],
      emptied: [],
      closed: [],
      opened: [],
      codebookChanges: 0,
    })
  })

  test('names new studies, cells that were empty, and cells that are now clearly too few', () => {
    const { added, removed, filled, opened, sentences } = mapDifference(version(half), version(whole))
    expect(added).toHaveLength(340)
    expect(removed).toEqual([])
    expect(filled.length).toBeGreaterThan(0)
    expect(filled.every(({ before, after }) => before === 0 && after > 0)).toBe(true)
    expect(opened).toEqual([{ row: 'street-trees', column: 'social-cohesion', before: 0, after: 0 }])
    expect(sentences).toContain('Now fewer than totals predict: Street trees with Social cohesion (0 to 0).')
  })

  test('is the reverse the other way round', () => {
    const there = mapDifference(version(half), version(whole))
    const back = mapDifference(version(whole), version(half))
    expect(back.removed).toEqual(there.added)
    expect(back.closed.map(({ row, column }) => [row, column])).toEqual(
      there.opened.map(({ row, column }) => [row, column]),
    )
    expect(back.emptied).toHaveLength(there.filled.length)
  })

  test('sees a study that was coded differently', () => {
    const [first, ...rest] = whole.studies
    if (first === undefined) throw new Error('The sample has studies.')
    const recoded = {
      ...first,
      codings: first.codings.map((coding) =>
        coding.dimension === 'outcome' ? { ...coding, value: { codes: ['cost'] } } : coding,
      ),
    }
    const { recoded: found } = mapDifference(
      version(whole),
      version({ ...whole, studies: [recoded, ...rest] }),
    )
    expect(found).toEqual([first.id])
  })
})
