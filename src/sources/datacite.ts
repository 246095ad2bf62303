import { parseDoi, parseIsbn } from '../domain/identifier.ts'
import { parseName, type PersonName } from '../domain/person-name.ts'
import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { dateOf, distinct, entryOf, issns, nameOf, optional, pageRange, parseDate } from './bibliography.ts'
import { countAt, field, fieldsAt, type Fields, parseObject, textAt } from './json-fields.ts'
import { arrayItems, valueText } from './json-items.ts'
import { plainLine, plainText } from './markup.ts'
import { readItems, recordBase, unexpectedBody, urlWith } from './page.ts'
import { toDatacite } from './query/dialects/datacite.ts'
import { type CitedWork, emptyPage, type Entry, failedPage, type Page, type Source } from './source.ts'

/**
 * DataCite DOIs, https://support.datacite.org/docs/api. Cursor paging by `links.next`. 500 requests in five minutes,
 * twice that for those who leave an e-mail address.
 */
export const datacite: Source = {
  name: 'datacite',
  label: 'DataCite',
  baseUrl: 'https://api.datacite.org',
  access: { contact: { parameter: 'mailto', isRequired: false } },
  paging: { size: 500, maximumSize: 1000, isRepeatable: true, cursorMoves: true },
  pace: ({ hasContact }) =>
    hasContact ? { intervalMs: 330, concurrency: 2 } : { intervalMs: 660, concurrency: 1 },
  translate: toDatacite,
  plan: (translation, { since, today }) => {
    const query = translation.parameters['query'] ?? ''
    const whole = since === undefined ? query : `(${query}) AND updated:[${since} TO ${today}]`
    return [{ id: 'all', parameters: { query: whole } }]
  },
  request: (slice, position, settings) => ({
    method: 'GET',
    url: urlWith(`${settings.baseUrl ?? datacite.baseUrl}/dois`, {
      ...slice.parameters,
      'page[size]': settings.pageSize ?? datacite.paging.size,
      'page[cursor]': typeof position === 'string' ? position : '1',
    }),
    isRepeatable: true,
  }),
  parse(body, { status = 200 }): Page {
    if (status >= 400) return parseError(body, status)
    const items = arrayItems(body, ['data'])
    if (items === undefined) {
      const single = valueText(body, ['data'])
      if (single?.startsWith('{') !== true) return parseError(body, status)
      return valueText(single, ['type']) === '"dois"'
        ? emptyPage({ ...readItems('datacite', [single], readDoi), total: 1 })
        : emptyPage({ kind: 'other' })
    }
    if (items.length > 0 && items.every((item) => valueText(item, ['type']) !== '"dois"'))
      return emptyPage({ kind: 'other' })
    const meta = parseObject(valueText(body, ['meta']) ?? '')
    const next = textAt(parseObject(valueText(body, ['links']) ?? ''), 'next')
    return emptyPage({
      ...readItems('datacite', items, readDoi),
      ...optional('total', countAt(meta, 'total')),
      ...optional('next', items.length === 0 ? undefined : cursorOf(next)),
    })
  },
}

/** The cursor inside the link to the next page, which may name another host than the one that was asked. */
function cursorOf(link: string | undefined): string | undefined {
  if (link === undefined) return undefined
  const match = /[?&]page(?:%5B|\[)cursor(?:%5D|\])=([^&]+)/i.exec(link)
  return match?.[1] === undefined ? undefined : decodeURIComponent(match[1])
}

function parseError(body: string, status: number): Page {
  const fields = parseObject(body)
  const errors = fieldsAt(fields, 'errors').map(
    (error) => textAt(error, 'title') ?? textAt(error, 'detail') ?? '',
  )
  if (fields === undefined || (errors.length === 0 && status >= 400))
    return unexpectedBody('datacite', body, status)
  if (errors.length === 0) return emptyPage({ kind: 'other' })
  const message = `datacite refused the request: ${errors.join('; ').replace(/\.*$/, '')}.`
  if (status === 404) return failedPage('missing', message)
  return failedPage(status === 429 || status >= 500 ? 'temporary' : 'query', message)
}

const types: Readonly<Record<string, RecordType>> = {
  JournalArticle: 'article',
  DataPaper: 'article',
  Book: 'book',
  BookChapter: 'chapter',
  ConferencePaper: 'conference-paper',
  ConferenceProceeding: 'book',
  Dissertation: 'thesis',
  Preprint: 'preprint',
  Report: 'report',
  Dataset: 'dataset',
  Collection: 'dataset',
  StudyRegistration: 'protocol',
  OutputManagementPlan: 'protocol',
}

/** `resourceTypeGeneral` says only "Text" for much of what is old; the Citeproc and RIS types then say more. */
function typeOf(given: Fields | undefined): RecordType {
  const general = textAt(given, 'resourceTypeGeneral') ?? ''
  const known = types[general]
  if (known !== undefined) return known
  const citeproc: Readonly<Record<string, RecordType>> = {
    'article-journal': 'article',
    thesis: 'thesis',
    chapter: 'chapter',
    book: 'book',
    report: 'report',
    'paper-conference': 'conference-paper',
    dataset: 'dataset',
  }
  return general === 'Text' || general === ''
    ? (citeproc[textAt(given, 'citeproc') ?? ''] ?? 'other')
    : 'other'
}

