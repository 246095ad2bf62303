import { parseIsbn, parseIssn } from '../domain/identifier.ts'
import { type PersonName } from '../domain/person-name.ts'
import { type ParsedRecord, type PublicationDate, type RecordType, recordTypes } from '../domain/record.ts'
import { cslTypes } from './csl-types.ts'
import { parseDate } from './dates.ts'
import { Draft } from './draft.ts'
import { splitKeywords } from './lists.ts'
import { readName } from './names.ts'
import { proposalsInNote, verdictOf } from './proposals.ts'

type Item = Readonly<Record<string, unknown>>

/** One CSL-JSON item (or Crossref item, whose titles are lists) as a record. */
export function cslRecord(item: Item, source: { readonly line: number; readonly raw: string }): ParsedRecord {
  const draft = new Draft()
  draft.type = cslTypes[text(item['type'])] ?? 'other'
  for (const [name, value] of Object.entries(item))
    if (value !== null && value !== undefined) take(draft, name, value)
  own(draft, isObject(item['custom']) ? item['custom'] : {})
  if (draft.date === undefined)
    draft.date = dateOf(item['published-print'] ?? item['published'] ?? item['published-online'])
  return draft.finish({ format: 'csl-json', line: source.line, raw: source.raw.replace(/\r\n?/g, '\n') })
}

