/** What a column can mean. Columns that mean nothing known are kept as unknown under their own header. */
export type ColumnMeaning =
  | 'title'
  | 'alternative-title'
  | 'authors'
  | 'full-authors'
  | 'editors'
  | 'year'
  | 'date'
  | 'month'
  | 'day'
  | 'season'
  | 'journal'
  | 'journal-short'
  | 'volume'
  | 'issue'
  | 'pages'
  | 'first-page'
  | 'last-page'
  | 'article-number'
  | 'doi'
  | 'pmid'
  | 'pmcid'
  | 'openalex'
  | 'standard-number'
  | 'abstract'
  | 'keywords'
  | 'language'
  | 'url'
  | 'publisher'
  | 'place'
  | 'edition'
  | 'series'
  | 'type'
  | 'own-type'
  | 'note'
  | 'accession'
  | 'key'
  | 'label'
  | 'decision'
  | 'decision-reason'
  | 'embase-source'

/** Header names, lower case with everything but letters, digits and `#` as one space, to what they mean. */
const names: Readonly<Partial<Record<ColumnMeaning, string>>> = {
  title:
    'title|article title|document title|ti|t1|title primary|primary title|item title|display name|ref title|paper title|name of study|titel|titre',
  'alternative-title':
    'original title|translated title|original foreign title|alternative titles|title original',
  authors:
    'authors|author|author s|author names|au|a1|authors primary|first authors|first author|authorships author display name|authorships raw author name|creators|authors raw|author list|autoren|auteurs',
  'full-authors': 'author full names|authors with full names',
  editors: 'editors|editor|book editors|authors secondary|secondary authors',
  year: 'year|publication year|published year|pub year|py|y1|pubyear|publication year s|year published|jahr|annee|ano',
  date: 'date|publication date|date published|published date|da|publication date print|create date published|online publication date',
  month: 'month|published month|publication month',
  day: 'day',
  season: 'season',
  journal:
    'journal|journal title|journal name|journal book|source title|publication title|publication|publicationname|publication name|container title|t2|jf|periodical full|secondary title|primary location source display name|host venue display name|periodical|container|source title anthology title|book title|zeitschrift',
  'journal-short':
    'abbreviated source title|journal abbreviation|periodical abbrev|j2|ja|iso abbreviation|journal short|container short|alternate title1|short journal title',
  volume: 'volume|vl|biblio volume|vol|volume number',
  issue: 'issue|issue number|is|number|biblio issue|journal issue',
  pages: 'pages|page range|pagination|pg|page numbers|seiten',
  'first-page': 'start page|page start|first page|sp|biblio first page|beginning page',
  'last-page': 'end page|page end|last page|ep|biblio last page|ending page',
  'article-number': 'art no|article number|article no',
  doi: 'doi|do|doi link|digital object identifier|ids doi|doi url',
  pmid: 'pmid|pubmed id|pubmed|ids pmid|medline pmid|pubmedid',
  pmcid: 'pmcid|pmc id|ids pmcid|pmc',
  openalex: 'ids openalex|openalex id|openalex',
  'standard-number':
    'issn|isbn|issns|isbns|sn|issn isbn|eissn|e issn|print issn|primary location source issn|isbn 13',
  abstract: 'abstract|ab|n2|abstract note|abstracts|notes abstract|summary',
  keywords:
    'keywords|author keywords|kw|keyword|index keywords|subjects|mesh terms|manual tags|keywords display name|author keyword s|mesh|emtree medical index terms|emtree medical index terms major focus|emtree drug index terms|descriptors|schlagworte',
  language: 'language|language of original document|la|languages',
  url: 'url|urls|link|ur|source urls|external url|plink|open url link|full text url|primary location landing page url|html url|landing page url|source linkout|article url|web link',
  publisher: 'publisher|pb|primary location source host organization name|source publisher',
  place: 'place|place of publication|place published|location|cy|publisher location',
  edition: 'edition|et',
  series: 'series|series title|t3|book series title',
  type: 'type|document type|publication type|reference type|item type|doctype|ty|type of reference|genre|pub type',
  note: 'notes|note|n1|extra|research notes',
  accession:
    'accession number|eid|lens id|an|ut|ut unique wos id|central id|publication id|accession|dimensions id|scopus id|erid',
  key: 'record id|id|internal id|key|reference id|covidence #|rayyan id|customid|item id|citation key|refid|ref id',
  label:
    'included|label included|final included|label|asreview label|inclusion|relevant|included label|consensus label',
  decision: 'decision|screening decision|verdict',
  'decision-reason': 'decision reason|exclusion reason|reason for exclusion|screening reason',
}

