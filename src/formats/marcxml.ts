import { parseDate } from './dates.ts'
import type { Draft } from './draft.ts'
import type { Format } from './format.ts'
import { readName } from './names.ts'
import { readXml, type XmlMapping } from './xml-read.ts'
import { child, children, type XmlElement } from '../text/xml-tree.ts'
import { textOf } from './xml-text.ts'

/** MARC 21 in XML: library catalogues. */
export const marcxml: Format = {
  name: 'marcxml',
  extensions: ['xml', 'marcxml'],
  cannotCarry: ['lacuna reads this format and does not write it'],
  detect: (head) =>
    /loc\.gov\/MARC21\/slim/.test(head)
      ? 0.95
      : /<(?:\w+:)?(?:controlfield|datafield) tag=/.test(head)
        ? 0.93
        : 0,
  read: (text, file) => readXml(text, file, mapping),
}

const mapping: XmlMapping = { format: 'marcxml', records: ['record'], read: fill }

function fill(draft: Draft, record: XmlElement): undefined {
  const leader = textOf(child(record, 'leader'))
  const control = new Map(
    children(record, 'controlfield').map((field) => [field.attributes['tag'] ?? '', textOf(field)]),
  )
  draft.sourceKey = control.get('001')?.trim()
  const fixed = control.get('008') ?? ''
  const fields = children(record, 'datafield')
  for (const field of fields) take(draft, field, fields)
  draft.type = typeOf(leader, fields)
  const year = fixed.slice(7, 11)
  if (draft.date === undefined && /^\d{4}$/.test(year)) draft.date = parseDate(year)
  const language = fixed.slice(35, 38)
  if (draft.get('language') === undefined && /^[a-z]{3}$/.test(language))
    draft.line('language', '008', language)
  return undefined
}

function typeOf(leader: string, fields: readonly XmlElement[]): Draft['type'] {
  if (fields.some((field) => field.attributes['tag'] === '502')) return 'thesis'
  const [kind, level] = [leader.charAt(6), leader.charAt(7)]
  const within = fields.find((field) => field.attributes['tag'] === '773')
  if (within !== undefined) return level === 'b' || subfield(within, 'x') !== '' ? 'article' : 'chapter'
  if ((kind === 'a' || kind === 't') && (level === 'm' || level === ' ')) return 'book'
  return 'other'
}

const subfields = (field: XmlElement, codes: string): readonly string[] =>
  children(field, 'subfield')
    .filter((part) => codes.includes(part.attributes['code'] ?? '?'))
    .map((part) =>
      textOf(part)
        .replace(/[\u0098\u009C]/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )

const subfield = (field: XmlElement, code: string): string => subfields(field, code)[0] ?? ''

/** ISBD puts punctuation at the end of each subfield that belongs to the next. */
const withoutIsbd = (text: string): string =>
  text
    .replace(/\s*[/:;,=]\s*$/, '')
    .replace(/(?<=[\p{Ll}\d)])\.$/u, '')
    .trim()

