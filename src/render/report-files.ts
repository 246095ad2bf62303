import { canonicalJson } from '../domain/canonical.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { citationCff, dataciteJson, mapBibtex, mapCsl, mapRis } from './citations.ts'
import type { MapData } from './map-data.ts'
import { manifestFile, manifestOf } from './manifest.ts'
import { methodsParagraphs } from './methods-paragraph.ts'
import { referenceOf } from './page-content.ts'
import { type PageAssets, pageHtml } from './page-html.ts'
import { writeBibtex, writeCslJson, writeRis } from './page/reference-files.ts'
import { prismaDiagram } from './prisma-diagram.ts'
import { dataDictionary, prismaCsv, tableCsv, tablesOf } from './tables.ts'

export type FileContent = string | Uint8Array

/**
 * Every file of a report by its path, in a fixed order, manifest last. Pure: the same snapshot, data and assets give
 * the same bytes on every machine, in every locale and time zone.
 */
export function renderReport(
  snapshot: ReviewSnapshot,
  data: MapData,
  assets: PageAssets,
): ReadonlyMap<string, FileContent> {
  const tables = tablesOf(snapshot, data)
  const references = snapshot.studies.flatMap((study) => study.reports.map(referenceOf))
  const entries: readonly (readonly [path: string, holds: string, content: FileContent])[] = [
    [
      'snapshot.json',
      'the whole review as canonical JSON: everything here is computed from it',
      `${canonicalJson(snapshot)}\n`,
    ],
    [
      'methods.txt',
      'a methods section to paste, with the numbers',
      `${methodsParagraphs(snapshot, data).join('\n\n')}\n`,
    ],
    ['figures/prisma.svg', 'the PRISMA 2020 flow diagram', `${prismaDiagram(snapshot.flow)}\n`],
    ...tables.map((table) => [`data/${table.name}.csv`, table.holds, tableCsv(table)] as const),
    ['data/dictionary.csv', 'what every column of these tables means', dataDictionary(tables)],
    ['prisma.csv', 'the flow under the keys of the PRISMA2020 package', prismaCsv(snapshot)],
    ['references.ris', 'references of the included reports, RIS', writeRis(references)],
    ['references.bib', 'the same, BibTeX', writeBibtex(references)],
    ['references.json', 'the same, CSL-JSON', writeCslJson(references)],
    ['CITATION.cff', 'how to cite this map', citationCff(snapshot)],
    ['citation/map.ris', 'this map as a reference, RIS', mapRis(snapshot)],
    ['citation/map.bib', 'the same, BibTeX', mapBibtex(snapshot)],
    ['citation/map.json', 'the same, CSL-JSON', mapCsl(snapshot)],
    ['citation/datacite.json', 'metadata for a repository, DataCite 4.5', dataciteJson(snapshot)],
  ]
  const listed = entries.map(([path, holds]) => [path, holds] as const)
  const page = pageHtml(snapshot, data, assets, [...listed, ['manifest.json', 'SHA-256 of every file']])
  const all = [['index.html', 'the map', page] as const, ...entries]
  const manifest = manifestOf(
    snapshot,
    all.map(([path, holds, content]) => manifestFile(path, holds, content)),
  )
  return new Map<string, FileContent>([
    ...all.map(([path, , content]) => [path, content] as const),
    ['manifest.json', manifest],
  ])
}
