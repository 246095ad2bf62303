import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { parseDoi, parseOpenAlex, parsePmcid, parsePmid } from '../domain/identifier.ts'
import { parseDate, withYear } from './dates.ts'
import { Draft } from './draft.ts'
import { splitKeywords } from './lists.ts'
import { readName } from './names.ts'
import { isDecisionNote, proposalsInNote } from './proposals.ts'
import { risTags, risTypes } from './ris-tags.ts'
import { risVendor } from './ris-vendor.ts'
import type { TaggedEntry, TaggedField } from './tagged-lines.ts'
import { decodeEntities } from '../text/character-references.ts'
import { cleanText } from './text-value.ts'

/** One RIS entry, in any vendor's dialect, as a record. */
export function risRecord(entry: TaggedEntry): ParsedRecord {
  const draft = new Draft()
  const typeWord = entry.fields.find(({ tag }) => tag === 'TY')?.value.trim() ?? ''
  draft.type = risTypes[typeWord.toUpperCase()] ?? 'other'
  const several = entry.fields.filter(({ tag }) => tag === 'KW').length > 1
  const vendor = risVendor(entry.fields)
  // ProCite puts the volume into a labelled note and the edition where the volume goes.
  const volume = entry.fields
    .map(({ tag, value }) => (tag === 'N1' ? /^Volume ID: (\S.{0,100})$/.exec(value)?.[1] : undefined))
    .find((value) => value !== undefined)
  if (volume !== undefined) draft.line('volume', 'N1', volume)
  for (const field of entry.fields) {
    if (volume !== undefined && field.tag === 'VL') draft.line('edition', 'VL', field.value)
    else take(draft, field, several)
  }
  titles(draft, entry.fields)
  draft.date = dateOf(draft, entry.fields)
  if (risTypes[typeWord.toUpperCase()] === undefined && typeWord !== '' && typeWord !== 'GEN')
    draft.unknown('TY', typeWord)
  identifiers(draft, entry.fields)
  return draft.finish({ format: 'ris', vendor, line: entry.line, raw: entry.raw })
}

function take(draft: Draft, { tag, value }: TaggedField, severalKeywords: boolean): void {
  if (value.trim() === '') return
  switch (risTags[tag]) {
    case 'author':
    case 'editor': {
      const name = readName(value)
      if (name !== undefined) (risTags[tag] === 'author' ? draft.authors : draft.editors).push(name)
      return
    }
    case 'alternative-title':
      return draft.alternativeTitle(value)
    case 'volume':
      return draft.line('volume', tag, value)
    case 'issue':
      return draft.line('issue', tag, value)
    // Ovid writes "SP  - No" and "EP  - Specified".
    case 'first-page':
      return /^(?:no|n\/a|specified)$/i.test(value.trim())
        ? draft.unknown(tag, value)
        : draft.firstPage(tag, value)
    case 'last-page':
      return /^(?:specified|n\/a)$/i.test(value.trim())
        ? draft.unknown(tag, value)
        : draft.lastPage(tag, value)
    case 'pages':
      return draft.firstPage(tag, value)
    case 'article-number':
      return draft.line('articleNumber', tag, value)
    case 'publisher':
      return draft.line('publisher', tag, value)
    case 'place':
      return draft.line('place', tag, value)
    case 'edition':
      return draft.line('edition', tag, value)
    case 'language':
      return draft.line('language', tag, value)
    case 'series':
      return draft.line('series', tag, value)
    case 'standard-number':
      return draft.standardNumber(tag, value)
    case 'abstract':
      return draft.abstract(value)
    case 'keyword':
      return keywords(draft, value, severalKeywords)
    case 'note':
      return note(draft, value)
    case 'url':
      return url(draft, tag, value)
    case 'link':
      return parseDoi(value) === undefined ? draft.unknown(tag, value) : draft.doi(tag, value)
    case 'doi':
      return doi(draft, tag, value)
    case 'accession':
      return draft.accession(value)
    case 'key':
      draft.sourceKey ??= value.trim()
      return
    case 'pmid-or-else':
      return pmidOrElse(draft, tag, value)
    case 'number-or-else':
      // A number to EndNote, addresses to Embase.
      return /^[\w./-]{1,10}$/.test(value) && !/^undefined$/.test(value)
        ? draft.line('issue', tag, value)
        : draft.unknown(tag, value)
    case 'title':
    case 'book-title':
    case 'second-title':
    case 'journal-full':
    case 'journal':
    case 'journal-short':
    case 'year':
    case 'date':
      return
    case undefined:
      if (tag !== 'TY') draft.unknown(tag, value)
      return
  }
}

/** A tag that stands once holds a list; tags that stand many times hold one keyword each, unless all hold lists. */
function keywords(draft: Draft, value: string, several: boolean): void {
  const decoded = decodeEntities(value)
  const parts = several ? decoded.split('\n') : splitKeywords(decoded)
  for (const part of parts) draft.keyword(part)
}

function note(draft: Draft, value: string): void {
  draft.proposals.push(...proposalsInNote(cleanText(value)))
  // ProCite and Reference Manager put fields that RIS lacks into labelled notes.
  const labelled = /^(Language|Proceedings Title): (\S.{0,300})$/.exec(value)
  if (labelled?.[1] === 'Language') draft.line('language', 'N1', labelled[2] ?? '')
  else if (labelled?.[2] !== undefined) draft.line('container', 'N1', labelled[2])
  if (!isDecisionNote(value)) draft.note(value)
}

