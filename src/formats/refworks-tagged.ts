import type { ParsedRecord } from '../domain/record.ts'
import { type FieldMeaning, takeField } from './common-fields.ts'
import { Draft } from './draft.ts'
import type { Format } from './format.ts'
import { typeInWords } from './publication-types.ts'
import { readTagged, type TaggedEntry, type TaggedGrammar } from './tagged-lines.ts'

/** RefWorks tagged format: `RT Journal Article`, `A1 Author`. */
export const refworksTagged: Format = {
  name: 'refworks-tagged',
  extensions: ['txt'],
  cannotCarry: ['lacuna reads this format and does not write it'],
  detect: (head) =>
    /^\uFEFF?\s*RT [A-Z][A-Za-z, ]+\r?$/m.test(head) && /^(?:A1|T1|SR|ID|JF|YR) \S/m.test(head) ? 0.92 : 0,
  read: (text, file) =>
    readTagged(text, file, 'refworks-tagged', grammar, (entry) => [refworksRecord(entry)]),
}

const tags: Readonly<Record<string, FieldMeaning>> = {
  A1: 'author',
  A2: 'editor',
  T1: 'title',
  OT: 'alternative-title',
  FT: 'alternative-title',
  JF: 'container',
  T2: 'container',
  JO: 'container-short',
  YR: 'year',
  FD: 'date',
  VO: 'volume',
  IS: 'issue',
  SP: 'first-page',
  OP: 'last-page',
  K1: 'keywords',
  AB: 'abstract',
  NO: 'note',
  ED: 'edition',
  PB: 'publisher',
  PP: 'place',
  T3: 'series',
  SN: 'standard-number',
  LA: 'language',
  UL: 'url',
  LK: 'url',
  DO: 'doi',
  PMID: 'pmid',
  PMCID: 'pmcid',
  AN: 'accession',
  ID: 'key',
}

const known: ReadonlySet<string> = new Set([
  ...Object.keys(tags),
  ...'RT SR A3 A4 A5 A6 AD AV CA CL CN DB DS IP JA LL OL PN RD RF SF SL ST U1 U2 U3 U4 U5 U6 U7 U8 U9 U10 U11 U12 U13 U14 U15 WT WP WV ER PA T4 CR'.split(
    ' ',
  ),
])

const grammar: TaggedGrammar = {
  field(line) {
    const match = /^([A-Z][A-Z0-9]|PMID|PMCID|U1[0-5])(?: (.*)|$)/.exec(line)
    const tag = match?.[1]
    return tag === undefined || !known.has(tag) ? undefined : { tag, value: (match?.[2] ?? '').trim() }
  },
  begins: (tag) => tag === 'RT',
  endTag: 'ER',
  blankEnds: true,
}

function refworksRecord(entry: TaggedEntry): ParsedRecord {
  const draft = new Draft()
  const kind = entry.fields.find(({ tag }) => tag === 'RT')?.value ?? ''
  draft.type = typeInWords(kind) ?? 'other'
  const isBook = draft.type === 'book' || draft.type === 'edited-book'
  for (const { tag, value } of entry.fields) {
    if (tag !== 'RT') takeField(draft, tag === 'T2' && isBook ? 'series' : tags[tag], tag, value)
  }
  return draft.finish({ format: 'refworks-tagged', vendor: 'refworks', line: entry.line, raw: entry.raw })
}