function take(draft: Draft, field: XmlElement, fields: readonly XmlElement[]): void {
  const tag = field.attributes['tag'] ?? ''
  switch (tag) {
    case '245':
      return title(draft, field)
    case '246':
    case '240':
      return draft.alternativeTitle(withoutIsbd(subfields(field, 'ab').join(' ')))
    case '100':
    case '700':
    case '110':
    case '710':
    case '111':
    case '711':
      return person(draft, tag, field, fields)
    case '260':
    case '264': {
      if (tag === '264' && field.attributes['ind2'] === '4') draft.date ??= parseDate(subfield(field, 'c'))
      draft.line('place', tag, withoutIsbd(subfield(field, 'a')).replace(/^\[|\]$/g, ''))
      draft.line('publisher', tag, withoutIsbd(subfield(field, 'b')))
      draft.date ??= parseDate(/\d{4}/.exec(subfield(field, 'c'))?.[0] ?? '')
      return
    }
    case '250':
      return draft.line('edition', tag, withoutIsbd(subfield(field, 'a')))
    case '490':
    case '440':
      return draft.line('series', tag, withoutIsbd(subfield(field, 'a')))
    case '020':
    case '022':
      return draft.standardNumber(tag, subfield(field, 'a').replace(/\(.*$/, ''))
    case '024':
      if (/doi/i.test(subfield(field, '2'))) draft.doi(tag, subfield(field, 'a'))
      else draft.unknown(tag, subfields(field, 'a2').join(' '))
      return
    case '041':
      for (const language of subfields(field, 'a')) draft.line('language', tag, language)
      return
    case '520':
      return draft.abstract(subfields(field, 'ab').join(' '))
    case '500':
    case '502':
    case '504':
      return draft.note(subfields(field, 'abcdg').join(' '))
    case '600':
    case '610':
    case '611':
    case '630':
    case '648':
    case '650':
    case '651':
    case '653':
    case '655':
      for (const word of subfields(field, tag === '610' ? 'ab' : 'a')) draft.keyword(withoutIsbd(word))
      return
    case '773':
      return host(draft, field)
    case '856':
      for (const url of subfields(field, 'u')) draft.url(url)
      return
    case '880':
      return vernacular(draft, field)
    default:
      return draft.unknown(tag, subfields(field, 'abcdefghijklmnopqrstuvwxyz0123456789').join(' '))
  }
}

function title(draft: Draft, field: XmlElement): void {
  const main = withoutIsbd(subfield(field, 'a'))
  const rest = subfields(field, 'b')
    .map(withoutIsbd)
    .filter((part) => part !== '')
  const part = subfields(field, 'np').map(withoutIsbd).join(', ')
  draft.title(
    '245',
    [rest.length === 0 ? main : `${main}: ${rest.join(': ')}`, part]
      .filter((piece) => piece !== '')
      .join('. '),
  )
  const responsibility = subfield(field, 'c')
  if (responsibility !== '') draft.unknown('245c', responsibility)
}

function person(draft: Draft, tag: string, field: XmlElement, fields: readonly XmlElement[]): void {
  const isPerson = tag.endsWith('00')
  const text = withoutIsbd(isPerson ? subfield(field, 'a') : subfields(field, 'ab').join(' '))
  const name = isPerson ? readName(text) : text === '' ? undefined : { literal: text }
  if (name === undefined) return
  const role = [...subfields(field, 'e'), ...subfields(field, '4')].join(' ').toLowerCase()
  if (/\b(?:edt|ed\.|editor|hrsg|herausgeber)/.test(role)) draft.editors.push(name)
  else if (role !== '' && !/aut|author|verfasser|cre|prf|cmp/.test(role))
    draft.unknown(`${tag} ${role}`, text)
  else if (
    tag.startsWith('7') &&
    fields.some((other) => other.attributes['tag'] === '100') &&
    role === '' &&
    tag !== '700'
  )
    draft.unknown(tag, text)
  else draft.authors.push(name)
}

function host(draft: Draft, field: XmlElement): void {
  draft.line('container', '773', withoutIsbd(subfield(field, 't')))
  draft.standardNumber('773', subfield(field, 'x'))
  const where = subfields(field, 'g').join(' ')
  if (where === '') return
  draft.unknown('773g', where)
  const found = /(?:vol\.?|bd\.?|v\.)\s*(\d+)/i.exec(where)?.[1]
  if (found !== undefined) draft.line('volume', '773', found)
  const issue = /(?:no\.?|nr\.?|heft|issue)\s*(\d+)/i.exec(where)?.[1]
  if (issue !== undefined) draft.line('issue', '773', issue)
  const pages = /\b(?:pp?\.?|s\.|pages?:?|seiten?)\s*(\d+\s*[-–]\s*\d+|\d+)/i.exec(where)?.[1]
  if (pages !== undefined) draft.firstPage('773', pages)
  draft.date ??= parseDate(/\b(?:1[5-9]|20)\d{2}\b/.exec(where)?.[0] ?? '')
}

/** 880 holds another field in its own script, named in subfield 6. */
function vernacular(draft: Draft, field: XmlElement): void {
  const of = subfield(field, '6').slice(0, 3)
  if (of === '245') draft.alternativeTitle(withoutIsbd(subfields(field, 'ab').map(withoutIsbd).join(': ')))
  else draft.unknown(`880 ${of}`.trim(), subfields(field, 'abcd').join(' '))
}
