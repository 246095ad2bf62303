import { Ajv, type SchemaObject } from 'ajv'
import addFormats from 'ajv-formats'
import { validateCFF } from 'cffjs'
import { parse as parseYaml } from 'yaml'
import { describe, expect, test } from 'vitest'
import type { ReviewSnapshot } from '../../src/domain/snapshot.ts'
import { renderReport } from '../../src/render/report-files.ts'
import { parseSettings } from '../../src/review/settings.ts'
import { mapData } from '../../src/stages/map-data.ts'
import { hostileReview } from './hostile-review.ts'
import { cslData, datacite } from './public-schemas.ts'
import { type Crate, type Entity, rules } from './ro-crate-rules.ts'
import { sampleReview } from './sample-review.ts'

const assets = { script: 'void 0', style: 'p{}' }
const sample = sampleReview(8)
const published: ReviewSnapshot = {
  ...sample,
  review: { ...sample.review, publisher: 'Town Evidence Archive', doi: '10.5281/zenodo.4321' },
}
const { question: _question, licence: _licence, ...rest } = sample.review
const bare: ReviewSnapshot = { ...sample, review: { ...rest, authors: [] } }

type Item = Readonly<Record<string, unknown>>

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })
addFormats.default(ajv)

/** What a JSON schema has against a value, one line a complaint. */
function complaints(schema: SchemaObject, value: unknown): readonly string[] {
  const validate = ajv.compile(schema)
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

const refuses = (value: object): boolean => {
  try {
    validateCFF({ ...value })
    return false
  } catch {
    return true
  }
}

describe.each([
  ['a published map', published],
  ['a map without authors, licence, question, publisher or DOI', bare],
  ['a map of hostile data', hostileReview(8)],
  ['a map without studies', sampleReview(0)],
])('the citations of %s', (_name, snapshot) => {
  const files = renderReport(snapshot, mapData(snapshot), assets)
  const textOf = (path: string): string => new TextDecoder().decode(files.get(path))

  test('pass the schema of CITATION.cff 1.2.0', () => {
    const file = parseYaml(textOf('CITATION.cff')) as Item
    expect(validateCFF({ ...file })).toEqual(file)
    expect(file).toMatchObject({ 'cff-version': '1.2.0', type: 'dataset' })
  })

  test('pass the schema of DataCite 4.6', () => {
    const file = JSON.parse(textOf('citation/datacite.json')) as Item & { publisher: Item; types: Item }
    expect(complaints(datacite, file)).toEqual([])
    expect(file.publisher['name']).toBe(snapshot.review.publisher ?? '(:unav)')
    expect(file.types['resourceTypeGeneral']).toBe('Dataset')
  })

  test.each(['citation/map.json', 'references.json'])('pass the schema of CSL-JSON in %s', (path) => {
    expect(complaints(cslData, JSON.parse(textOf(path)))).toEqual([])
  })

  test.each(rules)('keep RO-Crate 1.1, %s: %s', (_section, _rule, holds) => {
    expect(holds(JSON.parse(textOf('ro-crate-metadata.json')) as Crate)).toBe(true)
  })

  test('name every file of the folder in the RO-Crate', () => {
    const { '@graph': graph } = JSON.parse(textOf('ro-crate-metadata.json')) as Crate
    const ids = graph.map((entity) => entity['@id'])
    const own = ['manifest.json', 'ro-crate-metadata.json']
    expect([...files.keys()].filter((path) => !own.includes(path) && !ids.includes(path))).toEqual([])
  })
})

describe('the schemas refuse', () => {
  const files = renderReport(published, mapData(published), assets)
  const textOf = (path: string): string => new TextDecoder().decode(files.get(path))

  test.each<[string, Item]>([
    ['a missing title', { title: undefined }],
    ['an unknown key', { colour: 'blue' }],
    ['a date that is none', { 'date-released': '2026-13-01' }],
    ['a licence outside SPDX', { license: 'free for all' }],
  ])('a CITATION.cff with %s', (_what, change) => {
    const file = parseYaml(textOf('CITATION.cff')) as Item
    const changed = Object.entries({ ...file, ...change }).filter(([, value]) => value !== undefined)
    expect(refuses(Object.fromEntries(changed))).toBe(true)
  })

  test.each<[string, Item]>([
    ['no creator', { creators: [] }],
    ['a year as a number', { publicationYear: 2026 }],
    ['an unknown key', { colour: 'blue' }],
    ['a publisher as text', { publisher: 'Archive' }],
    ['a DOI as an address', { doi: 'https://doi.org/10.5281/zenodo.1' }],
  ])('a DataCite record with %s', (_what, change) => {
    const file = JSON.parse(textOf('citation/datacite.json')) as Item
    expect(complaints(datacite, { ...file, ...change })).not.toEqual([])
  })

  test.each<[string, Item]>([
    ['no id', { id: undefined }],
    ['an unknown type', { type: 'journal-article' }],
    ['a name in one piece', { author: 'Bauer, Eva' }],
    ['a year without its parts', { issued: 2026 }],
  ])('a CSL item with %s', (_what, change) => {
    const [item] = JSON.parse(textOf('citation/map.json')) as Item[]
    const changed = Object.entries({ ...item, ...change }).filter(([, value]) => value !== undefined)
    expect(complaints(cslData, [Object.fromEntries(changed)])).not.toEqual([])
  })

  test.each<[string, (entity: Entity) => Entity]>([
    ['no licence', ({ license: _license, ...entity }) => entity],
    ['two entities of one name', (entity) => ({ ...entity, '@id': './' })],
    ['a reference that leads nowhere', (entity) => ({ ...entity, author: { '@id': '#nobody' } })],
    ['a property outside the context', (entity) => ({ ...entity, colour: 'blue' })],
    ['a date that is none', (entity) => ({ ...entity, datePublished: 'soon' })],
  ])('a crate with %s', (_what, change) => {
    const crate = JSON.parse(textOf('ro-crate-metadata.json')) as Crate
    const changed = { ...crate, '@graph': crate['@graph'].map(change) }
    expect(rules.filter(([, , holds]) => !holds(changed))).not.toEqual([])
  })
})

describe('the date a map is cited with', () => {
  const { searchedTo: _searchedTo, ...undated } = sample.review
  const ofYear = (year: number): ReviewSnapshot['studies'] =>
    sample.studies.slice(0, 1).map((study) => ({
      ...study,
      reports: study.reports.map((report) => ({ ...report, date: { year } })),
    }))

  test.each<[string, Partial<ReviewSnapshot>, string]>([
    ['of the latest search', {}, '2026-10-01'],
    ['of a decision after the search', { log: { ...sample.log, latest: '2027-02-03' } }, '2027-02-03'],
    ['of the search after all decisions', { log: { ...sample.log, latest: '2026-09-30' } }, '2026-10-01'],
    [
      'of a decision where no search is dated',
      { review: undated, log: { ...sample.log, latest: '2025-12-31' } },
      '2025-12-31',
    ],
    ['of the newest record where nobody decided', { review: undated, studies: ofYear(2019) }, '2019'],
    ['of nothing', { review: undated, studies: [] }, '0000'],
  ])('is that %s', (_what, change, date) => {
    const snapshot: ReviewSnapshot = { ...sample, ...change }
    const files = renderReport(snapshot, mapData(snapshot), assets)
    const textOf = (path: string): string => new TextDecoder().decode(files.get(path))
    const year = date.slice(0, 4)
    expect((JSON.parse(textOf('citation/datacite.json')) as Item)['publicationYear']).toBe(year)
    const crate = JSON.parse(textOf('ro-crate-metadata.json')) as Crate
    expect(crate['@graph'].find((entity) => entity['@id'] === './')?.['datePublished']).toBe(date)
    expect((parseYaml(textOf('CITATION.cff')) as Item)['date-released']).toBe(
      date.length === 10 ? date : undefined,
    )
    expect(textOf('citation/map.ris').includes(`PY  - ${year}`)).toBe(year !== '0000')
    expect(textOf('index.html')).toContain(year === '0000' ? '(n.d.)' : `(${year})`)
  })
})

test('a DOI and a publisher stand in every citation of the map', () => {
  const files = renderReport(published, mapData(published), assets)
  for (const path of ['map.ris', 'map.bib', 'map.json', 'datacite.json']) {
    const text = new TextDecoder().decode(files.get(`citation/${path}`))
    expect(text).toContain('10.5281/zenodo.4321')
    expect(text).toContain('Town Evidence Archive')
  }
  expect(new TextDecoder().decode(files.get('index.html'))).toContain('https://doi.org/10.5281/zenodo.4321')
})

test.each([
  ['doi: https://doi.org/10.5281/Zenodo.4321', '10.5281/zenodo.4321', undefined],
  ['doi: not one', undefined, 'a DOI, such as 10.5281/zenodo.1234'],
])('review.yaml with %s', (line, doi, problem) => {
  const { settings, problems } = parseSettings(`title: Wells\n${line}\n`, 'review.yaml')
  expect(settings?.doi).toBe(doi)
  expect(problems.map(({ message }) => message).join()).toContain(problem ?? '')
})
