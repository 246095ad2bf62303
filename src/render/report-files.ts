import { canonicalJson, sha256 } from '../domain/canonical.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { agreementFigure } from './agreement-figure.ts'
import { directionsFigure, harvestFigure } from './direction-figures.ts'
import { integrationFigure } from './integration-figure.ts'
import { termsFigure } from './terms-figure.ts'
import { changesTable } from './changes-table.ts'
import { citationCff, dataciteJson, mapBibtex, mapCsl, mapRis } from './citations.ts'
import { type ManifestFile, manifestOf } from './manifest.ts'
import type { MapData } from './map-data.ts'
import type { Changes } from './map-difference.ts'
import { mapFigure } from './map-figure.ts'
import { writeDocx } from './docx.ts'
import { writeMarkdown } from './markdown.ts'
import { methodsParagraphs } from './methods-paragraph.ts'
import { pageData, referenceOf } from './page-content.ts'
import { pageHtml } from './page-html.ts'
import type { ReportAssets } from './report-assets.ts'
import { writeBibtex, writeCslJson, writeRis } from './page/reference-files.ts'
import type { PageData } from './page/page-data.ts'
import { prismaDiagram } from './prisma-diagram.ts'
import { reportDocument } from './report-document.ts'
import { citeAs } from './review-facts.ts'
import { roCrate } from './ro-crate.ts'
import { writeXlsx } from './spreadsheet.ts'
import { dataDictionary, prismaCsv, tableCsv, tablesOf } from './tables.ts'
import { yearsFigure } from './years-figure.ts'

export type FileContent = Uint8Array

/** A file before it is made: so that only one is being made at a time, whatever its size. */
interface Part {
  readonly path: string
  readonly holds: string
  readonly write: () => string | readonly string[] | FileContent
}

/** Every file of a report by its path, all of them at once. */
export const renderReport = (
  snapshot: ReviewSnapshot,
  data: MapData,
  assets: ReportAssets,
  changes?: Changes,
): ReadonlyMap<string, FileContent> => new Map(renderedFiles(snapshot, data, assets, changes))

/**
 * Every file of a report with its path, in a fixed order, the manifest last; each made when it is asked for, since
 * those of a big review together fill the memory. Pure: the same snapshot, data and assets give the same bytes on
 * every machine, in every locale and time zone.
 * @param changes from an older map, which is put into the report, so that they can be computed again
 */
export function* renderedFiles(
  snapshot: ReviewSnapshot,
  data: MapData,
  assets: ReportAssets,
  changes?: Changes,
): Generator<readonly [path: string, content: FileContent]> {
  const hash = sha256(canonicalBytes(snapshot))
  const page = pageData(snapshot, hash, data.gaps)
  const known = [...figureParts(snapshot, data, page, assets), ...reportParts(snapshot, data, hash, changes)]
  const crate = 'ro-crate-metadata.json'
  const parts = [
    ...known,
    part(crate, 'the folder as a research object, RO-Crate 1.1', () =>
      roCrate(snapshot, hash, [{ path: 'index.html', holds: 'the map' }, ...known]),
    ),
  ]
  const listed = [...parts, { path: 'manifest.json', holds: 'SHA-256 of every file' }]
  const map: Part = {
    path: 'index.html',
    holds: 'the map',
    write: () => pageHtml(snapshot, data, page, { assets, files: listed, changes }),
  }
  const entries: ManifestFile[] = []
  for (const { path, holds, write } of [map, ...parts]) {
    const content = bytesOf(write())
    entries.push({ path, bytes: content.length, sha256: sha256(content), holds })
    yield [path, content]
  }
  yield ['manifest.json', bytesOf(manifestOf(snapshot, hash, entries))]
}

/** The bytes of `canonicalJson(snapshot)`, made item by item: as one text a big review would not fit in memory twice. */
function canonicalBytes(snapshot: ReviewSnapshot): FileContent {
  return encoded(canonicalPieces(snapshot))
}

function* canonicalPieces(snapshot: ReviewSnapshot): Generator<string> {
  const known = Object.entries(snapshot)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  for (const [i, [key, value]] of known.entries()) {
    yield `${i === 0 ? '{' : ','}${JSON.stringify(key)}:`
    if (!Array.isArray(value)) yield canonicalJson(value)
    else {
      for (const [place, item] of (value as readonly unknown[]).entries())
        yield `${place === 0 ? '[' : ','}${canonicalJson(item)}`
      yield value.length === 0 ? '[]' : ']'
    }
  }
  yield '}'
}