function readDoi(item: Fields, raw: string): Entry | string {
  const it = field(item, 'attributes')
  if (it === undefined) return 'it has no attributes'
  const doi = parseDoi(textAt(it, 'doi') ?? textAt(item, 'id') ?? '')
  const container = field(it, 'container')
  const [title, ...otherTitles] = fieldsAt(it, 'titles').flatMap(
    (one) => plainLine(textAt(one, 'title')) ?? [],
  )
  const url = textAt(it, 'url')
  const publisher = textAt(it, 'publisher') ?? textAt(field(it, 'publisher'), 'name')
  const related = fieldsAt(it, 'relatedIdentifiers')
  const containerIds = [...related.filter((one) => textAt(one, 'relationType') === 'IsPartOf'), container]
  const ids = containerIds.map((one) => textAt(one, 'relatedIdentifier') ?? textAt(one, 'identifier'))
  const issued = fieldsAt(it, 'dates').find((one) => textAt(one, 'dateType') === 'Issued')
  const year = countAt(it, 'publicationYear')
  const full = parseDate(textAt(issued, 'date'))
  const rights = fieldsAt(it, 'rightsList').flatMap(
    (one) => textAt(one, 'rightsUri') ?? textAt(one, 'rights') ?? [],
  )
  const record: ParsedRecord = {
    ...recordBase('datacite', raw),
    ...optional('sourceKey', doi),
    type: typeOf(field(it, 'types')),
    ...optional('title', title),
    ...optional('alternativeTitles', distinct(otherTitles)),
    authors: fieldsAt(it, 'creators').flatMap(person),
    ...optional(
      'editors',
      fieldsAt(it, 'contributors')
        .filter((one) => textAt(one, 'contributorType') === 'Editor')
        .flatMap(person),
    ),
    ...optional(
      'date',
      full !== undefined && (year === undefined || full.year === year) ? full : dateOf(year ?? 0),
    ),
    ...optional('container', textAt(container, 'title')),
    ...optional('volume', textAt(container, 'volume')),
    ...optional('issue', textAt(container, 'issue')),
    ...optional('pages', pageRange(textAt(container, 'firstPage'), textAt(container, 'lastPage'))),
    ...optional('publisher', publisher),
    identifiers: {
      ...optional('doi', doi),
      ...optional('issn', issns(ids)),
      ...optional(
        'isbn',
        distinct(ids.flatMap((id) => (/^97[89]/.test(id ?? '') ? (parseIsbn(id ?? '') ?? []) : []))),
      ),
    },
    ...optional('abstract', abstractOf(it)),
    ...optional(
      'keywords',
      distinct(fieldsAt(it, 'subjects').flatMap((one) => textAt(one, 'subject') ?? [])),
    ),
    ...optional('language', textAt(it, 'language')),
    ...optional('urls', url === undefined ? [] : [url]),
    ...optional('unknown', extras(it, rights)),
  }
  const citedBy = countAt(it, 'citationCount')
  return entryOf(record, { references: related.flatMap(reference), ...optional('citedBy', citedBy) })
}

function person(creator: Fields): readonly PersonName[] {
  const whole = textAt(creator, 'name')
  const family = textAt(creator, 'familyName')
  const isGroup = textAt(creator, 'nameType') === 'Organizational'
  if (isGroup && whole !== undefined) return [{ literal: whole }]
  const name = family === undefined ? parseName(whole ?? '') : nameOf(family, textAt(creator, 'givenName'))
  return name === undefined ? [] : [name]
}

function extras(
  attributes: Fields,
  rights: readonly string[],
): Record<string, readonly string[]> | undefined {
  const orcids = fieldsAt(attributes, 'creators').map(
    (creator) =>
      fieldsAt(creator, 'nameIdentifiers')
        .filter((one) => /orcid/i.test(textAt(one, 'nameIdentifierScheme') ?? ''))
        .map((one) => textAt(one, 'nameIdentifier'))[0] ?? '',
  )
  const found = {
    ...optional('rightsList', rights),
    ...optional('orcid', orcids.some((orcid) => orcid !== '') ? orcids : undefined),
  }
  return Object.keys(found).length === 0 ? undefined : found
}

function abstractOf(attributes: Fields): string | undefined {
  const all = fieldsAt(attributes, 'descriptions')
  const abstracts = all.filter((one) => textAt(one, 'descriptionType') === 'Abstract')
  const parts = abstracts.flatMap((one) => plainText(textAt(one, 'description')) ?? [])
  return parts.length === 0 ? undefined : parts.join('\n')
}

function reference(related: Fields): readonly CitedWork[] {
  const isCited = /^(?:Cites|References)$/.test(textAt(related, 'relationType') ?? '')
  const id = textAt(related, 'relatedIdentifier')
  if (!isCited || id === undefined) return []
  const doi = textAt(related, 'relatedIdentifierType') === 'DOI' ? parseDoi(id) : undefined
  return [doi === undefined ? { other: id } : { doi }]
}
