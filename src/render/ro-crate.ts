import type { ReviewSnapshot } from '../domain/snapshot.ts'

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

/** RO-Crate 1.1 metadata (w3id.org/ro/crate/1.1): the report as a research object, with its files and authors. */
export function roCrate(
  snapshot: ReviewSnapshot,
  hash: string,
  files: readonly { readonly path: string; readonly holds: string }[],
): string {
  const { review, tool } = snapshot
  const authors = review.authors.map((name, i) => ({ '@id': `#author-${i + 1}`, '@type': 'Person', name }))
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
      ...(review.searchedTo === undefined ? {} : { datePublished: review.searchedTo.slice(0, 10) }),
      ...(review.licence === undefined ? {} : { license: review.licence }),
      identifier: [`sha256:${hash}`, ...(review.doi === undefined ? [] : [`https://doi.org/${review.doi}`])],
      ...(review.publisher === undefined ? {} : { publisher: { '@id': '#publisher' } }),
      author: authors.map((author) => ({ '@id': author['@id'] })),
      hasPart: files.map(({ path }) => ({ '@id': path })),
      mentions: { '@id': '#made' },
    },
    {
      '@id': '#made',
      '@type': 'CreateAction',
      name: 'Computed from the decision log',
      instrument: { '@id': '#tool' },
      result: { '@id': './' },
    },
    { '@id': '#tool', '@type': 'SoftwareApplication', name: tool.name, version: tool.version },
    ...authors,
    ...(review.publisher === undefined
      ? []
      : [{ '@id': '#publisher', '@type': 'Organization', name: review.publisher }]),
    ...files.map(({ path, holds }) => ({
      '@id': path,
      '@type': 'File',
      name: holds,
      encodingFormat: mediaTypes[/[^.]+$/.exec(path)?.[0] ?? ''] ?? 'application/octet-stream',
    })),
  ]
  return `${JSON.stringify({ '@context': 'https://w3id.org/ro/crate/1.1/context', '@graph': graph }, undefined, 2)}\n`
}
