import { printName } from '../../src/domain/person-name.ts'
import type { Entry } from '../../src/sources/source.ts'

/** An entry as a flat list of bibliographic facts that a person can hold against the raw answer. */
export function summaryOf({
  record,
  references,
  retractions,
  fullTexts,
  citedBy,
}: Entry): Record<string, unknown> {
  const { identifiers: ids, date, abstract, keywords, authors } = record
  const unknown = record.unknown ?? {}
  const facts: Record<string, unknown> = {
    key: record.sourceKey,
    type: record.type,
    title: record.title,
    authors: authors.slice(0, 3).map(printName),
    authorCount: authors.length,
    editors: record.editors?.map(printName),
    date:
      date === undefined
        ? undefined
        : [date.year, date.month, date.day, date.season].filter((part) => part !== undefined).join('-'),
    container: record.container,
    short: record.containerShort,
    volume: record.volume,
    issue: record.issue,
    pages: record.pages,
    articleNumber: record.articleNumber,
    publisher: record.publisher,
    doi: ids.doi,
    pmid: ids.pmid,
    pmcid: ids.pmcid,
    issn: ids.issn,
    isbn: ids.isbn,
    accession: ids.accession,
    abstractWords: abstract?.split(/\s+/).length,
    abstractBegins: abstract?.split(/\s+/).slice(0, 4).join(' '),
    keywords: keywords?.slice(0, 3),
    keywordCount: keywords?.length,
    language: record.language,
    url: record.urls?.[0],
    references: references.length === 0 ? undefined : references.length,
    firstReference: references[0]?.doi ?? references[0]?.openalex ?? references[0]?.pmid,
    retractions:
      retractions.length === 0
        ? undefined
        : retractions.map((notice) =>
            `${notice.kind} ${notice.date ?? ''} ${notice.notice?.doi ?? notice.notice?.pmid ?? ''}`.trim(),
          ),
    openFullText: fullTexts.find((link) => link.isOpen)?.url,
    citedBy,
    orcids: (unknown['orcid'] ?? unknown['ORCID'])?.filter((orcid) => orcid !== ''),
    licence: (unknown['license'] ?? unknown['rightsList'] ?? unknown['rights'])?.[0],
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}
