import { parseDoi, parseIsbn, parsePmcid, parsePmid } from '../domain/identifier.ts'
import type { AnnouncedNotice, NoticeKind } from '../domain/notice.ts'
import type { PersonName } from '../domain/person-name.ts'
import type { PublicationDate, RecordType } from '../domain/record.ts'
import { dateOf, distinct, entryOf, expandPages, issns, nameOf, optional, pageRange } from './bibliography.ts'
import { recordBase } from './page.ts'
import type { CitedWork, Entry, RetractionNotice } from './source.ts'
import { at, children, descendants, type XmlElement } from '../text/xml-tree.ts'
import { plainTextOf, textOf } from './xml-answer.ts'

/** A `PubmedArticle` element as an entry. */
export function readArticle(node: XmlElement, raw: string): Entry {
  const citation = at(node, 'MedlineCitation')
  const article = at(citation, 'Article')
  const journal = at(article, 'Journal')
  const issue = at(journal, 'JournalIssue')
  const data = at(node, 'PubmedData')
  const pmid = parsePmid(textOf(citation, 'PMID') ?? '')
  const ids = articleIds(at(data, 'ArticleIdList'))
  const types = children(at(article, 'PublicationTypeList'), 'PublicationType').flatMap(
    (type) => plainTextOf(type) ?? [],
  )
  const vernacular = textOf(article, 'VernacularTitle')
  const authors = authorLists(article)
  return entryOf(
    {
      ...recordBase('pubmed', raw),
      ...optional('sourceKey', pmid),
      type: typeOf(types),
      ...optional('title', textOf(article, 'ArticleTitle') ?? vernacular),
      ...optional('alternativeTitles', vernacular === undefined ? [] : [vernacular]),
      authors: authors.authors,
      ...optional('editors', authors.editors),
      ...optional('date', dateIn(at(issue, 'PubDate')) ?? dateIn(at(article, 'ArticleDate'))),
      ...optional('container', textOf(journal, 'Title')),
      ...optional('containerShort', textOf(journal, 'ISOAbbreviation')),
      ...optional('volume', textOf(issue, 'Volume')),
      ...optional('issue', textOf(issue, 'Issue')),
      ...optional('pages', pagesOf(at(article, 'Pagination'))),
      identifiers: {
        ...optional('doi', elocation(article) ?? parseDoi(ids['doi'] ?? '')),
        ...optional('pmid', pmid),
        ...optional('pmcid', parsePmcid(ids['pmc'] ?? '')),
        ...optional(
          'issn',
          issns([textOf(journal, 'ISSN'), textOf(citation, 'MedlineJournalInfo', 'ISSNLinking')]),
        ),
      },
      ...optional('abstract', abstractOf(at(article, 'Abstract'))),
      ...optional('keywords', keywordsOf(citation)),
      ...optional('language', textOf(article, 'Language')),
      ...optional('urls', pmid === undefined ? [] : [`https://pubmed.ncbi.nlm.nih.gov/${pmid}/`]),
      ...optional('announces', announcedIn(citation)),
      ...optional('unknown', extras(types, article)),
    },
    {
      references: at(data, 'ReferenceList') === undefined ? [] : referencesIn(data),
      retractions: noticesIn(citation, types),
    },
  )
}

/** A `PubmedBookArticle` element: a chapter of an online book. */
export function readBookArticle(node: XmlElement, raw: string): Entry {
  const document = at(node, 'BookDocument')
  const book = at(document, 'Book')
  const pmid = parsePmid(textOf(document, 'PMID') ?? '')
  const chapter = textOf(document, 'ArticleTitle')
  const isbns = children(book, 'Isbn').flatMap((isbn) => parseIsbn(plainTextOf(isbn) ?? '') ?? [])
  const own = authorLists(document)
  const whole = authorLists(book)
  const ids = articleIds(at(document, 'ArticleIdList'))
  return entryOf({
    ...recordBase('pubmed', raw),
    ...optional('sourceKey', pmid),
    type: chapter === undefined ? 'book' : 'chapter',
    ...optional('title', chapter ?? textOf(book, 'BookTitle')),
    authors: own.authors.length > 0 ? own.authors : whole.authors,
    ...optional('editors', whole.editors.length > 0 ? whole.editors : own.editors),
    ...optional('date', dateIn(at(book, 'PubDate'))),
    ...optional('container', chapter === undefined ? undefined : textOf(book, 'BookTitle')),
    ...optional('publisher', textOf(book, 'Publisher', 'PublisherName')),
    ...optional('place', textOf(book, 'Publisher', 'PublisherLocation')),
    identifiers: {
      ...optional('doi', parseDoi(ids['doi'] ?? '')),
      ...optional('pmid', pmid),
      ...optional('isbn', distinct(isbns)),
      ...optional('accession', ids['bookaccession'] === undefined ? [] : [ids['bookaccession']]),
    },
    ...optional('abstract', abstractOf(at(document, 'Abstract'))),
    ...optional('keywords', descendantsText(document, 'Keyword')),
    ...optional('language', textOf(document, 'Language')),
    ...optional('urls', pmid === undefined ? [] : [`https://pubmed.ncbi.nlm.nih.gov/${pmid}/`]),
  })
}

