import type { FullTextLink } from '../domain/record.ts'
import { parseDoi, parseIsbn, parsePmcid, parsePmid } from '../domain/identifier.ts'
import type { AnnouncedNotice } from '../domain/notice.ts'
import { parseName, type PersonName } from '../domain/person-name.ts'
import type { ParsedRecord, PublicationDate, RecordType } from '../domain/record.ts'
import { dateOf, distinct, entryOf, expandPages, issns, nameOf, optional, parseDate } from './bibliography.ts'
import { countAt, field, fieldsAt, type Fields, listAt, parseObject, textAt, textsAt } from './json-fields.ts'
import { arrayItems, valueText } from './json-items.ts'
import { plainLine, plainText } from './markup.ts'
import { readItems, recordBase, unexpectedBody, urlWith } from './page.ts'
import { toEuropePmc } from './query/dialects/europepmc.ts'
import { emptyPage, type Entry, failedPage, type Page, type RetractionNotice, type Source } from './source.ts'

/**
 * Europe PMC, https://europepmc.org/RestfulWebService. The last page is an empty list with one's own cursor
 * echoed, never a null; errors come as 200 with `errCode` and no list. Flags are the strings "Y" and "N".
 */
export const europePmc: Source = {
  name: 'europepmc',
  label: 'Europe PMC',
  baseUrl: 'https://www.ebi.ac.uk/europepmc/webservices/rest',
  access: { contact: { parameter: 'email', isRequired: false } },
  paging: { size: 500, maximumSize: 1000, isRepeatable: true, cursorMoves: true },
  pace: () => ({ intervalMs: 220, concurrency: 2 }),
  translate: toEuropePmc,
  plan: (translation, { since, today }) => {
    const query = translation.parameters['query'] ?? ''
    const span = `[${since ?? ''} TO ${today}]`
    const changed = `(${query}) AND (FIRST_IDATE:${span} OR UPDATE_DATE:${span})`
    return [{ id: 'all', parameters: { query: since === undefined ? query : changed } }]
  },
  request: (slice, position, settings) => {
    const parameters = {
      query: slice.parameters['query'],
      resultType: 'core',
      format: 'json',
      // Needed for the counts that the web site shows.
      synonym: 'true',
      pageSize: settings.pageSize ?? europePmc.paging.size,
      cursorMark: typeof position === 'string' ? position : '*',
    }
    const base = settings.baseUrl ?? europePmc.baseUrl
    const url = urlWith(`${base}/search`, parameters)
    if (url.length < 3500) return { method: 'GET', url, isRepeatable: true }
    return {
      method: 'POST',
      url: `${base}/searchPOST`,
      body: urlWith('', parameters).slice(1),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      isRepeatable: true,
    }
  },
  parse(body, { position, status = 200 }): Page {
    const items = status < 400 ? arrayItems(body, ['resultList', 'result']) : undefined
    if (items === undefined) return parseOther(body, status)
    const cursor = textAt(parseObject(`{"value":${valueText(body, ['nextCursorMark']) ?? 'null'}}`), 'value')
    const hits = Number(valueText(body, ['hitCount']) ?? Number.NaN)
    const isLast = items.length === 0 || cursor === position
    return emptyPage({
      ...readItems('europepmc', items, readResult),
      ...optional('total', Number.isInteger(hits) ? hits : undefined),
      ...optional('next', isLast ? undefined : cursor),
    })
  },
}

function parseOther(body: string, status: number): Page {
  const fields = parseObject(body)
  if (fields === undefined) {
    return status < 400 && /^\s*<\?xml/.test(body)
      ? emptyPage({ kind: 'other' })
      : unexpectedBody('europepmc', body, status)
  }
  const code = textAt(fields, 'errCode')
  if (code !== undefined) {
    const message = `europepmc refused the request: ${textAt(fields, 'errMsg') ?? `error ${code}`}.`
    return failedPage(code.startsWith('5') ? 'temporary' : 'query', message)
  }
  if (status >= 400) return unexpectedBody('europepmc', body, status)
  const list =
    arrayItems(body, ['citationList', 'citation']) ?? arrayItems(body, ['referenceList', 'reference'])
  if (list === undefined) return emptyPage({ kind: 'other' })
  // Lists of citing or cited works, page by page.
  const total = countAt(fields, 'hitCount')
  const request = field(fields, 'request')
  const page = countAt(request, 'page') ?? countAt(request, 'offSet') ?? 1
  const seen = (page - 1) * (countAt(request, 'pageSize') ?? 25) + list.length
  return emptyPage({
    ...readItems('europepmc', list, readResult),
    ...optional('total', total),
    ...optional('next', list.length > 0 && seen < (total ?? 0) ? page + 1 : undefined),
  })
}

