import { parseDoi, parsePmid } from '../domain/identifier.ts'
import type { ParsedRecord } from '../domain/record.ts'
import { parseDate } from './dates.ts'
import { Draft } from './draft.ts'
import type { Format } from './format.ts'
import { readName } from './names.ts'
import { typeOfAll } from './publication-types.ts'
import { readTagged, type TaggedEntry, type TaggedField, type TaggedGrammar } from './tagged-lines.ts'
import { cleanLine } from './text-value.ts'

/** PubMed's and ERIC's `.nbib` (MEDLINE display format). A record ends at a blank line; ERIC's have no PMID. */
export const nbib: Format = {
  name: 'nbib',
  extensions: ['nbib'],
  cannotCarry: ['lacuna reads this format and does not write it'],
  detect(head) {
    if (/^\uFEFF?PMID- ?\d/m.test(head)) return 0.97
    return /^(?:OWN|STAT) ?- \S/m.test(head) && /^(?:TI|FAU|AU|DP|TA|JT) {1,3}- /m.test(head)
      ? 0.9
      : looseTags(head) >= 5
        ? 0.7
        : 0
  },
  read: (text, file) => readTagged(text, file, 'nbib', grammar, (entry) => [nbibRecord(entry)]),
}

const grammar: TaggedGrammar = {
  field(line) {
    const first = line.charCodeAt(0)
    if (first < 65 || first > 90) return undefined
    // The hyphen stands fifth; where it does, the space after it may be missing.
    const match =
      /^([A-Z][A-Z0-9]{1,3}) {0,3}-(?: (.*)|$)/.exec(line) ??
      /^(?=.{4}-)([A-Z][A-Z0-9]{1,3}) {0,2}-(.*)$/.exec(line)
    return match?.[1] === undefined ? undefined : { tag: match[1], value: (match[2] ?? '').trim() }
  },
  begins: (tag, open) => open === undefined || (tag === 'PMID' && open.some((field) => field.tag === 'PMID')),
  blankEnds: true,
}

function nbibRecord(entry: TaggedEntry): ParsedRecord {
  const draft = new Draft()
  const hasFullNames = entry.fields.some(({ tag }) => tag === 'FAU')
  const isChapter =
    entry.fields.some(({ tag }) => tag === 'BTI') && entry.fields.some(({ tag }) => tag === 'TI')
  const types: string[] = []
  for (const field of entry.fields) {
    const value = field.value.includes('\n')
      ? field.value
          .split('\n')
          .map((line) => line.trim())
          .join(' ')
      : field.value
    if (value === '') continue
    if (field.tag === 'PT') types.push(value)
    take(draft, field.tag, value, hasFullNames, isChapter)
  }
  draft.type = isChapter
    ? 'chapter'
    : (typeOfAll(types) ?? (draft.get('container') === undefined ? 'other' : 'article'))
  // ERIC calls articles reports of research, and puts the publisher of a report where the journal goes.
  if (draft.type === 'report' && draft.get('volume') !== undefined) draft.type = 'article'
  if (types.length > 0) for (const type of types) draft.unknown('PT', type)
  return draft.finish({ format: 'nbib', vendor: vendorOf(entry.fields), line: entry.line, raw: entry.raw })
}

/** How many different tags that only this format writes the head holds; for records without PMID and owner. */
function looseTags(head: string): number {
  return new Set(
    head.match(
      /^(?:FAU|FED|BTI|JT|TA|DP|PT|PMC|AID|LID|MH|VI|IP|PG|PL|STAT|DCOM|EDAT|CRDT|PHST|SO) {0,3}-/gm,
    ),
  ).size
}

function vendorOf(fields: readonly TaggedField[]): string | undefined {
  const owner = fields.find(({ tag }) => tag === 'OWN')?.value
  if (owner === 'ERIC') return 'eric'
  return fields.some(({ tag }) => tag === 'PMID') ? 'pubmed' : undefined
}

function take(draft: Draft, tag: string, value: string, hasFullNames: boolean, isChapter: boolean): void {
  switch (tag) {
    case 'PMID':
      if (/^0*$/.test(value)) return
      draft.id('pmid', tag, value)
      draft.sourceKey ??= parsePmid(value) ?? value
      return
    case 'OID':
      draft.accession(`ERIC ${value}`)
      draft.sourceKey ??= value
      return
    case 'TI':
      return draft.title(tag, value)
    case 'BTI':
      return isChapter ? draft.line('container', tag, value) : draft.title(tag, value)
    case 'CTI':
      return draft.line('series', tag, value)
    case 'TT':
      return draft.alternativeTitle(value)
    case 'FAU':
      return person(draft, draft.authors, tag, value)
    case 'AU':
      return hasFullNames ? draft.unknown(tag, value) : person(draft, draft.authors, tag, value)
    case 'CN':
      draft.authors.push({ literal: cleanLine(value).replace(/\.$/, '') })
      return
    case 'FED':
      return person(draft, draft.editors, tag, value)
    case 'DP':
      draft.date ??= parseDate(value)
      if (draft.date === undefined) draft.unknown(tag, value)
      return
    case 'JT':
      return draft.line('container', tag, value)
    case 'TA':
      return draft.line('containerShort', tag, value)
    case 'VI':
      return draft.line('volume', tag, value)
    case 'IP':
      return draft.line('issue', tag, value)
    case 'PG':
      return draft.firstPage(tag, value)
    case 'LA':
      return draft.line('language', tag, value)
    case 'PL':
    case 'PLACE':
      return draft.line('place', tag, value)
    case 'PB':
      return draft.line('publisher', tag, value)
    case 'EN':
      return draft.line('edition', tag, value)
    case 'IS':
    case 'ISSN':
    case 'ISBN':
    case 'ISB':
      return draft.standardNumber(tag, value)
    case 'LID':
    case 'AID':
      return locator(draft, tag, value)
    case 'PMC':
      return draft.id('pmcid', tag, value)
    case 'AB':
      return draft.abstract(value)
    case 'MH':
    case 'OT':
      return draft.keyword(value)
    case 'GN':
      return draft.note(value)
    default:
      if (tag !== 'PT' && !draft.notice(tag, value, 'pubmed')) draft.unknown(tag, value)
  }
}

function person(draft: Draft, list: Draft['authors'], tag: string, value: string): void {
  const name = readName(value)
  if (name === undefined) draft.unknown(tag, value)
  else list.push(name)
}

/** `10.1016/j.puhe.2015.01.018 [doi]`, `S0033-3506(15)00037-2 [pii]`, or ERIC's URL. */
function locator(draft: Draft, tag: string, value: string): void {
  if (/^https?:\/\//.test(value) && !/doi\.org\//.test(value)) draft.url(value)
  else if (/\[pii\]\s*$/.test(value) || parseDoi(value) === undefined) draft.unknown(tag, value)
  else draft.doi(tag, value.replace(/\s*\[doi\]\s*$/i, ''))
}