/** Newer records may have the ends alone. */
const pagesOf = (node: XmlElement | undefined): string | undefined =>
  expandPages(textOf(node, 'MedlinePgn')) ?? pageRange(textOf(node, 'StartPage'), textOf(node, 'EndPage'))

function articleIds(list: XmlElement | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    children(list, 'ArticleId').flatMap((id) => {
      const text = plainTextOf(id)
      return text === undefined ? [] : [[id.attributes['IdType'] ?? '', text] as const]
    }),
  )
}

function elocation(article: XmlElement | undefined): string | undefined {
  const valid = children(article, 'ELocationID').filter(
    (id) => id.attributes['EIdType'] === 'doi' && id.attributes['ValidYN'] !== 'N',
  )
  return valid.map((id) => parseDoi(plainTextOf(id) ?? '')).find((doi) => doi !== undefined)
}

function authorLists(parent: XmlElement | undefined): {
  readonly authors: readonly PersonName[]
  readonly editors: readonly PersonName[]
} {
  const lists = children(parent, 'AuthorList')
  const isEditors = (list: XmlElement): boolean => list.attributes['Type'] === 'editors'
  const read = (list: XmlElement): readonly PersonName[] => children(list, 'Author').flatMap(person)
  return {
    authors: lists.filter((list) => !isEditors(list)).flatMap(read),
    editors: lists.filter(isEditors).flatMap(read),
  }
}

