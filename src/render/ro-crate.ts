import { parseName } from '../domain/person-name.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { knownLicence } from './licence.ts'
import { publicationDate } from './publication-date.ts'

/** Media types of the files a report has, by the end of their names. */
const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html',
  json: 'application/json',
  csv: 'text/csv',
  svg: 'image/svg+xml',
  png: 'image/png',
  md: 'text/markdown',
  txt: 'text/plain',
  ris: 'application/x-research-info-systems',
  bib: 'application/x-bibtex',
  cff: 'application/yaml',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const isPerson = (name: string): boolean => {
  const parsed = parseName(name)
  return parsed !== undefined && !('literal' in parsed)
}

/** RO-Crate 1.1 metadata (w3id.org/ro/crate/1.1): the report as a research object, with its files and authors. */
export function roCrate(
  snapshot: ReviewSnapshot,
  hash: string,
  files: readonly { readonly path: string; readonly holds: string }[],
): string {
  const { review, tool } = snapshot
  const { date } = publicationDate(snapshot)
  const licence = knownLicence(review.licence)
  const email = /^[^\s@<>]+@[^\s@<>]+$/.exec(review.contact ?? '')?.[0]
  const contact = email === undefined ? undefined : { '@id': `mailto:${encodeURI(email)}` }
  const authors = review.authors.map((name, i) => ({
    '@id': `#author-${i + 1}`,
    '@type': isPerson(name) ? 'Person' : 'Organization',
    name,
    ...(i > 0 || contact === undefined ? {} : { contactPoint: contact }),
  }))
  const entities = [
    ...authors,
    ...(authors.length === 0 || contact === undefined
      ? []
      : [{ ...contact, '@type': 'ContactPoint', contactType: 'questions about this map', email }]),
    ...(review.publisher === undefined
      ? []
      : [{ '@id': '#publisher', '@type': 'Organization', name: review.publisher }]),
    ...(licence === undefined
      ? []
      : [
          {
            '@id': licence.url,
            '@type': 'CreativeWork',
            name: licence.name,
            identifier: licence.spdx,
            description: `This map is licensed under ${licence.name}: ${licence.url}`,
          },
        ]),
  ]
  const graph = [
    {
      '@id': 'ro-crate-metadata.json',
      '@type': 'CreativeWork',
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
      about: { '@id': './' },
    },
    {
      '@id': './',
      '@type': 'Dataset',
      name: review.title,
      description: review.question ?? `Evidence-gap map: ${review.title}`,
      version: review.version,
      datePublished: date,
      license:
        licence === undefined
          ? (review.licence ?? 'No licence is named; ask the authors before using it again.')
          : { '@id': licence.url },
      identifier: [`sha256:${hash}`, ...(review.doi === undefined ? [] : [`https://doi.org/${review.doi}`])],
      ...(review.publisher === undefined ? {} : { publisher: { '@id': '#publisher' } }),
      ...(authors.length === 0 ? {} : { author: authors.map((author) => ({ '@id': author['@id'] })) }),
      hasPart: files.map(({ path }) => ({ '@id': path })),
      mentions: { '@id': '#made' },
    },
    {
      '@id': '#made',
      '@type': 'CreateAction',
      name: 'Computed from the decision log',
      description: 'Every file was computed from snapshot.json.',
      endTime: date,
      instrument: { '@id': '#tool' },
      object: { '@id': 'snapshot.json' },
      result: files.filter(({ path }) => path !== 'snapshot.json').map(({ path }) => ({ '@id': path })),
    },
    { '@id': '#tool', '@type': 'SoftwareApplication', name: tool.name, version: tool.version },
    ...entities,
    ...files.map(({ path, holds }) => ({
      '@id': path,
      '@type': 'File',
      name: holds,
      encodingFormat: mediaTypes[/[^.]+$/.exec(path)?.[0] ?? ''] ?? 'application/octet-stream',
    })),
  ]
  return `${JSON.stringify({ '@context': 'https://w3id.org/ro/crate/1.1/context', '@graph': graph }, undefined, 2)}\n`
}
