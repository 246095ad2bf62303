import type { RecordType } from '../domain/record.ts'

/** What a RIS tag means where the vendors agree; container and title tags are weighed in `ris-fields.ts`. */
export type RisMeaning =
  | 'title'
  | 'book-title'
  | 'second-title'
  | 'series'
  | 'alternative-title'
  | 'author'
  | 'editor'
  | 'journal-full'
  | 'journal'
  | 'journal-short'
  | 'year'
  | 'date'
  | 'volume'
  | 'issue'
  | 'first-page'
  | 'last-page'
  | 'pages'
  | 'article-number'
  | 'publisher'
  | 'place'
  | 'edition'
  | 'language'
  | 'standard-number'
  | 'abstract'
  | 'keyword'
  | 'note'
  | 'url'
  | 'doi'
  | 'accession'
  | 'key'
  | 'pmid-or-else'
  | 'number-or-else'
  | 'link'

/** One row a tag. Tags that are not here are kept as unknown: nothing is dropped. */
export const risTags: Readonly<Record<string, RisMeaning>> = {
  TI: 'title',
  T1: 'title',
  CT: 'title',
  BT: 'book-title',
  T2: 'second-title',
  T3: 'series',
  TT: 'alternative-title',
  AU: 'author',
  A1: 'author',
  A2: 'editor',
  ED: 'editor',
  JF: 'journal-full',
  JO: 'journal',
  // J9 and JI are Web of Science's, J1 old Reference Manager.
  JA: 'journal-short',
  J2: 'journal-short',
  J1: 'journal-short',
  JI: 'journal-short',
  J9: 'journal-short',
  PY: 'year',
  Y1: 'year',
  DA: 'date',
  PD: 'date',
  VL: 'volume',
  IS: 'issue',
  M1: 'number-or-else',
  CP: 'issue',
  SP: 'first-page',
  EP: 'last-page',
  // Covidence's.
  PG: 'pages',
  C7: 'article-number',
  PB: 'publisher',
  // Web of Science's.
  PU: 'publisher',
  PI: 'place',
  CY: 'place',
  PP: 'place',
  ET: 'edition',
  LA: 'language',
  SN: 'standard-number',
  AB: 'abstract',
  N2: 'abstract',
  KW: 'keyword',
  N1: 'note',
  UR: 'url',
  LK: 'url',
  L1: 'link',
  L2: 'link',
  L3: 'link',
  DO: 'doi',
  DI: 'doi',
  AN: 'accession',
  UT: 'accession',
  ID: 'key',
  // Scopus C2, Embase C5 and Cochrane C3 ("PUBMED 21314913") are PMIDs; EndNote's C2 is a PMCID; else anything.
  C2: 'pmid-or-else',
  C3: 'pmid-or-else',
  C5: 'pmid-or-else',
}

/** Tags that RIS knows and that have no field of ours: kept as unknown. */
const otherTags = new Set(
  'A3 A4 A5 A6 AD AV C1 C4 C6 C8 CA CN CR DB DP DS EM ER FN FU FX H1 H2 ID IP J3 KP L4 M2 M3 NL NS NV OP PA PT RE RI RN RP SE SF SP ST SV TA TY U1 U2 U3 U4 U5 WE WP Y2 ZZ'.split(
    ' ',
  ),
)

/** Whether a tag is one of RIS: decides about lines with one space before the hyphen, which may be text. */
export const isRisTag = (tag: string): boolean => tag in risTags || otherTags.has(tag)

/** RIS reference types, with those that vendors invented. */
export const risTypes: Readonly<Record<string, RecordType>> = {
  JOUR: 'article',
  EJOUR: 'article',
  MGZN: 'article',
  ABST: 'article',
  INPR: 'article',
  JFULL: 'article',
  EJOU: 'article',
  ARTICLE: 'article',
  JA: 'article',
  JO: 'article',
  BOOK: 'book',
  EBOOK: 'book',
  WHOLE: 'book',
  SER: 'book',
  CTLG: 'book',
  CLSWK: 'book',
  BOOKS: 'book',
  EDBOOK: 'edited-book',
  CHAP: 'chapter',
  ECHAP: 'chapter',
  CHAPTER: 'chapter',
  ENCYC: 'chapter',
  DICT: 'chapter',
  CONF: 'conference-paper',
  CPAPER: 'conference-paper',
  SLIDE: 'conference-paper',
  THES: 'thesis',
  DISS: 'thesis',
  RPRT: 'report',
  GOVDOC: 'report',
  GRNT: 'report',
  STAND: 'report',
  PREPRINT: 'preprint',
  PRE: 'preprint',
  DATA: 'dataset',
  DBASE: 'dataset',
  AGGR: 'dataset',
  ELEC: 'web-page',
  ICOMM: 'web-page',
  BLOG: 'web-page',
  WEB: 'web-page',
  NEWS: 'news',
}

/** The type written for a record; one of those that Zotero, EndNote and Mendeley all know. */
export const risTypeOf: Readonly<Record<RecordType, string>> = {
  article: 'JOUR',
  review: 'JOUR',
  editorial: 'JOUR',
  letter: 'JOUR',
  'book-review': 'JOUR',
  erratum: 'JOUR',
  protocol: 'JOUR',
  book: 'BOOK',
  'edited-book': 'EDBOOK',
  chapter: 'CHAP',
  'conference-paper': 'CONF',
  thesis: 'THES',
  report: 'RPRT',
  preprint: 'UNPB',
  dataset: 'DATA',
  'web-page': 'ELEC',
  news: 'NEWS',
  other: 'GEN',
}
