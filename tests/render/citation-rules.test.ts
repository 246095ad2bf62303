import { parse as parseYaml } from 'yaml'
import { describe, expect, test } from 'vitest'
import type { ReviewSnapshot } from '../../src/domain/snapshot.ts'
import { renderReport } from '../../src/render/report-files.ts'
import { parseSettings } from '../../src/review/settings.ts'
import { mapData } from '../../src/stages/map-data.ts'
import { hostileReview } from './hostile-review.ts'
import { sampleReview } from './sample-review.ts'

const assets = { script: 'void 0', style: 'p{}' }
const sample = sampleReview(8)
const published: ReviewSnapshot = {
  ...sample,
  review: { ...sample.review, publisher: 'Town Evidence Archive', doi: '10.5281/zenodo.4321' },
}
const { question: _question, licence: _licence, ...rest } = sample.review
const bare: ReviewSnapshot = { ...sample, review: { ...rest, authors: [] } }

/*
 * No npm package carries the public schemas, so their rules stand here: what must be there, what may be there (all
 * four schemas but RO-Crate's refuse other keys), and the form of each value.
 */
interface Rules {
  readonly required: readonly string[]
  readonly allowed: readonly string[]
  readonly forms: Readonly<Record<string, RegExp>>
}

// citation-file-format 1.2.0, schema.json.
const cff: Rules = {
  required: ['authors', 'cff-version', 'message', 'title'],
  allowed:
    'abstract authors cff-version commit contact date-released doi identifiers keywords license license-url message preferred-citation references repository repository-artifact repository-code title type url version'.split(
      ' ',
    ),
  forms: {
    'cff-version': /^1\.2\.0$/,
    'date-released': /^\d{4}-\d\d-\d\d$/,
    doi: /^10\.\d{4,9}(\.\d+)?\/[A-Za-z0-9:/_;\-.()[\]\\]+$/,
    type: /^(?:dataset|software)$/,
  },
}
// DataCite 4.5 as JSON (inveniosoftware/datacite, datacite-v4.5.json); publicationYear too, where a search is dated.
const datacite: Rules = {
  required: ['creators', 'titles', 'publisher', 'types', 'schemaVersion', 'publicationYear'],
  allowed:
    'doi prefix suffix event url types creators titles publisher publicationYear subjects contributors dates language alternateIdentifiers relatedIdentifiers relatedItems sizes formats version rightsList descriptions geoLocations fundingReferences schemaVersion container'.split(
      ' ',
    ),
  forms: {
    doi: /^10.\d{4,9}\/[-._;()/:a-z0-9A-Z]+$/,
    publicationYear: /^[0-9]{4}$/,
    schemaVersion: /^http:\/\/datacite\.org\/schema\/kernel-4$/,
  },
}
// citation-style-language/schema, csl-data.json.
const csl: Rules = {
  required: ['id', 'type'],
  allowed:
    'id type title author editor issued container-title publisher publisher-place volume issue page DOI PMID ISBN ISSN URL abstract keyword language note version genre number edition collection-title source'.split(
      ' ',
    ),
  forms: {
    type: /^(?:article|article-journal|book|chapter|dataset|document|paper-conference|report|thesis|webpage|software|patent|post|manuscript|broadcast|standard)$/,
  },
}

type Item = Readonly<Record<string, unknown>>

function broken(item: Item, { required, allowed, forms }: Rules): readonly string[] {
  const keys = Object.keys(item)
  return [
    ...required.filter((key) => !keys.includes(key)).map((key) => `no ${key}`),
    ...keys.filter((key) => !allowed.includes(key)).map((key) => `${key} is not a key`),
    ...Object.entries(forms).flatMap(([key, form]) =>
      keys.includes(key) && !form.test(String(item[key])) ? [`${key}: ${String(item[key])}`] : [],
    ),
  ]
}

