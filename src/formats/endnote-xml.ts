import type { Draft } from './draft.ts'
import { parseDate, withYear } from './dates.ts'
import { endnoteTypes } from './endnote-types.ts'
import type { Format } from './format.ts'
import { splitKeywords } from './lists.ts'
import { readName } from './names.ts'
import { isDecisionNote, proposalsInNote } from './proposals.ts'
import { typeInWords } from './publication-types.ts'
import { readXml, type XmlMapping } from './xml-read.ts'
import { at, child, children, elements, type XmlElement } from '../text/xml-tree.ts'
import { textOf } from './xml-text.ts'

/** EndNote XML, with and without `<style>`, also from Zotero, Mendeley, Bookends and SpiderCite. */
export const endnoteXml: Format = {
  name: 'endnote-xml',
  extensions: ['xml'],
  cannotCarry: ['lacuna reads this format and does not write it'],
  detect: (head) =>
    /<records>\s*<record[\s>]/.test(head) ||
    (/<record>/.test(head) && /<(?:ref-type|source-app|contributors)[\s>]/.test(head))
      ? 0.95
      : /<xml>\s*<records\s*\/?>/.test(head)
        ? 0.9
        : 0,
  read: (text, file) => readXml(text, file, mapping),
}

const mapping: XmlMapping = { format: 'endnote-xml', records: ['record'], read: fill }

function fill(draft: Draft, record: XmlElement): string | undefined {
  const type = child(record, 'ref-type')
  // Some writers number by another table, so the name speaks first.
  draft.type = typeInWords(type?.attributes['name'] ?? '') ?? endnoteTypes[textOf(type).trim()] ?? 'other'
  for (const node of elements(record)) take(draft, node)
  dates(draft, child(record, 'dates'))
  if (draft.get('container') === undefined) {
    const title = at(record, 'periodical', 'full-title') ?? at(record, 'periodical', 'abbr-1')
    draft.line('container', 'periodical', textOf(title))
  }
  accession(draft, record)
  draft.sourceKey ??= textOf(child(record, 'rec-number')).trim()
  return undefined
}

function take(draft: Draft, node: XmlElement): void {
  const { name } = node
  switch (name) {
    case 'contributors':
      return contributors(draft, node)
    case 'titles':
      return titles(draft, node)
    case 'keywords':
      for (const keyword of children(node, 'keyword'))
        for (const part of splitKeywords(textOf(keyword))) draft.keyword(part)
      if (children(node, 'keyword').length === 0)
        for (const part of splitKeywords(textOf(node))) draft.keyword(part)
      return
    case 'periodical':
      draft.line('container', 'periodical', textOf(child(node, 'full-title')))
      return draft.line('containerShort', 'abbr-1', textOf(child(node, 'abbr-1')))
    case 'pages':
      return draft.firstPage(name, textOf(node))
    case 'volume':
      return draft.line('volume', name, textOf(node))
    case 'number':
      return draft.line('issue', name, textOf(node))
    case 'edition':
      return draft.line('edition', name, textOf(node))
    case 'publisher':
      return draft.line('publisher', name, textOf(node))
    case 'pub-location':
      return draft.line('place', name, textOf(node))
    case 'language':
      return draft.line('language', name, textOf(node))
    case 'abstract':
      return draft.abstract(textOf(node).replace(/\r/g, '\n'))
    case 'isbn':
      return draft.standardNumber(name, textOf(node).replace(/[\r\n]+/g, '; '))
    case 'electronic-resource-num':
      return draft.doi(name, textOf(node))
    case 'accession-num':
      return
    case 'custom2':
      return /PMC\d/.test(textOf(node))
        ? draft.id('pmcid', name, textOf(node))
        : draft.unknown(name, textOf(node))
    case 'custom7':
      return draft.line('articleNumber', name, textOf(node))
    case 'notes':
    case 'research-notes':
      return note(draft, textOf(node).replace(/\r/g, '\n'))
    case 'urls':
      return urls(draft, node)
    case 'label':
      return draft.unknown(name, textOf(node))
    case 'ref-type':
    case 'dates':
    case 'rec-number':
    case 'database':
    case 'source-app':
    case 'foreign-keys':
      return
    default:
      return draft.unknown(name, textOf(node))
  }
}

function note(draft: Draft, text: string): void {
  draft.proposals.push(...proposalsInNote(text.trim()))
  if (!isDecisionNote(text)) draft.note(text)
}

function contributors(draft: Draft, node: XmlElement): void {
  for (const group of elements(node)) {
    for (const author of children(group, 'author')) {
      const text = textOf(author)
      const name = readName(text)
      if (name === undefined) continue
      if (group.name === 'authors') draft.authors.push(name)
      else if (group.name === 'secondary-authors') draft.editors.push(name)
      else draft.unknown(group.name, text)
    }
  }
}

function titles(draft: Draft, node: XmlElement): void {
  for (const title of elements(node)) {
    const text = textOf(title)
    switch (title.name) {
      case 'title':
        draft.title('title', text)
        break
      case 'secondary-title':
        draft.line(
          draft.type === 'book' || draft.type === 'edited-book' ? 'series' : 'container',
          title.name,
          text,
        )
        break
      case 'tertiary-title':
        draft.line('series', title.name, text)
        break
      case 'alt-title':
        draft.line('containerShort', title.name, text)
        break
      case 'translated-title':
        draft.alternativeTitle(text)
        break
      default:
        draft.unknown(title.name, text)
    }
  }
}

function dates(draft: Draft, node: XmlElement | undefined): void {
  const year = textOf(child(node, 'year'))
  const dated = textOf(at(node, 'pub-dates', 'date'))
  draft.date = withYear(year, dated) ?? parseDate(dated)
  if (year.trim() !== '' && draft.date?.year === undefined) draft.unknown('year', year)
}

/** EndNote keeps the PMID of PubMed records among the accession numbers, and says where the record came from. */
function accession(draft: Draft, record: XmlElement): void {
  const value = textOf(child(record, 'accession-num')).trim()
  const provider = `${textOf(child(record, 'remote-database-provider'))} ${textOf(child(record, 'remote-database-name'))}`
  const isPmid =
    /^PMID:?\s*\d+$/i.test(value) || (/\bNLM\b|medline|pubmed/i.test(provider) && /^\d{1,8}$/.test(value))
  if (isPmid) draft.id('pmid', 'accession-num', value)
  else draft.accession(value)
}

function urls(draft: Draft, node: XmlElement): void {
  for (const kind of elements(node)) {
    for (const url of children(kind, 'url')) {
      if (kind.name === 'pdf-urls') draft.unknown(kind.name, textOf(url))
      else draft.url(textOf(url))
    }
    if (kind.name === 'url') draft.url(textOf(kind))
  }
}
