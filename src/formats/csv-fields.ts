import { type ParsedRecord, type RecordType, recordTypes } from '../domain/record.ts'
import { readNames } from './author-lists.ts'
import type { ColumnMeaning, CsvHeader } from './csv-columns.ts'
import type { CsvRow } from './csv-rows.ts'
import { parseDate, withYear } from './dates.ts'
import { Draft } from './draft.ts'
import { splitKeywords } from './lists.ts'
import { proposalsInNote, verdictOf } from './proposals.ts'
import { saysRetracted } from './notices.ts'
import { typeInWords } from './publication-types.ts'
import { risTypes } from './ris-tags.ts'
import { decodeEntities } from '../text/character-references.ts'
import { cleanLine } from './text-value.ts'
import { unguarded } from './csv-write.ts'

/** One row under its header as a record. */
export function csvRecord(row: CsvRow, header: CsvHeader): ParsedRecord {
  const draft = new Draft()
  const parts: DateParts = { year: '', month: '', day: '', season: '', date: '' }
  let label = ''
  let decision = ''
  let reason = ''
  const isOwn = header.vendor === 'lacuna'
  const hasFullNames = header.columns.some(
    (meaning, i) => meaning === 'full-authors' && (row.cells[i] ?? '').trim().length > 2,
  )
  row.cells.forEach((cell, i) => {
    const value = isOwn ? unguarded(cell) : cell.trim()
    if (value === '' || /^(?:nan|null|none|NA)$/.test(value)) return
    const name = header.headers[i] ?? `column ${i + 1}`
    const meaning = header.columns[i]
    if (meaning === 'label' && verdictOf(value) !== undefined) label = value
    else if (meaning === 'decision' && verdictOf(value) !== undefined) decision = value
    else if (meaning === 'decision-reason') reason = cleanLine(value)
    else if (
      meaning === 'year' ||
      meaning === 'month' ||
      meaning === 'day' ||
      meaning === 'season' ||
      meaning === 'date'
    )
      parts[meaning] ||= value
    else if (meaning === undefined || (meaning === 'authors' && hasFullNames)) draft.unknown(name, value)
    else take(draft, meaning, name, value, header)
  })
  draft.date = dateOf(parts) ?? draft.date
  if (draft.date === undefined && parts.year !== '') draft.unknown('year', parts.year)
  propose(draft, header, label, decision, reason)
  if (draft.type === 'other' && draft.get('container') !== undefined && !isOwn) draft.type = 'article'
  return draft.finish({ format: 'csv', vendor: header.vendor, line: row.line, raw: row.raw })
}

function propose(draft: Draft, header: CsvHeader, label: string, decision: string, reason: string): void {
  const verdict = verdictOf(decision) ?? verdictOf(label)
  if (verdict === undefined) {
    if (reason !== '') draft.unknown('exclusion reason', reason)
    return
  }
  const coder =
    label !== '' && (header.vendor === 'asreview' || header.vendor === undefined) ? { coder: 'asreview' } : {}
  draft.proposals.push({ ...coder, stage: 'title-abstract', verdict, ...(reason === '' ? {} : { reason }) })
}

interface DateParts {
  year: string
  month: string
  day: string
  season: string
  date: string
}

function dateOf(parts: DateParts): ParsedRecord['date'] {
  const year = parts.year.replace(/\.0$/, '')
  const whole = parts.date === '' ? undefined : parseDate(parts.date)
  if (year === '' && parts.month === '' && parts.season === '') return whole
  if (parts.month === '' && parts.season === '') return withYear(year, parts.date) ?? whole
  return parseDate(`${year}/${parts.month}/${parts.day}/${parts.season}`) ?? whole
}

