import { describe, expect, test } from 'vitest'
import { readDecisionRows } from '../../src/formats/decision-rows.ts'

describe('rows of decisions', () => {
  test.each([
    ['commas', 'report,dimension,codes\nd1,topic,water;fire\n'],
    [
      'semicolons, as Excel saves them in half of Europe',
      '\uFEFFreport;dimension;codes\r\nd1;topic;"water;fire"\r\n',
    ],
    ['tabs', 'report\tdimension\tcodes\nd1\ttopic\twater; fire\n'],
    ['lines of JSON', '{"report":"d1","dimension":"topic","codes":["water","fire"]}\n'],
  ])('%s', (_what, text) => {
    const { rows, problems } = readDecisionRows(text, 'd.csv')
    expect(problems).toEqual([])
    expect(rows).toMatchObject([{ report: 'd1', dimension: 'topic', codes: ['water', 'fire'] }])
  })

  test('a row without a report, a line that is no JSON and a missing header are named with their line', () => {
    expect(readDecisionRows('report,verdict\n,include\nd2,exclude\n', 'd.csv')).toMatchObject({
      rows: [{ line: 3, report: 'd2', verdict: 'exclude' }],
      problems: [{ at: { file: 'd.csv', line: 2 } }],
    })
    expect(readDecisionRows('{"report":"d1"}\n{oops\n', 'd.jsonl').problems).toMatchObject([
      { at: { line: 2 } },
    ])
    expect(readDecisionRows('id,verdict\nd1,include\n', 'd.csv').problems[0]?.message).toMatch(
      /expected a column "report"/,
    )
  })
})
