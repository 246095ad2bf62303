import type { Problem } from '../domain/problem.ts'
import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { parseDate } from './dates.ts'
import { Draft } from './draft.ts'
import type { Format } from './format.ts'
import { nameOf } from './names.ts'
import { typeInWords } from './publication-types.ts'
import { type XmlSlice, XmlSplitter } from './xml-records.ts'
import { at, child, children, elements, parseXml, type XmlElement } from '../text/xml-tree.ts'
import { textOf } from './xml-text.ts'

/** Zotero's RDF: items whose journals, notes and attachments stand beside them, linked by address. */
export const zoteroRdf: Format = {
  name: 'zotero-rdf',
  extensions: ['rdf', 'xml'],
  cannotCarry: ['lacuna reads this format and does not write it'],
  detect: (head) =>
    /<rdf:RDF[\s>]/.test(head) && /zotero\.org\/namespaces|purl\.org\/net\/biblio/.test(head) ? 0.96 : 0,
  read,
}

const itemNames =
  'Article|Book|BookSection|Document|Letter|Manuscript|Thesis|Report|Image|Recording|MotionPicture|Interview|Patent|Legislation|CourtCase|Description|Data|Illustration|ConferenceProceedings|Journal|Periodical|Series|Memo|Attachment|Collection'.split(
    '|',
  )

/** Nodes are read one by one and joined at the end, for a journal may stand after its articles. */
async function* read(text: AsyncIterable<string>, file: string): AsyncIterable<ParsedRecord | Problem> {
  const splitter = new XmlSplitter(itemNames)
  const nodes: { slice: XmlSlice; root: XmlElement; fault: string | undefined }[] = []
  const collect = (slices: readonly XmlSlice[]): void => {
    for (const slice of slices) {
      const { root, fault } = parseXml(slice.raw)
      if (root !== undefined) nodes.push({ slice, root, fault })
    }
  }
  for await (const chunk of text) collect(splitter.push(chunk))
  collect(splitter.end())
  const byAddress = new Map(nodes.map(({ root }) => [address(root), root]))
  for (const { slice, root, fault } of nodes) {
    if (!isItem(root)) continue
    const record = itemRecord(root, slice, byAddress)
    yield record
    if (fault !== undefined || !slice.closed) {
      yield {
        kind: 'problem',
        severity: 'doubtful',
        code: 'zotero-rdf/malformed-record',
        at: { file, line: slice.line },
        message: 'The item is not well-formed XML; it was kept with what could be read.',
        remedy: 'You can export the library again.',
      }
    }
  }
}

const address = (node: XmlElement): string => node.attributes['rdf:about'] ?? ''

const besideItems: ReadonlySet<string> = new Set([
  'Journal',
  'Periodical',
  'Series',
  'Memo',
  'Attachment',
  'Collection',
])

function isItem(node: XmlElement): boolean {
  const type = textOf(child(node, 'itemType')).trim()
  if (type === 'attachment' || type === 'note' || type === 'annotation') return false
  return type !== '' || (!besideItems.has(node.name) && child(node, 'title') !== undefined)
}

const byElement: Readonly<Record<string, RecordType>> = {
  Article: 'article',
  Book: 'book',
  BookSection: 'chapter',
  Thesis: 'thesis',
  Report: 'report',
  Letter: 'other',
  Data: 'dataset',
}
const byType: Readonly<Record<string, RecordType>> = {
  journalArticle: 'article',
  magazineArticle: 'article',
  newspaperArticle: 'news',
  book: 'book',
  bookSection: 'chapter',
  encyclopediaArticle: 'chapter',
  dictionaryEntry: 'chapter',
  conferencePaper: 'conference-paper',
  presentation: 'conference-paper',
  thesis: 'thesis',
  report: 'report',
  preprint: 'preprint',
  webpage: 'web-page',
  blogPost: 'web-page',
  forumPost: 'web-page',
  dataset: 'dataset',
  document: 'other',
}