const meanings = new Map<string, ColumnMeaning>(
  Object.entries(names).flatMap(([meaning, list]) =>
    list.split('|').map((name) => [name, meaning as ColumnMeaning] as const),
  ),
)

export const headerName = (header: string): string =>
  header
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim()

/** Vendors by columns that only they have together, and what a header means with them and not with others. */
interface CsvVendor {
  readonly vendor: string
  readonly has: readonly string[]
  readonly means?: Readonly<Record<string, ColumnMeaning | undefined>>
  /** Whether keywords are divided by commas, which elsewhere belong to headings. */
  readonly commaKeywords?: boolean
}

const vendors: readonly CsvVendor[] = [
  { vendor: 'lacuna', has: ['key', 'container short', 'decision reason'], means: { type: 'own-type' } },
  { vendor: 'scopus', has: ['eid', 'source title'], means: { source: undefined } },
  { vendor: 'scopus', has: ['author s id', 'source title'] },
  { vendor: 'lens', has: ['lens id'], means: { 'source country': undefined } },
  {
    vendor: 'openalex',
    has: ['id', 'publication year', 'biblio volume'],
    means: { id: 'openalex', 'display name': undefined, 'authorships raw author name': undefined },
  },
  { vendor: 'openalex', has: ['id', 'display name', 'publication year'], means: { id: 'openalex' } },
  { vendor: 'dimensions', has: ['publication id', 'source title'], means: {} },
  {
    vendor: 'pubmed',
    has: ['pmid', 'journal book'],
    means: { citation: undefined, 'create date': undefined, 'first author': undefined },
  },
  { vendor: 'cochrane', has: ['central id'], means: { source: 'journal' } },
  { vendor: 'cinahl', has: ['plink'], means: {} },
  {
    vendor: 'embase',
    has: ['author names', 'source'],
    means: { source: 'embase-source' },
    commaKeywords: true,
  },
  { vendor: 'rayyan', has: ['key', 'title', 'pubmed id', 'pmc id'] },
  { vendor: 'rayyan', has: ['rayyan id'] },
  { vendor: 'covidence', has: ['covidence #'], means: { ref: undefined, tags: undefined } },
  {
    vendor: 'abstrackr',
    has: ['internal id', 'consensus'],
    means: { consensus: undefined },
    commaKeywords: true,
  },
  {
    vendor: 'refworks',
    has: ['title primary', 'authors primary'],
    means: { 'pub month day': 'date', 'other pages': 'last-page', 'title secondary': undefined },
  },
  { vendor: 'asreview', has: ['asreview label'] },
  { vendor: 'asreview', has: ['record id', 'label included'] },
  { vendor: 'asreview', has: ['record id', 'included'] },
  { vendor: 'google-scholar', has: ['publication', 'number', 'authors'] },
]

/** A header row understood: what each column means, who wrote it, and how sure that makes us. */
export interface CsvHeader {
  readonly headers: readonly string[]
  readonly columns: readonly (ColumnMeaning | undefined)[]
  readonly vendor?: string
  readonly commaKeywords: boolean
  /** How many columns mean something known. */
  readonly known: number
  /** Whether it is a Web of Science tab-delimited header of two-letter tags. */
  readonly isWosTags: boolean
}

/**
 * Reads a header row.
 * @param mapping header names to meanings, over and above the known ones; for files of one's own making
 */
export function readHeader(
  cells: readonly string[],
  mapping: Readonly<Record<string, ColumnMeaning>> = {},
): CsvHeader {
  const headers = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim())
  const folded = headers.map(headerName)
  const present = new Set(folded)
  const vendor = vendors.find(({ has }) => has.every((name) => present.has(name)))
  const own = new Map(Object.entries(mapping).map(([name, meaning]) => [headerName(name), meaning]))
  const columns = folded.map((name) => {
    const mapped = own.get(name)
    if (mapped !== undefined) return mapped
    if (vendor?.means !== undefined && Object.hasOwn(vendor.means, name)) return vendor.means[name]
    return meanings.get(name)
  })
  return {
    headers,
    columns,
    ...(vendor === undefined ? {} : { vendor: vendor.vendor }),
    commaKeywords: vendor?.commaKeywords ?? false,
    known: columns.filter((meaning) => meaning !== undefined).length,
    isWosTags: ['pt', 'au', 'ti', 'so', 'ut'].every((tag) => present.has(tag)),
  }
}
