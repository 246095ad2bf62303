import type { RecordType } from '../domain/record.ts'
import { parseDate } from './dates.ts'
import type { Draft } from './draft.ts'
import type { Format } from './format.ts'
import { nameOf, readName } from './names.ts'
import { typeInWords } from './publication-types.ts'
import { readXml, type XmlMapping } from './xml-read.ts'
import { at, child, children, elements, type XmlElement } from '../text/xml-tree.ts'
import { textOf } from './xml-text.ts'

/** MODS 3: libraries' and repositories' records. */
export const mods: Format = {
  name: 'mods',
  extensions: ['xml', 'mods'],
  cannotCarry: ['lacuna reads this format and does not write it'],
  detect: (head) => (/<(?:\w+:)?mods(?:Collection)?[\s>]/.test(head) ? 0.95 : 0),
  read: (text, file) => readXml(text, file, mapping),
}

const mapping: XmlMapping = { format: 'mods', records: ['mods'], read: fill }

function fill(draft: Draft, record: XmlElement): undefined {
  const host = children(record, 'relatedItem').find((item) => item.attributes['type'] === 'host')
  draft.type = typeOf(record, host)
  for (const node of elements(record)) take(draft, node)
  if (host !== undefined) hosted(draft, host)
  draft.date ??= dateOf(child(host, 'originInfo'))
  const languages = children(record, 'language').map((language) =>
    textOf(child(language, 'languageTerm')).trim(),
  )
  draft.line('language', 'language', [...new Set(languages)].filter((language) => language !== '').join('; '))
  return undefined
}

function typeOf(record: XmlElement, host: XmlElement | undefined): RecordType {
  for (const genre of children(record, 'genre')) {
    const type = typeInWords(textOf(genre))
    if (type !== undefined) return type
  }
  const issuance = textOf(at(record, 'originInfo', 'issuance'))
  const hostGenres = children(host, 'genre').map((genre) => textOf(genre))
  if (hostGenres.some((genre) => /journal|periodical/i.test(genre)) || child(host, 'part') !== undefined)
    return 'article'
  if (host !== undefined && hostGenres.some((genre) => /book/i.test(genre))) return 'chapter'
  return issuance === 'monographic' && /^text$/i.test(textOf(child(record, 'typeOfResource')).trim())
    ? 'book'
    : 'other'
}

function take(draft: Draft, node: XmlElement): void {
  const { name } = node
  const kind = node.attributes['type']
  switch (name) {
    case 'titleInfo':
      return kind === undefined ? draft.title(name, titleOf(node)) : draft.alternativeTitle(titleOf(node))
    case 'name':
      return person(draft, node)
    case 'originInfo':
      return origin(draft, node)
    case 'language':
      return
    case 'abstract':
      return draft.abstract(textOf(node))
    case 'note':
      return draft.note(textOf(node))
    case 'subject':
      for (const part of elements(node))
        if (part.name === 'topic' || part.name === 'geographic')
          for (const word of textOf(part).split(/;/)) draft.keyword(word)
      return
    case 'location':
      for (const url of children(node, 'url')) draft.url(textOf(url).trim())
      for (const other of elements(node)) if (other.name !== 'url') draft.unknown(other.name, textOf(other))
      return
    case 'identifier':
      return identifier(draft, kind ?? '', textOf(node))
    case 'part':
      return position(draft, node)
    case 'recordInfo':
      draft.sourceKey ??= textOf(child(node, 'recordIdentifier')).trim() || undefined
      return
    case 'genre':
      return draft.unknown(name, textOf(node))
    case 'relatedItem':
      if (kind === 'series') draft.line('series', name, titleOf(child(node, 'titleInfo')))
      else if (kind !== 'host')
        draft.unknown(`relatedItem ${kind ?? ''}`.trim(), textOf(node).replace(/\s+/g, ' '))
      return
    default:
      return draft.unknown(name, textOf(node).replace(/\s+/g, ' '))
  }
}

/** "The" + "title": subtitle, part. */
function titleOf(node: XmlElement | undefined): string {
  const clean = (name: string): string => textOf(child(node, name)).replace(/\s+/g, ' ').trim()
  const main = `${clean('nonSort')} ${clean('title')}`.trim().replace(/\s*:$/, '')
  const withSub = clean('subTitle') === '' ? main : `${main}: ${clean('subTitle')}`
  return [withSub, clean('partNumber'), clean('partName')].filter((piece) => piece !== '').join('. ')
}

