import type { ParsedRecord } from '../domain/record.ts'
import { parseDate, withYear } from './dates.ts'
import { Draft } from './draft.ts'
import { splitKeywords } from './lists.ts'
import { readName } from './names.ts'
import { typeOfAll } from './publication-types.ts'

/** Web of Science tags whose lines are one item each; in all others a line goes on where the last one stopped. */
export const wosLists: ReadonlySet<string> = new Set([
  'AU',
  'AF',
  'BA',
  'BF',
  'BE',
  'CA',
  'GP',
  'CR',
  'C1',
  'C3',
  'PN',
  'AE',
])

/**
 * A Web of Science record from its tags, in the tagged file or the columns of the tab-delimited one.
 * @param fields tag to values; list tags have one value an item, others one value
 */
export function wosRecord(
  fields: ReadonlyMap<string, readonly string[]>,
  source: { readonly format: string; readonly line: number; readonly raw: string },
): ParsedRecord {
  const draft = new Draft()
  const one = (tag: string): string => {
    const values = fields.get(tag)
    const text = (values?.length === 1 ? (values[0] ?? '') : (values ?? []).join(' ')).trim()
    return text.includes('  ') || text.includes('\t') ? text.replace(/\s+/g, ' ') : text
  }
  const kind = one('PT')
  const isBook = kind === 'B'
  draft.type = typeOfAll(splitKeywords(one('DT'))) ?? byLetter[kind] ?? 'other'
  const full = fields.get('AF')
  const names = full ?? fields.get('AU')
  addNames(draft, draft.authors, names ?? [])
  if (draft.authors.length === 0) addNames(draft, draft.authors, fields.get('BF') ?? fields.get('BA') ?? [])
  addNames(draft, draft.editors, fields.get('BE') ?? fields.get('ED') ?? [])
  for (const group of [...(fields.get('CA') ?? []), ...(fields.get('GP') ?? [])])
    draft.authors.push({ literal: group })
  const [year, rest] = [one('PY'), one('PD')]
  draft.date = withYear(year, rest) ?? parseDate(one('EY') || one('EA'))
  const skip = new Set(['PT', 'PY', full === undefined ? 'AU' : 'AF', 'BE', 'CA', 'GP', 'PD'])
  for (const [tag, values] of fields) {
    const text = wosLists.has(tag) ? '' : one(tag)
    if (skip.has(tag)) {
      if (tag === 'PY' && year !== '' && draft.date?.year === undefined) draft.unknown(tag, year)
      continue
    }
    if (!take(draft, tag, text, isBook)) for (const value of values) draft.unknown(tag, value)
  }
  // Without page tags the page span of the older products says the same.
  if (one('BP') === '' && one('PS') !== '') {
    draft.claim('PS')
    draft.firstPage('PS', one('PS'))
  }
  return draft.finish({ ...source, vendor: 'web-of-science' })
}

const byLetter: Readonly<Record<string, ParsedRecord['type']>> = {
  J: 'article',
  B: 'book',
  S: 'chapter',
  C: 'conference-paper',
}

function addNames(draft: Draft, list: Draft['authors'], values: readonly string[]): void {
  for (const value of values) {
    // BIOSIS adds addresses in brackets: "Medvedeff, Cassandra A. (medvedeff22@ufl.edu)".
    const name = readName(value.replace(/\s*\([^()]*\)\s*$/, ''))
    if (name === undefined) draft.unknown('AU', value)
    else list.push(name)
  }
}

function take(draft: Draft, tag: string, value: string, isBook: boolean): boolean {
  if (value === '') return wosIgnored.has(tag)
  switch (tag) {
    case 'TI':
      draft.title(tag, value)
      return true
    case 'FT':
      draft.alternativeTitle(value)
      return true
    case 'SO':
      if (isBook && !draft.hasTitle) draft.title(tag, value)
      else draft.line('container', tag, value)
      return true
    case 'SE':
      draft.line('series', tag, value)
      return true
    case 'JI':
      draft.line('containerShort', tag, value)
      return true
    case 'VL':
      draft.line('volume', tag, value)
      return true
    case 'IS':
      draft.line('issue', tag, value)
      return true
    case 'BP':
      draft.firstPage(tag, value)
      return true
    case 'EP':
      draft.lastPage(tag, value)
      return true
    case 'AR':
      draft.line('articleNumber', tag, value)
      return true
    case 'DI':
      draft.doi(tag, value)
      return true
    case 'PM':
      draft.id('pmid', tag, value)
      return true
    case 'UT':
      draft.accession(value)
      draft.sourceKey ??= value
      return true
    case 'SN':
    case 'EI':
    case 'BN':
      draft.standardNumber(tag, value)
      return true
    case 'PU':
      draft.line('publisher', tag, value)
      return true
    case 'PI':
      draft.line('place', tag, value)
      return true
    case 'LA':
      draft.line('language', tag, value)
      return true
    case 'AB':
      draft.abstract(value)
      return true
    case 'DE':
    case 'ID':
    case 'BD':
    case 'OR':
      for (const keyword of splitKeywords(value)) draft.keyword(keyword)
      return true
    default:
      return false
  }
}

const wosIgnored: ReadonlySet<string> = new Set(['ER', 'EF'])
