import { expect, test } from 'vitest'
import { parseQuery } from '../../src/sources/query/parse.ts'
import { findSource, sources } from '../../src/sources/sources.ts'

/** How each source is asked for what is new or changed; the others cannot be, and are asked for everything. */
const asked: Readonly<Record<string, string>> = {
  crossref: 'filter=from-index-date:2026-01-01',
  pubmed: '(("2026/01/01"[edat] : "3000"[edat]) OR ("2026/01/01"[mdat] : "3000"[mdat]))',
  europepmc: '(FIRST_IDATE:[2026-01-01 TO 2026-11-24] OR UPDATE_DATE:[2026-01-01 TO 2026-11-24])',
  arxiv: 'lastUpdatedDate:[202601010000 TO 202611242359]',
  doaj: 'last_updated:[2026-01-01 TO 2026-11-24]',
  datacite: 'updated:[2026-01-01 TO 2026-11-24]',
  core: 'updatedDate>=2026-01-01',
  'oai-pmh': 'from=2026-01-01',
  scopus: 'ORIG-LOAD-DATE AFT 20260101',
  wos: 'loadTimeSpan=2026-01-01 2026-11-24',
}

const requestOf = (name: string, since?: string): string => {
  const source = findSource(name)
  const { query } = parseQuery('coproduction OR cocreation', { file: 'test' })
  if (source === undefined || query === undefined) throw new Error(`no source ${name}`)
  const options = { today: '2026-11-24', ...(since === undefined ? {} : { since }) }
  const [slice] = source.plan(source.translate(query), options)
  if (slice === undefined) throw new Error('no slice')
  const { url, body = '' } = source.request(slice, undefined, {})
  return decodeURIComponent(`${url} ${body}`).replaceAll('+', ' ')
}

test.each(Object.entries(asked))('%s is asked for what changed by %s', (name, expected) => {
  expect(requestOf(name, '2026-01-01')).toContain(expected)
  expect(requestOf(name)).not.toContain(expected)
})

test.each(sources.filter(({ name }) => !(name in asked)).map(({ name }) => name))(
  '%s cannot be asked for changes and is asked for everything',
  (name) => {
    expect(requestOf(name, '2026-01-01')).toBe(requestOf(name))
  },
)