function take(draft: Draft, name: string, value: unknown): void {
  switch (name) {
    case 'type':
      if (cslTypes[text(value)] === undefined && text(value) !== 'document') draft.unknown(name, text(value))
      return
    case 'id':
    case 'citation-key':
      draft.sourceKey ??= text(value) || undefined
      return
    case 'title':
      return draft.title(name, text(value))
    case 'original-title':
    case 'translated-title':
      return draft.alternativeTitle(text(value))
    case 'author':
      for (const person of names(value)) draft.authors.push(person)
      return
    case 'editor':
      for (const person of names(value)) draft.editors.push(person)
      return
    case 'issued':
      draft.date = dateOf(value)
      if (draft.date === undefined) draft.unknown(name, JSON.stringify(value))
      return
    case 'container-title':
      return draft.line('container', name, text(value))
    case 'container-title-short':
    case 'journalAbbreviation':
    case 'short-container-title':
      return draft.line('containerShort', name, text(value))
    case 'volume':
      return draft.line('volume', name, text(value))
    case 'issue':
      return draft.line('issue', name, text(value))
    case 'page':
      return draft.firstPage(name, text(value))
    case 'number':
    case 'article-number':
      return draft.line('articleNumber', name, text(value))
    case 'publisher':
      return draft.line('publisher', name, text(value))
    case 'publisher-place':
      return draft.line('place', name, text(value))
    case 'edition':
      return draft.line('edition', name, text(value))
    case 'collection-title':
      return draft.line('series', name, text(value))
    case 'language':
      return draft.line('language', name, text(value))
    case 'DOI':
      return draft.doi(name, text(value))
    case 'PMID':
      return draft.id('pmid', name, text(value))
    case 'PMCID':
      return draft.id('pmcid', name, text(value))
    case 'ISSN':
    case 'ISBN':
      for (const part of Array.isArray(value)
        ? value.map(text)
        : text(value).split(/[;,\s]+(?=[\dXx-]{8,})/)) {
        if (parseIssn(part) === undefined && parseIsbn(part) === undefined) draft.unknown(name, part)
        else draft.standardNumber(name, part)
      }
      return
    case 'abstract':
      return draft.abstract(text(value))
    case 'keyword':
      if (draft.keywords.length === 0)
        for (const keyword of Array.isArray(value) ? value.map(text) : keywordsIn(text(value)))
          draft.keyword(keyword)
      return
    case 'URL':
      return draft.url(text(value))
    case 'note':
      draft.proposals.push(...proposalsInNote(text(value)))
      for (const line of notes(draft, text(value))) draft.note(line)
      return
    case 'custom':
    case 'published':
    case 'published-print':
    case 'published-online':
      return
    default:
      return draft.unknown(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
}

/** What lacuna itself writes under `custom`, over and above CSL's own fields. */
function own(draft: Draft, custom: Item): void {
  const lacuna = isObject(custom['lacuna']) ? custom['lacuna'] : undefined
  if (lacuna === undefined) {
    for (const [name, value] of Object.entries(custom))
      draft.unknown(`custom.${name}`, typeof value === 'string' ? value : JSON.stringify(value))
    return
  }
  if (recordTypes.includes(text(lacuna['type']) as RecordType))
    draft.type = text(lacuna['type']) as RecordType
  if (Array.isArray(lacuna['keywords'])) {
    draft.keywords.length = 0
    for (const keyword of lacuna['keywords']) draft.keyword(text(keyword))
  }
  for (const url of list(lacuna['urls'])) draft.url(url)
  for (const note of list(lacuna['notes'])) draft.note(note)
  for (const title of list(lacuna['alternativeTitles'])) draft.alternativeTitle(title)
  for (const number of list(lacuna['accession'])) draft.accession(number)
  draft.id('openalex', 'openalex', text(lacuna['openalex']))
  draft.line('articleNumber', 'articleNumber', text(lacuna['articleNumber']))
  if (isObject(lacuna['date']))
    draft.date = parseDate(
      `/${text(lacuna['date']['month'])}/${text(lacuna['date']['day'])}/${text(lacuna['date']['season'])}`,
    )
  const decision = isObject(lacuna['decision']) ? lacuna['decision'] : {}
  const verdict = verdictOf(text(decision['verdict']))
  const reason = text(decision['reason'])
  if (verdict !== undefined)
    draft.proposals.push({ stage: 'title-abstract', verdict, ...(reason === '' ? {} : { reason }) })
  for (const [tag, values] of Object.entries(isObject(lacuna['unknown']) ? lacuna['unknown'] : {}))
    for (const value of list(values)) draft.unknown(tag, value)
}

/** Zotero and citation-js keep `PMID: 123` lines in the note. */
function notes(draft: Draft, value: string): readonly string[] {
  const kept: string[] = []
  for (const line of value.split('\n')) {
    const id = /^\s*(PMID|PMCID|DOI)\s*:\s*(\S+)\s*$/.exec(line)
    if (id?.[1] === 'PMID') draft.id('pmid', 'note', id[2] ?? '')
    else if (id?.[1] === 'PMCID') draft.id('pmcid', 'note', id[2] ?? '')
    else if (id?.[1] === 'DOI') draft.doi('note', id[2] ?? '')
    else kept.push(line)
  }
  return kept.length === 0 || kept.join('').trim() === '' ? [] : [kept.join('\n')]
}

function keywordsIn(value: string): readonly string[] {
  const parts = splitKeywords(value)
  return parts.length > 1 ? parts : value.split(',')
}

function names(value: unknown): PersonName[] {
  if (!Array.isArray(value))
    return typeof value === 'string' ? [readName(value)].filter((name) => name !== undefined) : []
  return value.flatMap((entry: unknown): PersonName[] => {
    if (typeof entry === 'string') return [readName(entry)].filter((name) => name !== undefined)
    if (!isObject(entry)) return []
    const literal = text(entry['literal'] ?? entry['name']).trim()
    const family = text(entry['family']).trim()
    const given = text(entry['given']).trim()
    if (family === '')
      return literal === '' && given === '' ? [] : [{ literal: literal === '' ? given : literal }]
    const particle = [text(entry['dropping-particle']), text(entry['non-dropping-particle'])]
      .filter((part) => part !== '')
      .join(' ')
    const suffix = text(entry['suffix']).trim()
    return [
      {
        family,
        ...(given === '' ? {} : { given }),
        ...(particle === '' ? {} : { particle }),
        ...(suffix === '' ? {} : { suffix }),
      },
    ]
  })
}

function dateOf(value: unknown): PublicationDate | undefined {
  if (typeof value === 'string' || typeof value === 'number') return parseDate(String(value))
  if (!isObject(value)) return undefined
  const parts: unknown = Array.isArray(value['date-parts']) ? value['date-parts'][0] : undefined
  const season = text(value['season'])
  if (Array.isArray(parts) && parts.length > 0 && text(parts[0]) !== '') {
    return parseDate(`${text(parts[0])}/${text(parts[1])}/${text(parts[2])}/${seasonName(season)}`)
  }
  const literal = text(value['literal'] ?? value['raw'])
  if (literal !== '') return parseDate(literal) ?? { season: literal }
  return season === '' ? undefined : { season: seasonName(season) }
}

const seasonName = (season: string): string =>
  ({ '1': 'Spring', '2': 'Summer', '3': 'Autumn', '4': 'Winter' })[season] ?? season

const isObject = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The text of a value: the first of a list, a number as digits, nothing of anything else. */
function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  return Array.isArray(value) && value.length > 0 ? text(value[0]) : ''
}

const list = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(text).filter((entry) => entry !== '') : []
