import { execFileSync } from 'node:child_process'
import { parse as parseYaml } from 'yaml'
import { describe, expect, test } from 'vitest'
import { canonicalJson, sha256 } from '../../src/domain/canonical.ts'
import { prismaKeys } from '../../src/domain/prisma-flow.ts'
import { snapshotHash } from '../../src/domain/snapshot.ts'
import type { Manifest } from '../../src/render/manifest.ts'
import { renderReport } from '../../src/render/report-files.ts'
import { tablesOf } from '../../src/render/tables.ts'
import { mapData } from '../../src/stages/map-data.ts'
import { sampleReview } from './sample-review.ts'

const assets = { script: 'void 0', style: 'p{}' }
const snapshot = sampleReview(60)
const files = renderReport(snapshot, mapData(snapshot), assets)
const textOf = (path: string): string => new TextDecoder().decode(files.get(path))

describe('a report', () => {
  test.each([0, 1])('is there for %i studies', (n) => {
    const small = sampleReview(n)
    const made = renderReport(small, mapData(small), assets)
    expect(new TextDecoder().decode(made.get('snapshot.json'))).toBe(canonicalJson(small))
    expect(made.get('index.html')?.length).toBeGreaterThan(1000)
  })

  test('has a manifest with the SHA-256 of every other file and of the inputs', () => {
    const manifest = JSON.parse(textOf('manifest.json')) as Manifest
    expect(manifest.files.map(({ path }) => path)).toEqual(
      [...files.keys()].filter((path) => path !== 'manifest.json'),
    )
    for (const { path, sha256: digest } of manifest.files)
      expect(digest).toBe(sha256(files.get(path) ?? new Uint8Array()))
    expect(manifest.inputs.snapshot).toBe(snapshotHash(snapshot))
  })

  test('carries the snapshot from which it can be computed again, to the byte', () => {
    const inside = JSON.parse(textOf('snapshot.json')) as typeof snapshot
    expect(textOf('snapshot.json')).toBe(canonicalJson(snapshot))
    expect(canonicalJson(inside)).toBe(canonicalJson(snapshot))
    const again = renderReport(inside, mapData(inside), assets)
    expect([...again].map(([path, content]) => [path, sha256(content)])).toEqual(
      [...files].map(([path, content]) => [path, sha256(content)]),
    )
  })

  test('gives every box of the flow under its PRISMA2020 key', () => {
    const lines = textOf('prisma.csv').trimEnd().split('\r\n')
    expect(lines[0]).toBe('data,n')
    const keys = Object.entries(prismaKeys(snapshot.flow))
    expect(lines.slice(1)).toEqual(
      keys.map(([key, value]) => (/[",]/.test(String(value)) ? `${key},"${value}"` : `${key},${value}`)),
    )
  })

  test('asks to be cited as a dataset with its hash', () => {
    const cff = parseYaml(textOf('CITATION.cff')) as Record<string, unknown>
    expect(cff).toMatchObject({
      'cff-version': '1.2.0',
      type: 'dataset',
      version: '1.0.0',
      'date-released': '2026-10-01',
      license: 'CC-BY-4.0',
      authors: [
        { 'family-names': 'Bauer', 'given-names': 'Eva' },
        { 'family-names': 'Okafor', 'given-names': 'Ben' },
      ],
    })
  })

  test('explains every column of every table', () => {
    const explained = textOf('data/dictionary.csv').trimEnd().split('\r\n').slice(1).length
    const columns = [...files.keys()]
      .filter((path) => path.startsWith('data/') && path !== 'data/dictionary.csv')
      .reduce((sum, path) => sum + (textOf(path).split('\r\n')[0] ?? '').split(',').length, 0)
    expect(explained).toBe(columns)
  })

  test.each([
    ['Pacific/Auckland', 'tr_TR.UTF-8'],
    ['America/St_Johns', 'C'],
  ])('has the same bytes in the time zone %s and the locale %s', (zone, locale) => {
    const script = `
      import { renderReport } from './src/render/report-files.ts'
      import { mapData } from './src/stages/map-data.ts'
      import { sampleReview } from './tests/render/sample-review.ts'
      const snapshot = sampleReview(60)
      const files = renderReport(snapshot, mapData(snapshot), { script: 'void 0', style: 'p{}' })
      process.stdout.write(files.get('manifest.json'))`
    const env = { ...process.env, TZ: zone, LANG: locale, LC_ALL: locale }
    const options = { env, encoding: 'utf8', maxBuffer: 1e8 } as const
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], options)
    expect(printed).toBe(textOf('manifest.json'))
  })
})

test.each(tablesOf(snapshot, mapData(snapshot)).map((table) => [table.name, table] as const))(
  'the table %s has as many rows as it says, and a value or nothing for every column',
  (_, table) => {
    expect([...table.rows()]).toHaveLength(table.count)
    expect([...table.rows()].filter((row) => row.length !== table.columns.length)).toEqual([])
  },
)