const typeRules: readonly (readonly [RegExp, RecordType])[] = [
  [/preprint/i, 'preprint'],
  [/published erratum|correction|retraction of publication|^retraction$/i, 'erratum'],
  [/clinical trial protocol/i, 'protocol'],
  [/systematic review|^review|review[ -]article|meta-analysis/i, 'review'],
  [/editorial/i, 'editorial'],
  [/letter/i, 'letter'],
  [/book review/i, 'book-review'],
  [/^news/i, 'news'],
  [/^(?:book|monograph)/i, 'book'],
  [/chapter/i, 'chapter'],
  [/thesis|dissertation/i, 'thesis'],
  [/conference|congress/i, 'conference-paper'],
  [/^report$|technical report/i, 'report'],
]

function readResult(item: Fields, raw: string): Entry | string {
  const id = textAt(item, 'id')
  if (id === undefined && textAt(item, 'title') === undefined) return 'it has neither an id nor a title'
  const journal = field(item, 'journalInfo')
  const title = field(journal, 'journal')
  const book = field(item, 'bookOrReportDetails')
  const source = textAt(item, 'source')
  const types = typesOf(item)
  const doi = parseDoi(textAt(item, 'doi') ?? '')
  const container =
    textAt(title, 'title') ??
    textAt(item, 'journalTitle') ??
    (source === 'PPR'
      ? (textAt(book, 'publisher') ?? textAt(item, 'bookTitle'))
      : textAt(book, 'comprisingTitle'))
  const short =
    textAt(title, 'isoabbreviation') ??
    textAt(title, 'medlineAbbreviation') ??
    textAt(item, 'journalAbbreviation')
  const record: ParsedRecord = {
    ...recordBase('europepmc', raw),
    ...optional('sourceKey', id === undefined ? undefined : `${source ?? ''}:${id}`.replace(/^:/, '')),
    type: source === 'PPR' ? 'preprint' : typeOf(types),
    ...optional('title', plainLine(textAt(item, 'title'))),
    authors: authorsOf(item),
    ...optional('date', dateIn(item)),
    ...optional('container', container),
    ...optional('containerShort', short),
    ...optional(
      'volume',
      textAt(journal, 'volume') ?? textAt(item, 'journalVolume') ?? textAt(item, 'volume'),
    ),
    ...optional('issue', textAt(journal, 'issue') ?? textAt(item, 'issue')),
    ...optional('pages', expandPages(textAt(item, 'pageInfo'))),
    ...optional('publisher', source === 'PPR' ? undefined : textAt(book, 'publisher')),
    identifiers: {
      ...optional('doi', doi),
      ...optional('pmid', parsePmid(textAt(item, 'pmid') ?? (source === 'MED' ? (id ?? '') : ''))),
      ...optional('pmcid', parsePmcid(textAt(item, 'pmcid') ?? (source === 'PMC' ? (id ?? '') : ''))),
      ...optional('isbn', distinct(textsAt(book, 'isbn13').flatMap((text) => parseIsbn(text) ?? []))),
      ...optional('issn', issnsOf(item, title)),
    },
    ...optional('abstract', plainText(textAt(item, 'abstractText'))),
    ...optional('keywords', keywordsOf(item)),
    ...optional('language', textAt(item, 'language')),
    ...optional(
      'urls',
      fullTextUrls(item).flatMap((link) => textAt(link, 'url') ?? []),
    ),
    ...optional('announces', announced(item)),
    ...optional('unknown', extras(item, types)),
  }
  return entryOf(record, {
    retractions: noticesOf(item, types),
    fullTexts: fullTexts(item),
    ...optional('citedBy', countAt(item, 'citedByCount')),
  })
}

function typesOf(item: Fields): readonly string[] {
  const listed = textsAt(field(item, 'pubTypeList'), 'pubType')
  const text = textAt(item, 'pubType') ?? textAt(item, 'citationType')
  return listed.length > 0 || text === undefined ? listed : text.split(/;\s*/).filter((type) => type !== '')
}

const typeOf = (types: readonly string[]): RecordType =>
  typeRules.find(([pattern]) => types.some((type) => pattern.test(type)))?.[1] ?? 'article'

function authorsOf(item: Fields): readonly PersonName[] {
  const listed = fieldsAt(field(item, 'authorList'), 'author').flatMap((author): readonly PersonName[] => {
    const group = textAt(author, 'collectiveName')
    if (group !== undefined) return [{ literal: group }]
    const family = textAt(author, 'lastName')
    const name =
      family === undefined
        ? parseName(textAt(author, 'fullName') ?? '')
        : nameOf(family, textAt(author, 'firstName') ?? textAt(author, 'initials'), textAt(author, 'suffix'))
    return name === undefined ? [] : [name]
  })
  if (listed.length > 0) return listed
  const text = textAt(item, 'authorString')?.replace(/\.$/, '') ?? ''
  return text.split(/,\s+/).flatMap((name) => parseName(name) ?? [])
}

