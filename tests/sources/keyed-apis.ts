import { type Api, numberAt } from './api.ts'

const json = { 'content-type': 'application/json' }

/** An entry of a Scopus search in its COMPLETE view, as Elsevier documents it. Licensed answers are not kept. */
const scopusEntry = (n: number): string =>
  JSON.stringify({
    '@_fa': 'true',
    link: [
      {
        '@_fa': 'true',
        '@ref': 'self',
        '@href': `https://api.elsevier.com/content/abstract/scopus_id/850${n}`,
      },
      { '@_fa': 'true', '@ref': 'scopus', '@href': `https://www.scopus.com/inward/record.uri?scp=850${n}` },
    ],
    'prism:url': `https://api.elsevier.com/content/abstract/scopus_id/850${n}`,
    'dc:identifier': `SCOPUS_ID:850${n}`,
    eid: `2-s2.0-850${n}`,
    'dc:title': `Made up ${n}`,
    'dc:creator': 'Ostrom E.',
    'prism:publicationName': 'World Development',
    'prism:issn': '0305750X',
    'prism:volume': '24',
    'prism:issueIdentifier': '6',
    'prism:pageRange': '1073-1087',
    'prism:coverDate': '1996-06-01',
    'prism:coverDisplayDate': 'June 1996',
    'prism:doi': `10.1016/made-up-${n}`,
    'dc:description': 'An abstract.',
    'citedby-count': String(n),
    'prism:aggregationType': 'Journal',
    subtype: 'ar',
    subtypeDescription: 'Article',
    author: [{ '@_fa': 'true', authname: 'Ostrom E.', surname: 'Ostrom', 'given-name': 'Elinor' }],
    authkeywords: 'coproduction | synergy',
    openaccess: '0',
  })

/** A record of the Web of Science Expanded API, as Clarivate documents it. */
const wosRecord = (n: number): string =>
  JSON.stringify({
    UID: `WOS:A1996UU${10_000 + n}`,
    static_data: {
      summary: {
        titles: {
          count: 2,
          title: [
            { type: 'source', content: 'WORLD DEVELOPMENT' },
            { type: 'item', content: `Made up ${n}` },
          ],
        },
        names: {
          count: 1,
          name: { seq_no: 1, role: 'author', full_name: 'Ostrom, E', last_name: 'Ostrom', first_name: 'E' },
        },
        pub_info: {
          pubyear: 1996,
          vol: 24,
          issue: 6,
          sortdate: '1996-06-01',
          page: { content: '1073-1087' },
        },
        doctypes: { count: 1, doctype: 'Article' },
      },
      fullrecord_metadata: { abstracts: { count: 0 } },
    },
    dynamic_data: {
      cluster_related: { identifiers: { identifier: [{ type: 'doi', value: `10.1016/made-up-${n}` }] } },
    },
  })

export const keyedApis: readonly Api[] = [
  {
    source: 'scopus',
    base: '',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = Array.from({ length: records }, (_, n) => scopusEntry(n))
      return (asked) => {
        const from = numberAt(asked, 'start', 0)
        const page = all.slice(from, from + numberAt(asked, 'count', 25, most))
        const entries = page.length === 0 ? '{"@_fa":"true","error":"Result set was empty"}' : page.join(',')
        const head = `"opensearch:totalResults":"${all.length}","opensearch:startIndex":"${from}","opensearch:itemsPerPage":"${page.length}"`
        return { body: `{"search-results":{${head},"entry":[${entries}]}}`, headers: json }
      }
    },
  },
  {
    source: 'wos',
    base: '',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = Array.from({ length: records }, (_, n) => wosRecord(n))
      return (asked) => {
        const from = numberAt(asked, 'firstRecord', 1) - 1
        const page = all.slice(from, from + numberAt(asked, 'count', 10, most))
        // A list of one is a bare object.
        const list = page.length === 1 ? (page[0] ?? '') : `[${page.join(',')}]`
        const result = `"QueryResult":{"QueryID":7,"RecordsSearched":1,"RecordsFound":${all.length}}`
        const body = asked.path.includes('/query/')
          ? `{"Records":{"records":{"REC":${list}}}}`
          : `{"Data":{"Records":{"records":{"REC":${list}}}},${result}}`
        return { body, headers: { ...json, 'x-req-reqpersec-remaining': '4' } }
      }
    },
  },
]
