import { stringify } from 'yaml'
import { parseDoi } from '../domain/identifier.ts'
import { parseName } from '../domain/person-name.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'

interface Author {
  readonly family?: string
  readonly given?: string
  readonly name?: string
}

function authorsOf({ review }: ReviewSnapshot): readonly Author[] {
  return review.authors.flatMap((text): readonly Author[] => {
    const name = parseName(text)
    if (name === undefined) return []
    if ('literal' in name) return [{ name: name.literal }]
    const family = name.particle === undefined ? name.family : `${name.particle} ${name.family}`
    return [{ family, ...(name.given === undefined ? {} : { given: name.given }) }]
  })
}

/** CITATION.cff 1.2.0 (doi 10.5281/zenodo.5171937) for the map as a dataset. */
export function citationCff(snapshot: ReviewSnapshot, hash: string): string {
  const { review, tool } = snapshot
  const authors = authorsOf(snapshot).map(({ family, given, name }) =>
    name === undefined
      ? { 'family-names': family, ...(given === undefined ? {} : { 'given-names': given }) }
      : { name },
  )
  const licence = spdx(review.licence)
  return stringify({
    'cff-version': '1.2.0',
    message: 'If you use this map, please cite it as below.',
    type: 'dataset',
    title: review.title,
    authors: authors.length === 0 ? [{ name: 'Authors not named' }] : authors,
    version: review.version,
    ...(isDate(review.searchedTo) ? { 'date-released': review.searchedTo } : {}),
    ...(review.question === undefined ? {} : { abstract: review.question }),
    ...(review.doi === undefined ? {} : { doi: review.doi }),
    identifiers: [
      {
        type: 'other',
        value: `sha256:${hash}`,
        description: 'Content hash of snapshot.json',
      },
    ],
    keywords: ['evidence-gap map', 'systematic review', `${tool.name} ${tool.version}`],
    ...(licence === undefined ? {} : { license: licence }),
  })
}

const isDate = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text)