describe.each([
  ['a published map', published],
  ['a map without authors, licence, question, publisher or DOI', bare],
  ['a map of hostile data', hostileReview(8)],
  ['a map without studies', sampleReview(0)],
])('the citations of %s', (_name, snapshot) => {
  const files = renderReport(snapshot, mapData(snapshot), assets)
  const textOf = (path: string): string => new TextDecoder().decode(files.get(path))

  test('keep the rules of CITATION.cff 1.2.0', () => {
    const file = parseYaml(textOf('CITATION.cff')) as Item & { authors: Item[]; identifiers: Item[] }
    expect(broken(file, cff)).toEqual([])
    expect(file.authors.length).toBeGreaterThan(0)
    for (const author of file.authors)
      expect(Object.keys(author).every((key) => ['family-names', 'given-names', 'name'].includes(key))).toBe(
        true,
      )
    for (const { type, value } of file.identifiers) {
      expect(['doi', 'url', 'swh', 'other']).toContain(type)
      expect(value).toMatch(/./)
    }
  })

  test('keep the rules of DataCite 4.5', () => {
    const file = JSON.parse(textOf('citation/datacite.json')) as Item & {
      creators: Item[]
      titles: Item[]
      publisher: Item
      types: Item
      relatedIdentifiers: Item[]
    }
    expect(broken(file, datacite)).toEqual([])
    expect(file.creators.length * file.titles.length).toBeGreaterThan(0)
    for (const { name, nameType } of file.creators) {
      expect(name).toMatch(/./)
      expect(['Personal', 'Organizational']).toContain(nameType)
    }
    expect(file.publisher['name']).toBe(snapshot.review.publisher ?? '(:unav)')
    expect(file.types['resourceTypeGeneral']).toBe('Dataset')
    for (const related of file.relatedIdentifiers)
      expect(Object.keys(related).toSorted()).toEqual([
        'relatedIdentifier',
        'relatedIdentifierType',
        'relationType',
      ])
  })

  test.each(['citation/map.json', 'references.json'])('keep the rules of CSL-JSON in %s', (path) => {
    const items = JSON.parse(textOf(path)) as Item[]
    expect(items.flatMap((item) => broken(item, csl))).toEqual([])
    const names = items.flatMap(({ author, editor }) => [
      ...((author ?? []) as Item[]),
      ...((editor ?? []) as Item[]),
    ])
    const parts = ['family', 'given', 'literal', 'suffix', 'non-dropping-particle', 'dropping-particle']
    expect(names.flatMap((name) => Object.keys(name).filter((key) => !parts.includes(key)))).toEqual([])
  })

  test('keep the rules of RO-Crate 1.1', () => {
    const crate = JSON.parse(textOf('ro-crate-metadata.json')) as { '@context': string; '@graph': Item[] }
    expect(crate['@context']).toBe('https://w3id.org/ro/crate/1.1/context')
    const ids = crate['@graph'].map((entity) => entity['@id'])
    expect(new Set(ids).size).toBe(ids.length)
    expect(crate['@graph'].every((entity) => entity['@type'] !== undefined)).toBe(true)
    const root = crate['@graph'].find((entity) => entity['@id'] === './')
    const wanted = ['name', 'description', 'datePublished', 'hasPart']
    expect(wanted.filter((key) => root?.[key] === undefined)).toEqual([])
    expect(root?.['license']).toBe(snapshot.review.licence)
    // Every reference leads to an entity of the crate, or to the profile it says it keeps.
    const named = [...textOf('ro-crate-metadata.json').matchAll(/\{\s*"@id": "([^"]+)"\s*\}/g)]
    expect(named.length).toBeGreaterThan(20)
    for (const [, id] of named) expect([...ids, 'https://w3id.org/ro/crate/1.1']).toContain(id)
    const own = ['manifest.json', 'ro-crate-metadata.json']
    expect([...files.keys()].filter((path) => !own.includes(path) && !ids.includes(path))).toEqual([])
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
