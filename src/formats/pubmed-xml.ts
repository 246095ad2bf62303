import type { Draft } from './draft.ts'
import { parseDate } from './dates.ts'
import type { Format } from './format.ts'
import { nameOf } from './names.ts'
import { typeOfAll } from './publication-types.ts'
import { readXml, type XmlMapping } from './xml-read.ts'
import { at, child, children, elements, type XmlElement } from '../text/xml-tree.ts'
import { markedTextOf, textOf } from './xml-text.ts'

/** PubMed's XML: articles and book chapters. */
export const pubmedXml: Format = {
  name: 'pubmed-xml',
  extensions: ['xml'],
  cannotCarry: ['lacuna reads this format and does not write it'],
  detect: (head) =>
    /<Pubmed(?:Article|BookArticle)(?:Set)?[\s>]|<MedlineCitation[\s>]|PubMedArticle,/.test(head) ? 0.97 : 0,
  read: (text, file) => readXml(text, file, mapping),
}

const mapping: XmlMapping = {
  format: 'pubmed-xml',
  records: ['PubmedArticle', 'PubmedBookArticle'],
  read: fill,
}

function fill(draft: Draft, record: XmlElement): string {
  const citation = child(record, 'MedlineCitation')
  if (citation === undefined) book(draft, child(record, 'BookDocument'))
  else article(draft, citation)
  for (const id of children(
    at(record, 'PubmedData', 'ArticleIdList') ?? at(record, 'PubmedBookData', 'ArticleIdList'),
    'ArticleId',
  )) {
    articleId(draft, id)
  }
  return 'pubmed'
}

function article(draft: Draft, citation: XmlElement): void {
  const node = child(citation, 'Article')
  const journal = child(node, 'Journal')
  const issue = child(journal, 'JournalIssue')
  pmid(draft, child(citation, 'PMID'))
  draft.title('ArticleTitle', markedTextOf(child(node, 'ArticleTitle')))
  const vernacular = markedTextOf(child(node, 'VernacularTitle'))
  if (draft.hasTitle) draft.alternativeTitle(vernacular)
  else draft.title('VernacularTitle', vernacular)
  people(draft, child(node, 'AuthorList'))
  draft.date = pubDate(child(issue, 'PubDate'))
  draft.line('container', 'Title', textOf(child(journal, 'Title')))
  draft.line('containerShort', 'ISOAbbreviation', textOf(child(journal, 'ISOAbbreviation')))
  draft.line('containerShort', 'MedlineTA', textOf(at(citation, 'MedlineJournalInfo', 'MedlineTA')))
  if (draft.get('container') === undefined)
    draft.line('container', 'MedlineTA', textOf(at(citation, 'MedlineJournalInfo', 'MedlineTA')))
  draft.line('volume', 'Volume', textOf(child(issue, 'Volume')))
  draft.line('issue', 'Issue', textOf(child(issue, 'Issue')))
  pages(draft, child(node, 'Pagination'))
  draft.standardNumber('ISSN', textOf(child(journal, 'ISSN')))
  draft.standardNumber('ISSNLinking', textOf(at(citation, 'MedlineJournalInfo', 'ISSNLinking')))
  draft.line('place', 'Country', textOf(at(citation, 'MedlineJournalInfo', 'Country')))
  for (const language of children(node, 'Language')) draft.line('language', 'Language', textOf(language))
  for (const id of children(node, 'ELocationID')) {
    if (id.attributes['EIdType'] === 'doi') draft.doi('ELocationID', textOf(id))
    else if (child(node, 'Pagination') === undefined && /^\w{1,10}$/.test(textOf(id).trim()))
      draft.line('articleNumber', 'ELocationID', textOf(id))
    else draft.unknown('ELocationID', textOf(id))
  }
  abstract(draft, child(node, 'Abstract'))
  for (const other of children(citation, 'OtherAbstract')) draft.unknown('OtherAbstract', textOf(other))
  for (const heading of children(child(citation, 'MeshHeadingList'), 'MeshHeading')) mesh(draft, heading)
  for (const list of children(citation, 'KeywordList'))
    for (const word of children(list, 'Keyword')) draft.keyword(textOf(word))
  types(draft, child(node, 'PublicationTypeList'), 'article')
  for (const tie of children(child(citation, 'CommentsCorrectionsList'), 'CommentsCorrections')) {
    const pmidOf = textOf(child(tie, 'PMID')).trim()
    const where = `${textOf(child(tie, 'RefSource'))}${pmidOf === '' ? '' : ` PMID: ${pmidOf}`}`
    draft.notice(tie.attributes['RefType'] ?? '', where, 'pubmed')
  }
  for (const note of children(citation, 'GeneralNote')) draft.note(textOf(note))
}