function dateIn(item: Fields): PublicationDate | undefined {
  const journal = field(item, 'journalInfo')
  const year = countAt(journal, 'yearOfPublication') ?? countAt(item, 'pubYear')
  const full = parseDate(textAt(item, 'firstPublicationDate'))
  const month = countAt(journal, 'monthOfPublication') ?? 0
  if (year === undefined) return full
  const day = Number(
    /\b\d{4}\s+[A-Z][a-z]{2}\s+(\d{1,2})$/.exec(textAt(journal, 'dateOfPublication') ?? '')?.[1] ?? 0,
  )
  if (month > 0) return dateOf(year, month, day)
  return full?.year === year ? full : dateOf(year)
}

function issnsOf(item: Fields, journal: Fields | undefined): readonly string[] {
  const lite = textAt(item, 'journalIssn')?.split(/;\s*/) ?? []
  return issns([textAt(journal, 'issn'), textAt(journal, 'essn'), ...lite])
}

function keywordsOf(item: Fields): readonly string[] {
  const headings = fieldsAt(field(item, 'meshHeadingList'), 'meshHeading').flatMap(
    (heading) => textAt(heading, 'descriptorName') ?? [],
  )
  return distinct([...textsAt(field(item, 'keywordList'), 'keyword'), ...headings])
}

const fullTextUrls = (item: Fields): readonly Fields[] =>
  fieldsAt(field(item, 'fullTextUrlList'), 'fullTextUrl')

function fullTexts(item: Fields): readonly FullTextLink[] {
  const licence = textAt(item, 'license')
  return fullTextUrls(item).flatMap((link): readonly FullTextLink[] => {
    const url = textAt(link, 'url')
    const style = textAt(link, 'documentStyle')
    if (url === undefined) return []
    return [
      {
        url,
        ...(style === 'pdf' || style === 'html' ? { format: style } : {}),
        isOpen: /^(?:OA|F)$/.test(textAt(link, 'availabilityCode') ?? ''),
        ...optional('licence', licence),
      },
    ]
  })
}

function noticesOf(item: Fields, types: readonly string[]): readonly RetractionNotice[] {
  const listed = fieldsAt(field(item, 'commentCorrectionList'), 'commentCorrection')
  const notices = listed.flatMap((entry): readonly RetractionNotice[] => {
    const word = textAt(entry, 'type') ?? ''
    const kind = /^retraction in/i.test(word)
      ? 'retraction'
      : /^expression of concern in/i.test(word)
        ? 'concern'
        : /^(?:erratum|correction) in/i.test(word)
          ? 'correction'
          : undefined
    if (kind === undefined) return []
    const notice = {
      ...optional('pmid', parsePmid(textAt(entry, 'source') === 'MED' ? (textAt(entry, 'id') ?? '') : '')),
      ...optional('text', textAt(entry, 'reference')),
    }
    return [{ kind, source: 'europepmc', word, notice }]
  })
  const isRetracted = types.some((type) => /^retracted publication$/i.test(type))
  if (!isRetracted || notices.some(({ kind }) => kind === 'retraction')) return notices
  return [...notices, { kind: 'retraction', source: 'europepmc', word: 'Retracted Publication' }]
}

/** What this record is a notice about. */
const announced = (item: Fields): readonly AnnouncedNotice[] =>
  fieldsAt(field(item, 'commentCorrectionList'), 'commentCorrection').flatMap((entry) => {
    const [, what = ''] =
      /^(retraction|expression of concern|erratum|correction) (?:of|for)/i.exec(
        textAt(entry, 'type') ?? '',
      ) ?? []
    const pmid = parsePmid(textAt(entry, 'source') === 'MED' ? (textAt(entry, 'id') ?? '') : '')
    if (what === '' || pmid === undefined) return []
    const kind = /^r/i.test(what) ? 'retraction' : /^ex/i.test(what) ? 'concern' : 'correction'
    return [{ kind, pmid }]
  })

function extras(item: Fields, types: readonly string[]): Record<string, readonly string[]> | undefined {
  const found: Record<string, readonly string[]> = {}
  if (types.length > 0) found['pubType'] = types
  for (const name of ['citedByCount', 'isOpenAccess', 'license', 'dateOfRevision', 'firstIndexDate']) {
    const value = textAt(item, name)
    if (value !== undefined) found[name] = [value]
  }
  const orcids = listAt(field(item, 'authorIdList'), 'authorId')
  if (orcids.length > 0) {
    const ids = fieldsAt(field(item, 'authorIdList'), 'authorId').flatMap((one) => textAt(one, 'value') ?? [])
    if (ids.length > 0) found['ORCID'] = ids
  }
  return Object.keys(found).length === 0 ? undefined : found
}
