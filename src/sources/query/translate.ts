import { toArxiv } from './dialects/arxiv.ts'
import { toCore } from './dialects/core.ts'
import { toCrossref } from './dialects/crossref.ts'
import { toDatacite } from './dialects/datacite.ts'
import { toDoaj } from './dialects/doaj.ts'
import { toEric } from './dialects/eric.ts'
import { toEuropePmc } from './dialects/europepmc.ts'
import { toOpenAlex } from './dialects/openalex.ts'
import { toOvid } from './dialects/ovid.ts'
import { toPubmed } from './dialects/pubmed.ts'
import { toScopus } from './dialects/scopus.ts'
import { toSemanticScholar } from './dialects/semantic-scholar.ts'
import { toWos } from './dialects/wos.ts'
import type { Query } from './query.ts'
import type { Translation } from './translation.ts'

/** Every syntax a query can be printed in; all but Ovid's are also sent to an API. */
export const translators: Readonly<Record<string, (query: Query) => Translation>> = {
  pubmed: toPubmed,
  europepmc: toEuropePmc,
  openalex: toOpenAlex,
  'semantic-scholar': toSemanticScholar,
  arxiv: toArxiv,
  doaj: toDoaj,
  datacite: toDatacite,
  core: toCore,
  eric: toEric,
  crossref: toCrossref,
  scopus: toScopus,
  wos: toWos,
  ovid: toOvid,
}