/** The licences a map is likely to have, by their SPDX names; other words stay out of fields that ask for SPDX. */
function spdx(licence: string | undefined): string | undefined {
  const known = ['CC-BY-4.0', 'CC0-1.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'ODbL-1.0', 'MIT']
  const folded = licence?.toUpperCase().replace(/[\s_]+/g, '-')
  return known.find((name) => name.toUpperCase() === folded)
}

/** Year the map can speak for: that of the latest search. */
const yearOf = ({ review }: ReviewSnapshot): number | undefined =>
  isDate(review.searchedTo) ? Number(review.searchedTo.slice(0, 4)) : undefined

/**
 * DataCite metadata, schema 4.5. Nothing is invented: without a DOI in the settings the repository that gives one
 * adds it, without a publisher stands DataCite's own word for what is not known yet.
 */
export function dataciteJson(snapshot: ReviewSnapshot, hash: string): string {
  const { review, studies } = snapshot
  const creators = authorsOf(snapshot).map(({ family, given, name }) =>
    name === undefined
      ? {
          name: [family, given].filter((part) => part !== undefined).join(', '),
          nameType: 'Personal',
          familyName: family,
          ...(given === undefined ? {} : { givenName: given }),
        }
      : { name, nameType: 'Organizational' },
  )
  const dois = studies.flatMap((study) => study.reports.flatMap(({ identifiers }) => identifiers.doi ?? []))
  const year = yearOf(snapshot)
  return pretty({
    ...(review.doi === undefined ? {} : { doi: review.doi }),
    creators: creators.length === 0 ? [{ name: 'Authors not named', nameType: 'Organizational' }] : creators,
    titles: [{ title: review.title }],
    publisher: { name: review.publisher ?? '(:unav)' },
    ...(year === undefined ? {} : { publicationYear: String(year) }),
    types: { resourceTypeGeneral: 'Dataset', resourceType: 'Evidence-gap map' },
    version: review.version,
    dates: isDate(review.searchedTo)
      ? [{ date: review.searchedTo, dateType: 'Collected', dateInformation: 'Date of the latest search' }]
      : [],
    descriptions:
      review.question === undefined ? [] : [{ description: review.question, descriptionType: 'Abstract' }],
    rightsList: review.licence === undefined ? [] : [{ rights: review.licence }],
    alternateIdentifiers: [{ alternateIdentifier: `sha256:${hash}`, alternateIdentifierType: 'SHA-256' }],
    relatedIdentifiers: [...new Set(dois)]
      .toSorted()
      .flatMap((doi) =>
        parseDoi(doi) === undefined
          ? []
          : [{ relatedIdentifier: doi, relatedIdentifierType: 'DOI', relationType: 'IsDerivedFrom' }],
      ),
    schemaVersion: 'http://datacite.org/schema/kernel-4',
  })
}

/** The map itself as RIS. */
export function mapRis(snapshot: ReviewSnapshot, hash: string): string {
  const { review } = snapshot
  const one = (text: string): string => text.replace(/[\s\u0085\u2028\u2029]+/gu, ' ').trim()
  const fields: readonly (readonly [string, string | undefined])[] = [
    ...authorsOf(snapshot).map(
      ({ family, given, name }) =>
        ['AU', name ?? [family, given].filter((part) => part !== undefined).join(', ')] as const,
    ),
    ['TI', review.title],
    ['PY', yearOf(snapshot)?.toString()],
    ['DA', isDate(review.searchedTo) ? review.searchedTo.replaceAll('-', '/') : undefined],
    ['ET', review.version],
    ['PB', review.publisher],
    ['DO', review.doi],
    ['N1', `sha256:${hash}`],
    ['KW', 'evidence-gap map'],
  ]
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}  - ${one(value)}`]))
  return ['TY  - DATA', ...lines, 'ER  - ', ''].join('\r\n')
}

/** The map itself as one CSL-JSON item. */
export function mapCsl(snapshot: ReviewSnapshot, hash: string): string {
  const { review } = snapshot
  const year = yearOf(snapshot)
  return pretty([
    {
      id: `map-${hash.slice(0, 12)}`,
      type: 'dataset',
      title: review.title,
      author: authorsOf(snapshot).map(({ family, given, name }) =>
        name === undefined ? { family, given } : { literal: name },
      ),
      version: review.version,
      ...(year === undefined ? {} : { issued: { 'date-parts': [[year]] } }),
      ...(review.publisher === undefined ? {} : { publisher: review.publisher }),
      ...(review.doi === undefined ? {} : { DOI: review.doi }),
      note: `sha256:${hash}`,
    },
  ])
}

/** The map itself as BibTeX. */
export function mapBibtex(snapshot: ReviewSnapshot, hash: string): string {
  const { review } = snapshot
  const plain = (text: string): string => text.replace(/[\\{}%&$#_~^\s]+/g, ' ').trim()
  const authors = authorsOf(snapshot).map(({ family, given, name }) =>
    name === undefined
      ? plain([family, given].filter((part) => part !== undefined).join(', '))
      : `{${plain(name)}}`,
  )
  const year = yearOf(snapshot)
  const fields = [
    ...(authors.length === 0 ? [] : [`  author = {${authors.join(' and ')}},`]),
    `  title = {{${plain(review.title)}}},`,
    ...(year === undefined ? [] : [`  year = {${year}},`]),
    `  version = {${plain(review.version)}},`,
    ...(review.publisher === undefined ? [] : [`  publisher = {${plain(review.publisher)}},`]),
    ...(review.doi === undefined ? [] : [`  doi = {${plain(review.doi)}},`]),
    `  note = {Evidence-gap map, sha256:${hash}},`,
  ]
  return [`@misc{map-${hash.slice(0, 12)},`, ...fields, '}', ''].join('\n')
}

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`