/** Characters that are encoded at once: a piece alone is so small that its buffer costs more than its text. */
const batch = 1 << 20

/** The UTF-8 bytes of pieces of text. Pieces must not end within a surrogate pair. */
function encoded(pieces: Iterable<string>): FileContent {
  const encoder = new TextEncoder()
  const chunks: FileContent[] = []
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < batch) continue
    chunks.push(encoder.encode(text))
    text = ''
  }
  chunks.push(encoder.encode(text))
  return joined(chunks)
}

function joined(chunks: readonly FileContent[]): FileContent {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

function bytesOf(content: string | readonly string[] | FileContent): FileContent {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  return content instanceof Uint8Array ? content : encoded(content)
}

function reportParts(
  snapshot: ReviewSnapshot,
  data: MapData,
  hash: string,
  changes: Changes | undefined,
): readonly Part[] {
  const tables = [
    ...tablesOf(snapshot, data),
    ...(changes === undefined ? [] : [changesTable(changes.difference)]),
  ]
  const document = reportDocument(snapshot, data, citeAs(snapshot, hash), changes)
  const references = snapshot.studies.flatMap((study) => study.reports.map(referenceOf))
  return [
    part('snapshot.json', 'the whole review as canonical JSON: everything here is computed from it', () =>
      canonicalBytes(snapshot),
    ),
    ...(changes === undefined
      ? []
      : [
          part('since/snapshot.json', 'the older map that changes are counted from', () =>
            canonicalBytes(changes.since.snapshot),
          ),
        ]),
    part(
      'methods.txt',
      'a methods section to paste, with the numbers',
      () => `${methodsParagraphs(snapshot, data).join('\n\n')}\n`,
    ),
    ...tables.map((table) => part(`data/${table.name}.csv`, table.holds, () => tableCsv(table))),
    part('data/dictionary.csv', 'what every column of these tables means', () => dataDictionary(tables)),
    part('prisma.csv', 'the flow under the keys of the PRISMA2020 package', () => prismaCsv(snapshot)),
    part('references.ris', 'references of the included reports, RIS', () => writeRis(references)),
    part('references.bib', 'the same, BibTeX', () => writeBibtex(references)),
    part('references.json', 'the same, CSL-JSON', () => writeCslJson(references)),
    part('report.md', 'a report under the headings of PRISMA-ScR, Markdown', () => writeMarkdown(document)),
    part('report.docx', 'the same, Word', () => writeDocx(document)),
    part('map.xlsx', 'all tables as one workbook', () => writeXlsx(tables)),
    part('CITATION.cff', 'how to cite this map', () => citationCff(snapshot, hash)),
    part('citation/map.ris', 'this map as a reference, RIS', () => mapRis(snapshot, hash)),
    part('citation/map.bib', 'the same, BibTeX', () => mapBibtex(snapshot, hash)),
    part('citation/map.json', 'the same, CSL-JSON', () => mapCsl(snapshot, hash)),
    part('citation/datacite.json', 'metadata for a repository, DataCite 4.6', () =>
      dataciteJson(snapshot, hash),
    ),
  ]
}

const part = (path: string, holds: string, write: Part['write']): Part => ({ path, holds, write })

/** Every figure as SVG and, where it can be drawn, as PNG at twice its size. */
function figureParts(
  snapshot: ReviewSnapshot,
  data: MapData,
  page: PageData,
  { rasterise }: ReportAssets,
): readonly Part[] {
  const figures: readonly (readonly [name: string, holds: string, svg: string | undefined])[] = [
    ['map', 'the map it opens with', mapFigure(page)],
    ['prisma', 'the PRISMA 2020 flow diagram', prismaDiagram(snapshot.flow)],
    ['years', 'studies per year', yearsFigure(snapshot)],
    ['agreement', 'agreement between coders per dimension', agreementFigure(snapshot)],
    ['integration', 'who cites whom, by discipline', integrationFigure(snapshot, data)],
    ['terms', 'studies per year by the term they use', termsFigure(snapshot, data)],
    ['directions', 'effect-direction plot: which way results point', directionsFigure(snapshot, data)],
    ['harvest', 'harvest plot: every study by direction and rigor', harvestFigure(snapshot, data)],
  ]
  return figures.flatMap(([name, holds, svg]) => {
    if (svg === undefined) return []
    const vector = part(`figures/${name}.svg`, `${holds}, SVG`, () => `${svg}\n`)
    return rasterise === undefined
      ? [vector]
      : [vector, part(`figures/${name}.png`, `${holds}, PNG`, () => rasterise(svg))]
  })
}