function book(draft: Draft, node: XmlElement | undefined): void {
  const about = child(node, 'Book')
  pmid(draft, child(node, 'PMID'))
  const title = markedTextOf(child(node, 'ArticleTitle'))
  const bookTitle = markedTextOf(child(about, 'BookTitle'))
  draft.title('ArticleTitle', title === '' ? bookTitle : title)
  if (title !== '') draft.line('container', 'BookTitle', bookTitle)
  for (const list of [...children(about, 'AuthorList'), ...children(node, 'AuthorList')]) people(draft, list)
  draft.date = pubDate(child(about, 'PubDate') ?? child(node, 'ContributionDate'))
  draft.line('publisher', 'PublisherName', textOf(at(about, 'Publisher', 'PublisherName')))
  draft.line('place', 'PublisherLocation', textOf(at(about, 'Publisher', 'PublisherLocation')))
  draft.line('volume', 'Volume', textOf(child(about, 'Volume')))
  draft.line('edition', 'Edition', textOf(child(about, 'Edition')))
  draft.line('series', 'CollectionTitle', textOf(child(about, 'CollectionTitle')))
  draft.line('language', 'Language', textOf(child(node, 'Language')))
  pages(draft, child(node, 'Pagination'))
  draft.standardNumber('Isbn', textOf(child(about, 'Isbn')))
  for (const id of children(child(node, 'ArticleIdList'), 'ArticleId')) articleId(draft, id)
  abstract(draft, child(node, 'Abstract'))
  for (const list of children(node, 'KeywordList'))
    for (const word of children(list, 'Keyword')) draft.keyword(textOf(word))
  types(draft, node, title === '' ? 'book' : 'chapter')
  draft.type = title === '' ? 'book' : 'chapter'
}

function pmid(draft: Draft, node: XmlElement | undefined): void {
  draft.id('pmid', 'PMID', textOf(node))
  draft.sourceKey ??= textOf(node).trim() || undefined
}

function types(draft: Draft, list: XmlElement | undefined, otherwise: Draft['type']): void {
  const words = children(list, 'PublicationType').map(textOf)
  draft.type = typeOfAll(words) ?? otherwise
  for (const word of words) draft.unknown('PublicationType', word)
}

function people(draft: Draft, list: XmlElement | undefined): void {
  const isEditors = /editors/i.test(list?.attributes['Type'] ?? '')
  for (const author of children(list, 'Author')) {
    const group = textOf(child(author, 'CollectiveName')).trim()
    const name =
      group === ''
        ? nameOf({
            family: textOf(child(author, 'LastName')),
            given: textOf(child(author, 'ForeName')) || textOf(child(author, 'Initials')),
            suffix: textOf(child(author, 'Suffix')),
          })
        : { literal: group }
    if (name !== undefined) (isEditors ? draft.editors : draft.authors).push(name)
    for (const affiliation of children(author, 'AffiliationInfo'))
      draft.unknown('Affiliation', textOf(child(affiliation, 'Affiliation')).trim())
  }
}

function pubDate(node: XmlElement | undefined): Draft['date'] {
  if (node === undefined) return undefined
  const words = textOf(child(node, 'MedlineDate'))
  if (words !== '') return parseDate(words)
  const [year, month, day, season] = ['Year', 'Month', 'Day', 'Season'].map((name) =>
    textOf(child(node, name)).trim(),
  )
  return parseDate(`${year ?? ''}/${month ?? ''}/${day ?? ''}/${season ?? ''}`)
}

function pages(draft: Draft, node: XmlElement | undefined): void {
  const whole = textOf(child(node, 'MedlinePgn'))
  if (whole.trim() !== '') {
    draft.firstPage('MedlinePgn', whole)
    return
  }
  draft.firstPage('StartPage', textOf(child(node, 'StartPage')))
  draft.lastPage('EndPage', textOf(child(node, 'EndPage')))
}

/** A structured abstract keeps its labels, a paragraph each. */
function abstract(draft: Draft, node: XmlElement | undefined): void {
  const parts = children(node, 'AbstractText').map((part) => {
    const label = part.attributes['Label']
    const text = markedTextOf(part).replace(/\s+/g, ' ').trim()
    return label === undefined || label === 'UNLABELLED' ? text : `${label}: ${text}`
  })
  draft.abstract(parts.filter((part) => part !== '').join('\n'))
  const rights = textOf(child(node, 'CopyrightInformation')).trim()
  if (rights !== '') draft.unknown('CopyrightInformation', rights)
}

/** The heading is a keyword; with its qualifiers, and which of them are major, it stays as it was. */
function mesh(draft: Draft, node: XmlElement): void {
  draft.keyword(textOf(child(node, 'DescriptorName')))
  const whole = elements(node)
    .map((part) => `${part.attributes['MajorTopicYN'] === 'Y' ? '*' : ''}${textOf(part).trim()}`)
    .join('/')
  draft.unknown('MeshHeading', whole)
}

function articleId(draft: Draft, node: XmlElement): void {
  const value = textOf(node)
  switch (node.attributes['IdType'] ?? '') {
    case 'doi':
      return draft.doi('ArticleId doi', value)
    case 'pmc':
      return draft.id('pmcid', 'ArticleId pmc', value)
    case 'pubmed':
      return draft.id('pmid', 'ArticleId pubmed', value)
    default:
      return draft.unknown(`ArticleId ${node.attributes['IdType'] ?? ''}`.trim(), value)
  }
}
