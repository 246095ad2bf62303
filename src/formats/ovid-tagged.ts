import type { ParsedRecord } from '../domain/record.ts'
import { type FieldMeaning, takeField } from './common-fields.ts'
import { Draft } from './draft.ts'
import type { Format } from './format.ts'
import { takeOvidSource } from './ovid-source.ts'
import { typeOfAll } from './publication-types.ts'
import { readTagged, type TaggedEntry, type TaggedGrammar } from './tagged-lines.ts'

/** Ovid's "Reprint/Medlars" and "Citation" formats: `<1. >`, then `TI  - …` lines or names with indented values. */
export const ovidTagged: Format = {
  name: 'ovid-tagged',
  extensions: ['txt', 'cgi'],
  cannotCarry: ['lacuna reads this format and does not write it'],
  detect: (head) =>
    /^\uFEFF?\s*<\d+\s*\.?\s*>\s*$/m.test(head) &&
    /^(?:VN|DB|AN|TI|AU|UI) {1,2}- |^(?:Unique Identifier|Accession Number|Author|Authors|Title)\s*$/m.test(
      head,
    )
      ? 0.96
      : 0,
  read: (text, file) => readTagged(text, file, 'ovid-tagged', grammar, (entry) => [ovidRecord(entry)]),
}

const begin = '<>'

const grammar: TaggedGrammar = {
  field(line) {
    if (/^<\d+\s*\.?\s*>\s*$/.test(line)) return { tag: begin, value: line.replace(/\D/g, '') }
    const short = /^([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)/.exec(line)
    if (short?.[1] !== undefined) return { tag: short[1], value: (short[2] ?? '').trim() }
    const name = line.trimEnd()
    return longNames.has(name.toLowerCase()) ? { tag: name, value: '' } : undefined
  },
  begins: (tag) => tag === begin,
  blankEnds: false,
}

const longNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'unique identifier': 'AN',
    'accession number': 'AN',
    author: 'AU',
    authors: 'AU',
    'authors full name': 'FA',
    title: 'TI',
    source: 'SO',
    abstract: 'AB',
    'doi number': 'DO',
    doi: 'DO',
    'digital object identifier': 'DO',
    'year of publication': 'YR',
    year: 'YR',
    'publication type': 'PT',
    'document type': 'DT',
    language: 'LG',
    'issn print': 'IS',
    issn: 'IS',
    'international standard serial number': 'IS',
    'keyword heading': 'KW',
    keywords: 'KW',
    'subject headings': 'SH',
    'mesh subject headings': 'SH',
    institution: 'IN',
    status: 'ST',
    'journal abbreviation': 'JA',
    'country of publication': 'CP',
    'date of publication': 'DP',
    score: 'SCORE',
    'original title': 'TT',
    'book title': 'BK',
    publisher: 'PB',
    'link to the ovid full text or citation': 'XL',
    'correspondence address': 'CA',
    'issn electronic': 'IS',
    'key concepts': 'ID',
    database: 'DB',
    'e-mail address': 'EM',
  }),
)

const tags: Readonly<Record<string, FieldMeaning>> = {
  AU: 'author',
  ED: 'editor',
  TI: 'title',
  TT: 'alternative-title',
  JN: 'container',
  BK: 'container',
  JA: 'container-short',
  YR: 'year',
  VO: 'volume',
  IP: 'issue',
  PG: 'pages',
  PB: 'publisher',
  LG: 'language',
  LA: 'language',
  IS: 'standard-number',
  IB: 'standard-number',
  AB: 'abstract',
  KW: 'keywords',
  DE: 'keywords',
  SH: 'keywords',
  MH: 'keywords',
  ID: 'keywords',
  DI: 'doi',
  DO: 'doi',
  UI: 'accession',
  AN: 'accession',
  XL: 'url',
  UR: 'url',
  NT: 'note',
  PM: 'pmid',
}

function ovidRecord(entry: TaggedEntry): ParsedRecord {
  const draft = new Draft()
  const fields = entry.fields.map(
    ({ tag, value }) => [longNames.get(tag.toLowerCase()) ?? tag, value] as const,
  )
  const types = fields.filter(([tag]) => tag === 'PT' || tag === 'DT').map(([, value]) => value)
  draft.type = typeOfAll(types) ?? 'article'
  for (const [tag, value] of fields) {
    if (tag === begin) continue
    if (tag === 'AU' || tag === 'FA')
      for (const name of value.split('\n')) takeField(draft, 'author', tag, withoutDegrees(name))
    else if (tag === 'TI')
      draft.title(tag, value.replace(/\s*\[[^[\]]{2,40}\]\s*$/, '').replace(/(?<!\.)\.\s*$/, ''))
    else if (tag === 'AN' || tag === 'UI') takeField(draft, 'accession', tag, value.replace(/\.\s*$/, ''))
    else if (tag === 'LG' || tag === 'LA') takeField(draft, 'language', tag, value.replace(/\.\s*$/, ''))
    else if (tag === 'KW' || tag === 'SH' || tag === 'MH')
      takeField(draft, 'keywords', tag, value.replace(/\.$/, ''))
    else if (tag === 'SO') takeOvidSource(draft, tag, value)
    else takeField(draft, tags[tag], tag, value)
  }
  return draft.finish({ format: 'ovid-tagged', vendor: 'ovid', line: entry.line, raw: entry.raw })
}

/** "Zhang, Weijia 1,2,+", "Peterson, James A. Ph.D., FACSM", "Walsdorf, Neill B. [Inventor]": the name alone. */
function withoutDegrees(text: string): string {
  const name = text
    .replace(/\[[^[\]]*\]/g, '')
    .replace(/[\s\d,;+*#^]+$/, '')
    .replace(
      /\s+(?:RN|MD|M\.D\.|Ph\.?\s?D\.?|DrPH|MPH|MSc|M\.Sc\.|BSc|MS|MA|BA|DO|DDS|FACSM|FAAN|FRCP|FRCS|MBBS|MB|EdD|PsyD|DPhil|PharmD)(?=[\s,;.]|$).*$/,
      '',
    )
    .trim()
  return /\p{Ll}{2}\.$/u.test(name) ? name.slice(0, -1) : name
}