function person(author: XmlElement): readonly PersonName[] {
  if (author.attributes['ValidYN'] === 'N') return []
  const group = textOf(author, 'CollectiveName')
  if (group !== undefined) return [{ literal: group }]
  const given = textOf(author, 'ForeName') ?? textOf(author, 'FirstName') ?? textOf(author, 'Initials')
  const name = nameOf(textOf(author, 'LastName'), given, textOf(author, 'Suffix'))
  return name === undefined ? [] : [name]
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function monthOf(text: string | undefined): number {
  if (text === undefined) return 0
  return /^\d+$/.test(text) ? Number(text) : months.indexOf(text.slice(0, 3).toLowerCase()) + 1
}

/** Year, month and day, or the year of a `MedlineDate` such as "1998 Dec-1999 Jan" with the rest as its season. */
function dateIn(node: XmlElement | undefined): PublicationDate | undefined {
  const year = textOf(node, 'Year')
  if (year !== undefined) {
    const date = dateOf(Number(year), monthOf(textOf(node, 'Month')), Number(textOf(node, 'Day') ?? 0))
    const season = textOf(node, 'Season')
    return date === undefined || season === undefined ? date : { ...date, season }
  }
  const text = textOf(node, 'MedlineDate')
  const match = /(\d{4})\s*(.*)$/.exec(text ?? '')
  const date = match === null ? undefined : dateOf(Number(match[1]))
  const rest = match?.[2]?.trim() ?? ''
  return date === undefined || rest === '' ? date : { ...date, season: rest }
}

function abstractOf(node: XmlElement | undefined): string | undefined {
  const parts = children(node, 'AbstractText').flatMap((part) => {
    const text = plainTextOf(part)
    const label = part.attributes['Label']
    if (text === undefined) return []
    return [label === undefined || label === '' || label === 'UNLABELLED' ? text : `${label}: ${text}`]
  })
  return parts.length === 0 ? undefined : parts.join('\n')
}

function keywordsOf(citation: XmlElement | undefined): readonly string[] {
  const own = children(citation, 'KeywordList').flatMap((list) =>
    children(list, 'Keyword').flatMap((keyword) => plainTextOf(keyword) ?? []),
  )
  const headings = children(at(citation, 'MeshHeadingList'), 'MeshHeading').flatMap((heading) => {
    const descriptor = textOf(heading, 'DescriptorName')
    if (descriptor === undefined) return []
    const qualifiers = children(heading, 'QualifierName').flatMap((qualifier) => plainTextOf(qualifier) ?? [])
    return qualifiers.length === 0
      ? [descriptor]
      : qualifiers.map((qualifier) => `${descriptor}/${qualifier}`)
  })
  return distinct([...own, ...headings])
}

const descendantsText = (node: XmlElement | undefined, name: string): readonly string[] =>
  node === undefined ? [] : distinct(descendants(node, name).flatMap((found) => plainTextOf(found) ?? []))

/** The first of a record's publication types that says what kind of document it is. */
const typeRules: readonly (readonly [RegExp, RecordType])[] = [
  [/^(?:Published Erratum|Retraction of Publication|Expression of Concern|Correct)/i, 'erratum'],
  [/^Preprint$/i, 'preprint'],
  [/^Clinical Trial Protocol$/i, 'protocol'],
  [/^(?:Systematic Review|Review|Meta-Analysis|Scoping Review)$/i, 'review'],
  [/^Editorial$/i, 'editorial'],
  [/^(?:Letter|Comment)$/i, 'letter'],
  [/^(?:News|Newspaper Article)$/i, 'news'],
  [/^Dataset$/i, 'dataset'],
  [/^(?:Congress|Consensus Development Conference)$/i, 'conference-paper'],
  [/^Technical Report$/i, 'report'],
  [/^(?:Academic Dissertation)$/i, 'thesis'],
]

function typeOf(types: readonly string[]): RecordType {
  return typeRules.find(([pattern]) => types.some((type) => pattern.test(type)))?.[1] ?? 'article'
}

function referencesIn(data: XmlElement | undefined): readonly CitedWork[] {
  if (data === undefined) return []
  return children(data, 'ReferenceList').flatMap((list) =>
    descendants(list, 'Reference').map((reference): CitedWork => {
      const ids = articleIds(at(reference, 'ArticleIdList'))
      return {
        ...optional('doi', parseDoi(ids['doi'] ?? '')),
        ...optional('pmid', parsePmid(ids['pubmed'] ?? '')),
        ...optional('text', textOf(reference, 'Citation')),
      }
    }),
  )
}

const events: Readonly<Record<string, RetractionNotice['kind']>> = {
  RetractionIn: 'retraction',
  PartialRetractionIn: 'retraction',
  ExpressionOfConcernIn: 'concern',
  ErratumIn: 'correction',
  CorrectedandRepublishedIn: 'correction',
}

/** The other direction: what this record is a notice about. */
const announcements: Readonly<Record<string, NoticeKind>> = {
  RetractionOf: 'retraction',
  PartialRetractionOf: 'retraction',
  ExpressionOfConcernFor: 'concern',
  ErratumFor: 'correction',
}

const announcedIn = (citation: XmlElement | undefined): readonly AnnouncedNotice[] =>
  children(at(citation, 'CommentsCorrectionsList'), 'CommentsCorrections').flatMap((item) => {
    const kind = announcements[item.attributes['RefType'] ?? '']
    const work = {
      ...optional('pmid', parsePmid(textOf(item, 'PMID') ?? '')),
      ...optional('doi', parseDoi(textOf(item, 'RefSource') ?? '')),
    }
    return kind === undefined || Object.keys(work).length === 0 ? [] : [{ kind, ...work }]
  })

function noticesIn(citation: XmlElement | undefined, types: readonly string[]): readonly RetractionNotice[] {
  const list = children(at(citation, 'CommentsCorrectionsList'), 'CommentsCorrections')
  const notices = list.flatMap((item): readonly RetractionNotice[] => {
    const word = item.attributes['RefType'] ?? ''
    const kind = events[word]
    if (kind === undefined) return []
    const where = textOf(item, 'RefSource') ?? ''
    const notice = {
      ...optional('pmid', parsePmid(textOf(item, 'PMID') ?? '')),
      ...optional('doi', parseDoi(where)),
      ...optional('text', where),
    }
    return [{ kind, source: 'pubmed', word, notice, ...optional('date', dateOfSource(where)) }]
  })
  const isRetracted = types.some((type) => /^retracted publication$/i.test(type))
  if (!isRetracted || notices.some(({ kind }) => kind === 'retraction')) return notices
  return [...notices, { kind: 'retraction', source: 'pubmed', word: 'Retracted Publication' }]
}

/** "Lancet. 2010 Feb 6;375(9713):445": the date in a citation as far as it is given. */
function dateOfSource(text: string): string | undefined {
  const match = /\b((?:18|19|20)\d{2})(?:\s+([A-Z][a-z]{2})(?:\s+(\d{1,2}))?)?/.exec(text)
  if (match === null) return undefined
  const month = monthOf(match[2])
  const parts = [match[1], month > 0 ? String(month).padStart(2, '0') : undefined]
  if (month > 0 && match[3] !== undefined) parts.push(match[3].padStart(2, '0'))
  return parts.filter((part) => part !== undefined).join('-')
}

function extras(
  types: readonly string[],
  article: XmlElement | undefined,
): Record<string, readonly string[]> | undefined {
  const orcids = children(at(article, 'AuthorList'), 'Author').map(
    (author) =>
      plainTextOf(children(author, 'Identifier').find((id) => id.attributes['Source'] === 'ORCID')) ?? '',
  )
  const found = {
    ...optional('PublicationType', types),
    ...optional('ORCID', orcids.some((orcid) => orcid !== '') ? orcids : undefined),
  }
  return Object.keys(found).length === 0 ? undefined : found
}