function take(draft: Draft, meaning: ColumnMeaning, name: string, value: string, header: CsvHeader): void {
  switch (meaning) {
    case 'title':
      return draft.title(name, value)
    case 'alternative-title':
      for (const title of header.vendor === 'lacuna' ? value.split('\n') : [value])
        draft.alternativeTitle(title)
      return
    case 'authors':
      if (draft.authors.length > 0) draft.unknown(name, value)
      else
        for (const person of readNames(value, header.vendor === 'lacuna' ? ';' : undefined))
          draft.authors.push(person)
      return
    case 'full-authors':
      // Scopus: "Wilson, Lauren N. (58920194700); …" beside the abbreviated names.
      for (const person of readNames(value.replace(/\s*\(\d+\)/g, ''))) draft.authors.push(person)
      return
    case 'editors':
      for (const person of readNames(value, header.vendor === 'lacuna' ? ';' : undefined))
        draft.editors.push(person)
      return
    case 'journal':
      return draft.line('container', name, value)
    case 'journal-short':
      return draft.line('containerShort', name, value)
    case 'volume':
      return draft.line('volume', name, withoutDecimals(value))
    case 'issue':
      return draft.line('issue', name, withoutDecimals(value))
    case 'pages':
      return draft.firstPage(name, withoutDecimals(value))
    case 'first-page':
      return draft.firstPage(name, withoutDecimals(value))
    case 'last-page':
      return draft.lastPage(name, withoutDecimals(value))
    case 'article-number':
      return draft.line('articleNumber', name, value)
    case 'doi':
      return doi(draft, name, value)
    case 'pmid':
      return value === '0' ? undefined : draft.id('pmid', name, withoutDecimals(value))
    case 'pmcid':
      return draft.id('pmcid', name, value)
    case 'openalex':
      draft.id('openalex', name, value)
      draft.sourceKey ??= value.replace(/^https?:\/\/openalex\.org\//, '')
      return
    case 'standard-number':
      return draft.standardNumber(name, value.replaceAll('|', ';'))
    case 'abstract':
      return draft.abstract(value)
    case 'keywords':
      for (const keyword of keywordsIn(value, header.commaKeywords)) draft.keyword(keyword)
      return
    case 'language':
      return draft.line('language', name, value)
    case 'url':
      return draft.url(value)
    case 'publisher':
      return draft.line('publisher', name, value)
    case 'place':
      return draft.line('place', name, value)
    case 'edition':
      return draft.line('edition', name, value)
    case 'series':
      return draft.line('series', name, value)
    case 'type':
      draft.type = risTypes[value.toUpperCase()] ?? typeInWords(value) ?? draft.type
      if (draft.type === 'other' || saysRetracted(undefined, [value])) draft.unknown(name, value)
      return
    case 'own-type':
      if (recordTypes.includes(value as RecordType)) draft.type = value as RecordType
      return
    case 'note':
      draft.proposals.push(...proposalsInNote(value), ...covidenceReason(value))
      for (const note of header.vendor === 'lacuna' ? value.split('\n\n') : [value]) draft.note(note)
      return
    case 'accession':
      draft.accession(value)
      draft.sourceKey ??= value
      return
    case 'key':
      draft.sourceKey = value
      return
    case 'embase-source':
      return embaseSource(draft, name, value)
    case 'year':
    case 'date':
    case 'month':
    case 'day':
    case 'season':
    case 'label':
    case 'decision':
    case 'decision-reason':
      return draft.unknown(name, value)
  }
}

/** Rayyan fuses the link to the DOI in CSV too. */
function doi(draft: Draft, name: string, value: string): void {
  const fused = /^(\S+)\s+LK\s+- (\S+)$/.exec(value)
  draft.doi(name, fused?.[1] ?? value)
  if (fused?.[2] !== undefined) draft.url(fused[2])
}

/** Spreadsheets turn "19" into "19.0". */
const withoutDecimals = (value: string): string => (/^\d+\.0$/.test(value) ? value.slice(0, -2) : value)

function keywordsIn(value: string, byCommas: boolean): readonly string[] {
  const decoded = decodeEntities(value)
  if (/^\[\s*['"]/.test(decoded))
    return [...decoded.matchAll(/['"]((?:[^'"\\]|\\.)*)['"](?=\s*[,\]])/g)].map((match) => match[1] ?? '')
  if (decoded.includes('|')) return decoded.split('|')
  return byCommas && !decoded.includes(';') ? decoded.split(/,(?![^()]{0,200}\))/) : splitKeywords(decoded)
}

/** Covidence: `Exclusion reason: Wrong population;` in the notes of its export of excluded reports. */
function covidenceReason(note: string): ParsedRecord['proposals'] & object {
  const reason = /^Exclusion reason:\s*([^;\n]{1,300})/i.exec(note)?.[1]?.trim()
  return reason === undefined ? [] : [{ coder: 'covidence', stage: 'full-text', verdict: 'exclude', reason }]
}

/** Embase: "Endoscopic Ultrasound (2014) 3:3 (152-160). Date of Publication: 2014". */
function embaseSource(draft: Draft, name: string, value: string): void {
  const match =
    /^(.{1,300}?)\s\((\d{4})\)\s?(?:([^\s:()]{1,20})?(?::([^\s()]{1,20}))?)?\s?(?:\(([^()]{1,40})\))?/.exec(
      value,
    )
  if (match === null) return draft.line('container', name, value)
  draft.line('container', name, match[1] ?? '')
  draft.date ??= parseDate(match[2] ?? '')
  draft.line('volume', name, match[3] ?? '')
  draft.line('issue', name, match[4] ?? '')
  draft.firstPage(name, match[5] ?? '')
  draft.unknown(name, value)
}