function person(draft: Draft, node: XmlElement): void {
  const part = (kind: string | undefined): string =>
    children(node, 'namePart')
      .filter((piece) => piece.attributes['type'] === kind)
      .map((piece) => textOf(piece).replace(/\s+/g, ' ').trim())
      .join(' ')
  const [family, given] = [part('family'), part('given')]
  const whole = part(undefined)
    .replace(/\s*\[?\(?\b\d{4}\s*-\s*(?:\d{4})?\]?\)?$/, '')
    .replace(/,\s*$/, '')
  const isPerson = node.attributes['type'] === undefined || node.attributes['type'] === 'personal'
  const name =
    family !== ''
      ? nameOf({ family, given })
      : isPerson
        ? readName(whole)
        : whole === ''
          ? undefined
          : { literal: whole }
  if (name === undefined) return
  const role = textOf(child(node, 'role')).toLowerCase()
  if (/\b(?:edt|editor|redaktor)\b/.test(role)) draft.editors.push(name)
  else if (
    /\b(?:trl|translator|ths|advisor|supervisor|degree grantor|dgg|host|sponsor|spn|funder|fnd|publisher|pbl)\b/.test(
      role,
    )
  )
    draft.unknown(`name ${role.replace(/\s+/g, ' ').trim()}`, whole || `${family}, ${given}`)
  else draft.authors.push(name)
}

function origin(draft: Draft, node: XmlElement): void {
  for (const place of children(node, 'place'))
    for (const term of children(place, 'placeTerm'))
      if (term.attributes['type'] !== 'code') draft.line('place', 'place', textOf(term))
  draft.line('publisher', 'publisher', textOf(child(node, 'publisher')))
  draft.line('edition', 'edition', textOf(child(node, 'edition')))
  draft.date ??= dateOf(node)
}

function dateOf(node: XmlElement | undefined): Draft['date'] {
  for (const name of ['dateIssued', 'copyrightDate', 'dateCreated', 'dateOther']) {
    const dates = children(node, name)
    const best =
      dates.find((date) => date.attributes['encoding'] !== undefined && date.attributes['point'] !== 'end') ??
      dates[0]
    const date = best === undefined ? undefined : parseDate(textOf(best))
    if (date !== undefined) return date
  }
  return undefined
}

function identifier(draft: Draft, kind: string, value: string): void {
  if (value.trim() === '') return
  switch (kind.toLowerCase()) {
    case 'doi':
      return draft.doi('identifier doi', value)
    case 'isbn':
    case 'issn':
      return draft.standardNumber(`identifier ${kind}`, value)
    case 'pmid':
      return draft.id('pmid', 'identifier pmid', value)
    case 'uri':
    case 'hdl':
      return /^https?:/.test(value.trim()) ? draft.url(value) : draft.unknown(`identifier ${kind}`, value)
    case 'citekey':
      draft.sourceKey = value.trim()
      return
    default:
      return draft.unknown(`identifier ${kind}`.trim(), value)
  }
}

function hosted(draft: Draft, host: XmlElement): void {
  draft.line('container', 'host', titleOf(child(host, 'titleInfo')))
  for (const node of elements(host)) {
    if (node.name === 'name') {
      const before = draft.authors.length
      person(draft, node)
      // Whoever is named with the host and not as an editor is no author of what it holds.
      for (const editor of draft.authors.splice(before)) draft.editors.push(editor)
    } else if (node.name === 'part') position(draft, node)
    else if (node.name === 'identifier') identifier(draft, node.attributes['type'] ?? '', textOf(node))
    else if (node.name === 'originInfo') origin(draft, node)
  }
}

function position(draft: Draft, node: XmlElement): void {
  for (const detail of children(node, 'detail')) {
    const number = textOf(child(detail, 'number') ?? child(detail, 'caption'))
    const kind = detail.attributes['type'] ?? ''
    if (kind === 'volume') draft.line('volume', kind, number)
    else if (kind === 'issue' || kind === 'number') draft.line('issue', kind, number)
    else draft.unknown(`part ${kind}`.trim(), number)
  }
  for (const extent of children(node, 'extent')) {
    const [start, end, list] = ['start', 'end', 'list'].map((name) => textOf(child(extent, name)).trim())
    draft.firstPage('start', start === '' || start === undefined ? (list ?? '') : start)
    if (end !== undefined && end !== '') draft.lastPage('end', end)
  }
  draft.date ??= parseDate(textOf(child(node, 'date')))
}
