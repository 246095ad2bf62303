import { arxiv } from './arxiv.ts'
import { core } from './core.ts'
import { crossref } from './crossref.ts'
import { datacite } from './datacite.ts'
import { doaj } from './doaj.ts'
import { eric } from './eric.ts'
import { europePmc } from './europepmc.ts'
import { oaiPmh } from './oai-pmh.ts'
import { openAlex } from './openalex.ts'
import { pubmed } from './pubmed.ts'
import { scopus } from './scopus.ts'
import { semanticScholar } from './semantic-scholar.ts'
import type { Source } from './source.ts'
import { wos } from './wos.ts'

/** Every source that can be searched, in the order in which they are offered. */
export const sources: readonly Source[] = [
  openAlex,
  crossref,
  pubmed,
  europePmc,
  semanticScholar,
  arxiv,
  doaj,
  datacite,
  eric,
  core,
  oaiPmh,
  scopus,
  wos,
]

export const findSource = (name: string): Source | undefined =>
  sources.find((source) => source.name === name.toLowerCase())
