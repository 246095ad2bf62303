import { expect, test } from 'vitest'
import { sharedDataMissing } from '../shared-data.ts'
import { linkedPmids } from '../../src/sources/pubmed.ts'
import { crossref } from '../../src/sources/crossref.ts'
import { scopus } from '../../src/sources/scopus.ts'
import { unpaywall } from '../../src/sources/unpaywall.ts'
import { wos } from '../../src/sources/wos.ts'
import { recordedBodies, recordedFolder } from './recorded.ts'

/** Shapes that are documented but that no recorded answer here shows. */
test('Unpaywall gives the best link first and each once', () => {
  const best = {
    url: 'https://a.org/1.pdf',
    url_for_pdf: 'https://a.org/1.pdf',
    license: 'cc-by',
    version: 'publishedVersion',
  }
  const other = { url: 'https://b.org/x', url_for_pdf: null, license: null, version: 'submittedVersion' }
  const body = JSON.stringify({ doi: '10.1/a', best_oa_location: best, oa_locations: [best, other] })
  expect(unpaywall.parse(body)).toEqual([
    {
      url: 'https://a.org/1.pdf',
      format: 'pdf',
      isOpen: true,
      licence: 'cc-by',
      version: 'publishedVersion',
    },
    { url: 'https://b.org/x', format: 'html', isOpen: true, version: 'submittedVersion' },
  ])
  expect(unpaywall.parse('<html>')).toBeUndefined()
  expect(unpaywall.request('10.1/a?b').url).toBe('https://api.unpaywall.org/v2/10.1/a%3Fb')
})

test('a retraction told by the publisher and by Retraction Watch is one notice', () => {
  const update = {
    DOI: '10.1177/notice',
    type: 'retraction',
    updated: { 'date-time': '2022-01-11T00:00:00Z' },
  }
  const work = {
    DOI: '10.1177/1758835920922055',
    title: ['A trial'],
    'updated-by': [
      { ...update, source: 'retraction-watch', 'record-id': '1' },
      { ...update, source: 'publisher' },
    ],
  }
  const body = JSON.stringify({ status: 'ok', 'message-type': 'work', message: work })
  const [entry] = crossref.parse(body, { status: 200 }).entries
  expect(entry?.retractions).toEqual([
    {
      kind: 'retraction',
      source: 'publisher',
      word: 'retraction',
      date: '2022-01-11',
      notice: { doi: '10.1177/notice' },
    },
  ])
})

test('Scopus entries, its empty result and its refusal', () => {
  const entry = {
    eid: '2-s2.0-1',
    'dc:title': 'T',
    'dc:creator': 'Ostrom E.',
    'prism:coverDate': '1996-06-01',
    subtype: 'ar',
    'prism:publicationName': 'World Development',
    'prism:pageRange': '1073-87',
    'prism:doi': '10.1016/0305-750X(96)00023-X',
  }
  const results = (total: string, entries: unknown): string =>
    JSON.stringify({
      'search-results': { 'opensearch:totalResults': total, 'opensearch:startIndex': '0', entry: entries },
    })
  const page = scopus.parse(results('2', [entry]), { status: 200 })
  expect(page).toMatchObject({ total: 2, next: 1 })
  expect(page.entries[0]?.record).toMatchObject({
    sourceKey: '2-s2.0-1',
    type: 'article',
    pages: '1073-1087',
    date: { year: 1996, month: 6, day: 1 },
    authors: [{ family: 'Ostrom', given: 'E.' }],
    identifiers: { doi: '10.1016/0305-750x(96)00023-x' },
  })
  expect(scopus.parse(results('0', [{ error: 'Result set was empty' }]), { status: 200 })).toMatchObject({
    total: 0,
    entries: [],
  })
  expect(
    scopus.parse('{"service-error":{"status":{"statusText":"No key"}}}', { status: 401 }).failure?.kind,
  ).toBe('access')
})

test('Web of Science: a list of one is a bare object, and pages follow the query id', () => {
  const record = {
    UID: 'WOS:1',
    static_data: {
      summary: {
        titles: {
          title: [
            { type: 'item', content: 'T' },
            { type: 'source', content: 'J' },
          ],
        },
        names: { name: { role: 'author', last_name: 'Ostrom', first_name: 'Elinor' } },
        pub_info: { pubyear: 1996, vol: 24, page: { content: '1073-1087' } },
        doctypes: { doctype: 'Article' },
      },
    },
    dynamic_data: {
      cluster_related: { identifiers: { identifier: { type: 'doi', value: '10.1016/x1234' } } },
    },
  }
  const body = JSON.stringify({
    Data: { Records: { records: { REC: record } } },
    QueryResult: { QueryID: 7, RecordsFound: 2 },
  })
  const page = wos.parse(body, { status: 200 })
  expect(page).toMatchObject({ total: 2, next: { query: '7', first: 2, total: 2 } })
  expect(page.entries[0]?.record).toMatchObject({
    sourceKey: 'WOS:1',
    title: 'T',
    container: 'J',
    authors: [{ family: 'Ostrom', given: 'Elinor' }],
    volume: '24',
    type: 'article',
  })
  const next = wos.request({ id: 'all', parameters: { usrQuery: 'TS=a' } }, page.next, {})
  expect(next.url).toBe('https://wos-api.clarivate.com/api/wos/query/7?firstRecord=2&count=100')
})

test.skipIf(recordedFolder === undefined)(
  `links between PubMed records (${sharedDataMissing} when skipped)`,
  () => {
    const bodies = recordedBodies('pubmed').filter(({ name }) => name.startsWith('biopython-elink'))
    const linked = bodies.flatMap(({ body }) => linkedPmids(body))
    expect(linked.length).toBeGreaterThan(10)
    expect(linked.every((id) => /^\d+$/.test(id))).toBe(true)
  },
)
