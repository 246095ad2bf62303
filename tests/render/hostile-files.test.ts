import { unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { beforeAll, describe, expect, test } from 'vitest'
import { reportFiles } from '../../src/stages/report.ts'
import { hostileReview } from './hostile-review.ts'

const snapshot = hostileReview(40)
const files = new Map(reportFiles(snapshot, { assets: { script: 'void 0', style: 'p{}' } }))
const textOf = (path: string): string => new TextDecoder().decode(files.get(path))

/** Element names of a well-formed XML text; throws where it is not. */
function elementsOf(xml: string): ReadonlySet<string> {
  const names = new Set<string>()
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name }) => names.add(name))
  parser.write(xml).close()
  return names
}

describe('files made from hostile data', () => {
  test.each([...files.keys()].filter((path) => path.endsWith('.svg')))(
    '%s is well formed, without script',
    (path) => {
      const names = [...elementsOf(textOf(path))]
      expect(names).toContain('svg')
      expect(names).not.toContain('script')
      expect(textOf(path)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    },
  )

  test.each([...files.keys()].filter((path) => path.endsWith('.csv')))(
    '%s reads back, without a formula',
    (path) => {
      const rows = parseCsv(textOf(path))
      const head = rows[0] ?? []
      expect(rows.every((row) => row.length === head.length)).toBe(true)
      const formulas = rows
        .flat()
        .filter((cell) => /^[=+@\t\r]/.test(cell) || /^-(?!\d+(?:\.\d+)?$)/.test(cell))
      expect(formulas).toEqual([])
    },
  )

  describe.each(['report.docx', 'map.xlsx'])('%s', (path) => {
    let parts: Readonly<Record<string, Uint8Array>> = {}
    beforeAll(() => {
      parts = unzipSync(files.get(path) ?? new Uint8Array())
    })

    test('is well formed in every part and has no formula, macro or link', () => {
      const names = Object.entries(parts).flatMap(([, xml]) => [...elementsOf(new TextDecoder().decode(xml))])
      expect(names.length).toBeGreaterThan(10)
      for (const name of ['f', 'hyperlink', 'w:hyperlink', 'w:instrText', 'w:object'])
        expect(names).not.toContain(name)
    })

    test('has every part that its content types name', () => {
      const types = new TextDecoder().decode(parts['[Content_Types].xml'])
      const named = [...types.matchAll(/PartName="\/([^"]+)"/g)].map((match) => match[1])
      expect(named.length).toBeGreaterThan(2)
      expect(named.filter((name) => name === undefined || parts[name] === undefined)).toEqual([])
    })
  })

  test('references.ris has one entry a report, none smuggled in', () => {
    const reports = snapshot.studies.reduce((sum, study) => sum + study.reports.length, 0)
    expect(textOf('references.ris').match(/^TY {2}- /gm)).toHaveLength(reports)
    expect(textOf('references.ris').match(/^ER {2}- /gm)).toHaveLength(reports)
  })

  test('references.bib balances its braces', () => {
    const bare = textOf('references.bib').replaceAll(/\\[{}]/g, '')
    expect(bare.split('{').length).toBe(bare.split('}').length)
  })

  test.each([...files.keys()].filter((path) => path.endsWith('.json')))('%s is JSON', (path) => {
    expect(JSON.parse(textOf(path))).toBeTypeOf('object')
  })

  test('CITATION.cff is YAML with the title as it was', () => {
    expect(parseYaml(textOf('CITATION.cff'))).toMatchObject({ type: 'dataset', title: snapshot.review.title })
  })

  test('report.md has no HTML and no link of anybody else’s', () => {
    expect(textOf('report.md')).not.toMatch(/(?<!\\)[<>[\]]/)
  })
})