function itemRecord(
  node: XmlElement,
  slice: XmlSlice,
  byAddress: ReadonlyMap<string, XmlElement>,
): ParsedRecord {
  const draft = new Draft()
  const type = textOf(child(node, 'itemType')).trim()
  draft.type = byType[type] ?? byElement[node.name] ?? typeInWords(type) ?? 'other'
  const about = address(node)
  if (about !== '') draft.sourceKey = about
  if (/^https?:/.test(about)) draft.url(about)
  else if (about.startsWith('urn:isbn:')) draft.standardNumber('about', about.slice(9))
  for (const part of elements(node)) take(draft, part, byAddress)
  return draft.finish({ format: 'zotero-rdf', vendor: 'zotero', line: slice.line, raw: slice.raw })
}

function take(draft: Draft, part: XmlElement, byAddress: ReadonlyMap<string, XmlElement>): void {
  const text = textOf(part).trim()
  switch (part.name) {
    case 'title':
      return draft.title('title', text)
    case 'authors':
    case 'editors':
      for (const person of children(child(part, 'Seq'), 'li')) {
        const who = child(person, 'Person')
        const name = nameOf({
          family: textOf(child(who, 'surname')),
          given: textOf(child(who, 'givenName') ?? child(who, 'givenname')),
        })
        if (name !== undefined) (part.name === 'authors' ? draft.authors : draft.editors).push(name)
      }
      return
    case 'date':
      draft.date ??= parseDate(text)
      return
    case 'volume':
      return draft.line('volume', part.name, text)
    case 'number':
      return draft.type === 'article' ? draft.line('issue', part.name, text) : draft.unknown(part.name, text)
    case 'pages':
      return draft.firstPage(part.name, text)
    case 'language':
      return draft.line('language', part.name, text)
    case 'edition':
      return draft.line('edition', part.name, text)
    case 'abstract':
      return draft.abstract(text)
    case 'description':
      return draft.note(text)
    case 'subject':
      return draft.keyword(textOf(at(part, 'AutomaticTag', 'value')).trim() || text)
    case 'publisher':
      draft.line(
        'publisher',
        part.name,
        textOf(at(part, 'Organization', 'name')).trim() ||
          (child(part, 'Organization') === undefined ? text : ''),
      )
      return draft.line('place', part.name, textOf(at(part, 'Organization', 'adr', 'Address', 'locality')))
    case 'identifier':
      return identifier(draft, textOf(at(part, 'URI', 'value')).trim() || text)
    case 'isPartOf':
      return within(draft, byAddress.get(part.attributes['rdf:resource'] ?? '') ?? elements(part)[0])
    case 'isReferencedBy': {
      const note = byAddress.get(part.attributes['rdf:resource'] ?? '')
      return draft.note(textOf(child(note, 'value')).replace(/<[^<>]{0,200}>/g, ' '))
    }
    case 'itemType':
    case 'link':
      return
    default:
      return draft.unknown(part.name, text)
  }
}

function within(draft: Draft, journal: XmlElement | undefined): void {
  if (journal === undefined) return
  for (const part of elements(journal)) {
    const text = textOf(part).trim()
    if (part.name === 'title')
      draft.line(journal.name === 'Series' ? 'series' : 'container', 'isPartOf', text)
    else if (part.name === 'alternative') draft.line('containerShort', 'isPartOf', text)
    else if (part.name === 'volume') draft.line('volume', 'isPartOf', text)
    else if (part.name === 'number') draft.line('issue', 'isPartOf', text)
    else if (part.name === 'identifier') identifier(draft, text)
    else draft.unknown(`isPartOf ${part.name}`, text)
  }
}

function identifier(draft: Draft, value: string): void {
  if (/^DOI\s/i.test(value)) draft.doi('identifier', value)
  else if (/^(?:ISSN|ISBN)\s/i.test(value)) draft.standardNumber('identifier', value.slice(5))
  else if (/^https?:/.test(value)) draft.url(value)
  else draft.unknown('identifier', value)
}