function url(draft: Draft, tag: string, value: string): void {
  if (parseOpenAlex(value) === undefined) draft.url(value)
  else draft.id('openalex', tag, value)
}

/** Rayyan fuses `DO  - 10.1038/…     LK  - https://…` into one line. */
function doi(draft: Draft, tag: string, value: string): void {
  const fused = /^(\S+)\s+([A-Z][A-Z0-9])  - (\S.*)$/.exec(value)
  draft.doi(tag, fused?.[1] ?? value)
  if (fused?.[2] !== undefined && fused[3] !== undefined) {
    take(draft, { tag: fused[2], value: fused[3], line: 0 }, false)
  }
}

function pmidOrElse(draft: Draft, tag: string, value: string): void {
  if (parsePmcid(value) !== undefined) draft.id('pmcid', tag, value)
  else if (parsePmid(value) !== undefined && (tag !== 'C3' || /pubmed/i.test(value)))
    draft.id('pmid', tag, value)
  else draft.unknown(tag, value)
}

const articleLike: ReadonlySet<RecordType> = new Set([
  'article',
  'news',
  'other',
  'preprint',
  'conference-paper',
])

/**
 * Which of the title and journal tags is what. A journal's full name: JF, else T2, else JO, else an abbreviation.
 * EBSCO writes JF and a subtitle in T2, so a T2 beside JF is not the journal. Books: T2 is the series, BT the title.
 */
function titles(draft: Draft, fields: readonly TaggedField[]): void {
  const all = new Map<string, string[]>()
  for (const { tag, value } of fields) {
    if (!titleMeanings.has(risTags[tag] ?? '') || value.trim() === '') continue
    const values = all.get(tag)
    if (values === undefined) all.set(tag, [value])
    else values.push(value)
  }
  const give = (tags: readonly string[], to: (tag: string, value: string) => void): void => {
    for (const tag of tags) for (const value of all.get(tag) ?? []) to(tag, value)
  }
  const isBook = draft.type === 'book' || draft.type === 'edited-book'
  give(isBook ? ['TI', 'T1', 'CT', 'BT'] : ['TI', 'T1', 'CT'], (tag, value) => draft.title(tag, value))
  if (isBook) {
    give(['T2'], (tag, value) => draft.line('series', tag, value))
    give(['JF', 'JO'], (tag, value) => draft.line('container', tag, value))
  } else if (draft.type === 'chapter') {
    give(['T2', 'BT', 'JF', 'JO'], (tag, value) => draft.line('container', tag, value))
  } else {
    if (articleLike.has(draft.type) || draft.type === 'web-page')
      give(['JF', 'T2', 'BT'], (tag, value) => draft.line('container', tag, value))
    else give(['T2', 'JF', 'BT'], (tag, value) => draft.line('container', tag, value))
    give(['JO'], (tag, value) =>
      draft.line(draft.get('container') === undefined ? 'container' : 'containerShort', tag, value),
    )
  }
  give(['JA', 'J2', 'J1', 'JI', 'J9'], (tag, value) => draft.line('containerShort', tag, value))
  const short = draft.get('containerShort')
  if (draft.get('container') === undefined && short !== undefined && !isBook)
    draft.line('container', 'JA', short)
}

const titleMeanings: ReadonlySet<string> = new Set([
  'title',
  'book-title',
  'second-title',
  'journal-full',
  'journal',
  'journal-short',
])

/** PY gives the year, else DA, else Y1 (deprecated beside DA); the others add what they know of the same year. */
function dateOf(draft: Draft, fields: readonly TaggedField[]): ParsedRecord['date'] {
  let date: ParsedRecord['date']
  const hasDate = fields.some(({ tag, value }) => tag === 'DA' && parseDate(value)?.year !== undefined)
  for (const wanted of hasDate ? ['PY', 'DA', 'Y1', 'PD'] : ['PY', 'Y1', 'DA', 'PD']) {
    for (const { tag, value } of fields) {
      if (tag !== wanted || value.trim() === '') continue
      const parsed = parseDate(value)
      if (parsed === undefined) draft.unknown(tag, value)
      else
        date =
          date === undefined ? parsed : (withYear(date.year === undefined ? '' : isoOf(date), value) ?? date)
    }
  }
  return date
}

const isoOf = (date: NonNullable<ParsedRecord['date']>): string =>
  [date.year, date.month ?? '', date.day ?? '', date.season ?? ''].join('/')

/** What other fields say of the identifiers, where the tags made for them do not; and the entry's own key. */
function identifiers(draft: Draft, fields: readonly TaggedField[]): void {
  const fromPubMed = fields.some(
    ({ tag, value }) => (tag === 'DB' || tag === 'DP') && /pubmed|medline|\bNLM\b/i.test(value),
  )
  for (const { tag, value } of fields) {
    if (tag === 'UR' || tag === 'L2' || tag === 'LK') {
      if (draft.doiSoFar === undefined && /doi\.org\//i.test(value)) draft.doi(tag, value)
      if (/ncbi\.nlm\.nih\.gov/.test(value) && !/PMC\d/.test(value)) {
        if (parsePmid(value) !== undefined) draft.id('pmid', tag, value)
      }
    } else if (tag === 'AN' && (fromPubMed || /^(?:pmid|medline|pubmed)\b/i.test(value))) {
      const pmid = value.replace(/^MEDLINE:/i, 'PMID:')
      if (parsePmid(pmid) !== undefined) draft.id('pmid', tag, pmid)
    }
    draft.sourceKey ??= tag === 'AN' || tag === 'UT' ? value.trim() || undefined : undefined
  }
}
