import { expect, test } from 'vitest'
import { foldFullTexts, type FullTextEntry } from '../../src/domain/full-text.ts'

const at = '2026-01-01T00:00:00.000Z'
const file = (report: string, path: string): FullTextEntry => ({
  kind: 'file',
  report,
  at,
  by: 'Ada',
  path,
  sha256: path,
  because: 'Ada said so',
})
const asked = (report: string, ...urls: readonly string[]): FullTextEntry => ({
  kind: 'asked',
  report,
  at,
  by: 'machine:full-text',
  source: 'unpaywall',
  links: urls.map((url) => ({ url, isOpen: true })),
})
/** d1 has become part of d2; d9 is not there any more. */
const find = (id: string): string | undefined => ({ d1: 'd2', d2: 'd2', d3: 'd3' })[id]

test.each<[string, readonly FullTextEntry[], string, string | undefined, readonly string[]]>([
  ['the last file counts', [file('d3', 'a'), file('d3', 'b')], 'd3', 'b', []],
  ['a link follows its report', [file('d1', 'a')], 'd2', 'a', []],
  [
    'a link that was taken back is gone',
    [file('d3', 'a'), { kind: 'unlinked', report: 'd3', at, by: 'Ada' }],
    'd3',
    undefined,
    [],
  ],
  [
    'the last answer of an index counts',
    [asked('d3', 'x', 'y'), file('d3', 'a'), asked('d3')],
    'd3',
    'a',
    [],
  ],
  ['what an index said stays when a file comes', [asked('d3', 'x'), file('d3', 'a')], 'd3', 'a', ['x']],
  ['a report that is gone has nothing', [file('d9', 'a')], 'd9', undefined, []],
])('%s', (_what, entries, report, path, urls) => {
  const known = foldFullTexts(entries, find).get(report)
  expect(known?.file?.path).toBe(path)
  expect((known?.asked.get('unpaywall') ?? []).map(({ url }) => url)).toEqual(urls)
})
