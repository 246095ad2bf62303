import { stringify } from 'yaml'
import { parseDoi } from '../domain/identifier.ts'
import { parseName } from '../domain/person-name.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { knownLicence } from './licence.ts'
import { publicationDate, wholeDay } from './publication-date.ts'

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
  const licence = knownLicence(review.licence)?.spdx
  const released = wholeDay(publicationDate(snapshot))
  const address =
    review.doi === undefined || cffDoi.test(review.doi)
      ? []
      : [{ type: 'url', value: `https://doi.org/${review.doi}` }]
  const file = {
    'cff-version': '1.2.0',
    message: 'If you use this map, please cite it as below.',
    type: 'dataset',
    title: review.title,
    authors: authors.length === 0 ? [{ name: 'Authors not named' }] : authors,
    version: review.version,
    ...(released === undefined ? {} : { 'date-released': released }),
    ...(review.question === undefined ? {} : { abstract: review.question }),
    ...(review.doi === undefined || address.length > 0 ? {} : { doi: review.doi }),
    identifiers: [
      ...address,
      {
        type: 'other',
        value: `sha256:${hash}`,
        description: 'Content hash of snapshot.json',
      },
    ],
    keywords: ['evidence-gap map', 'systematic review', `${tool.name} ${tool.version}`],
    ...(licence === undefined ? {} : { license: licence }),
  }
  // As YAML 1.1 too: its readers take an unquoted day for a date and "no" for false.
  return stringify(file, { version: '1.1' })
}

/** A DOI as the schema of CITATION.cff writes it; others stand as web addresses. */
const cffDoi = /^10\.\d{4,9}(\.\d+)?\/[A-Za-z0-9:/_;\-.()[\]\\]+$/

/** The year for citations; undefined where nothing in the review is dated. */
function citedYear(snapshot: ReviewSnapshot): number | undefined {
  const { year, by } = publicationDate(snapshot)
  return by === 'nothing' ? undefined : Number(year)
}

/**
 * DataCite metadata, schema 4.6. Nothing is invented: without a DOI in the settings the repository that gives one
 * adds it, without a publisher stands DataCite's own word for what is not known yet; the year is that of
 * `publicationDate`.
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
  const published = publicationDate(snapshot)
  const searched = /^\d{4}-\d\d-\d\d/.exec(review.searchedTo ?? '')?.[0]
  const licence = knownLicence(review.licence)
  return pretty({
    ...(review.doi === undefined ? {} : { doi: review.doi }),
    creators: creators.length === 0 ? [{ name: 'Authors not named', nameType: 'Organizational' }] : creators,
    titles: [{ title: review.title }],
    publisher: { name: review.publisher ?? '(:unav)' },
    publicationYear: published.year,
    types: { resourceTypeGeneral: 'Dataset', resourceType: 'Evidence-gap map' },
    version: review.version,
    dates: [
      ...(searched === undefined
        ? []
        : [{ date: searched, dateType: 'Collected', dateInformation: 'Date of the latest search' }]),
      ...(snapshot.log.latest === undefined
        ? []
        : [
            {
              date: snapshot.log.latest,
              dateType: 'Updated',
              dateInformation: 'Date of the newest decision',
            },
          ]),
    ],
    descriptions:
      review.question === undefined ? [] : [{ description: review.question, descriptionType: 'Abstract' }],
    rightsList:
      review.licence === undefined
        ? []
        : licence === undefined
          ? [{ rights: review.licence }]
          : [
              {
                rights: licence.name,
                rightsUri: licence.url,
                rightsIdentifier: licence.spdx,
                rightsIdentifierScheme: 'SPDX',
                schemeUri: 'https://spdx.org/licenses/',
              },
            ],
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
    ['PY', citedYear(snapshot)?.toString()],
    ['DA', wholeDay(publicationDate(snapshot))?.replaceAll('-', '/')],
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
  const year = citedYear(snapshot)
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
  const year = citedYear(snapshot)
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
