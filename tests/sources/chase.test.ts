import { expect, test } from 'vitest'
import {
  chaseSlices,
  lookUpSlices,
  readScholarSeeds,
  scholarLookUps,
  scholarSlices,
  tooManyForScholar,
} from '../../src/sources/chase.ts'
import { openCitations, readCitations, readCount } from '../../src/sources/opencitations.ts'
import { semanticScholar } from '../../src/sources/semantic-scholar.ts'

test('OpenAlex is asked for fifty seeds at once, each once and in order', () => {
  const seeds = Array.from({ length: 120 }, (_, n) => `W${1000 + (n % 110)}`)
  const slices = chaseSlices(seeds, ['backward', 'forward'])
  expect(slices.map(({ id }) => id)).toEqual([
    'backward 1',
    'backward 2',
    'backward 3',
    'forward 1',
    'forward 2',
    'forward 3',
  ])
  expect(slices[0]?.parameters['filter']).toMatch(/^cited_by:W1000\|W1001\|.*\|W1049$/)
  expect(slices[3]?.parameters['filter']).toMatch(/^cites:W1000\|/)
})

test('works are looked up by id and by DOI; a DOI that would change the filter is left out', () => {
  expect(lookUpSlices(['W2', 'W1', 'W2'], ['10.1000/b', '10.1000/a,b', '10.1000/a|c'])).toEqual([
    { id: 'ids 1', parameters: { filter: 'openalex:W1|W2' } },
    { id: 'dois 1', parameters: { filter: 'doi:10.1000/b' } },
  ])
  expect(lookUpSlices([], [])).toEqual([])
})

const seed = (
  id: string,
  citations: number,
  references = 1,
): Parameters<typeof scholarSlices>[0][number] => ({
  id,
  citations,
  references,
})

test('Semantic Scholar is asked seed by seed, and not for what it does not give whole', () => {
  const seeds = [seed('s1', 9_999), seed('s2', 10_000)]
  expect(scholarSlices(seeds, ['forward', 'backward']).map(({ parameters }) => parameters['path'])).toEqual([
    '/paper/s1/citations',
    '/paper/s1/references',
    '/paper/s2/references',
  ])
  expect(tooManyForScholar(seeds, ['forward', 'backward'])).toMatchObject([
    { id: 's2', direction: 'forward', count: 10_000 },
  ])
})

test('Semantic Scholar looks up 500 DOIs at once and says null for those it does not know', () => {
  const dois = Array.from({ length: 501 }, (_, n) => `10.1000/${n}`)
  const requests = scholarLookUps(dois, { baseUrl: 'https://s2.test' })
  expect(requests).toHaveLength(2)
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: 'https://s2.test/paper/batch?fields=externalIds,citationCount,referenceCount',
  })
  const body = '[{"paperId":"a","externalIds":{"DOI":"10.1000/X"},"citationCount":3,"referenceCount":4},null]'
  expect(readScholarSeeds(body)).toEqual([{ id: 'a', doi: '10.1000/x', citations: 3, references: 4 }])
  expect(readScholarSeeds('<html>')).toBeUndefined()
  expect(readScholarSeeds('{"message":"Forbidden"}')).toBeUndefined()
})

test('lists of citations tell where the next page is, and their number at the end', () => {
  const slice = { id: 'forward s1', parameters: { path: '/paper/s1/citations' } }
  expect(semanticScholar.request(slice, 500, { baseUrl: 'https://s2.test' }).url).toMatch(
    /^https:\/\/s2\.test\/paper\/s1\/citations\?fields=paperId.*&limit=500&offset=500$/,
  )
  const page = (offset: number, next?: number): string =>
    JSON.stringify({ offset, next, data: [{ citingPaper: { paperId: `p${offset}`, title: 'T' } }] })
  expect(semanticScholar.parse(page(0, 1), {})).toMatchObject({ next: 1, isTotalLast: true })
  expect(semanticScholar.parse(page(0, 1), {})).not.toHaveProperty('total')
  expect(semanticScholar.parse(page(1), {})).toMatchObject({ total: 2 })
})

test('OpenCitations is asked by DOI or PMID, and its lists are read in both versions', () => {
  expect(openCitations.request('citations', { doi: '10.1000/a' }).url).toBe(
    'https://api.opencitations.net/index/v2/citations/doi:10.1000/a',
  )
  expect(openCitations.countRequest('references', { pmid: '12' }, 'https://oc.test').url).toBe(
    'https://oc.test/index/v2/reference-count/pmid:12',
  )
  expect(readCount('[{"count": "12"}]')).toBe(12)
  expect(readCount('<html>')).toBeUndefined()
  expect(
    readCitations('[{"citing":"omid:br/1 doi:10.1000/A pmid:7","cited":"10.1000/b","creation":"2020"}]'),
  ).toEqual([
    {
      citing: { doi: '10.1000/a', pmid: '7', other: 'br/1' },
      cited: { doi: '10.1000/b' },
      date: '2020',
    },
  ])
})
