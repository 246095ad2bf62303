import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Asked, Reply, ReplayServer } from '../sources/replay-server.ts'
import { lacuna } from './command.ts'
import { reviewWithSettings, runLacuna, serve } from './harvesting.ts'

/** A small world of works and who cites whom, as OpenAlex has it. */
const works: Readonly<Record<string, readonly string[]>> = {
  W101: ['W102', 'W103'],
  W102: [],
  W103: [],
  W104: ['W101'],
  W105: [],
  W106: ['W104'],
}
const doiOf = (id: string): string => `10.1000/${id.toLowerCase()}`

function openAlexServer({ query, path }: Asked): Reply {
  const [kind = '', ids = ''] = (query.get('filter') ?? '').split(/:(.*)/s)
  const wanted = ids.split('|')
  const found = Object.keys(works).filter((id) => {
    if (kind === 'openalex') return wanted.includes(id)
    if (kind === 'doi') return wanted.includes(doiOf(id))
    if (kind === 'cites') return works[id]?.some((cited) => wanted.includes(cited))
    return wanted.some((seed) => works[seed]?.includes(id))
  })
  const isFirst = query.get('cursor') === '*'
  const results = found.slice(0, Number(query.get('per_page'))).map((id) => ({
    id: `https://openalex.org/${id}`,
    doi: `https://doi.org/${doiOf(id)}`,
    title: `Work ${id}`,
    ids: {},
    referenced_works: works[id]?.map((cited) => `https://openalex.org/${cited}`),
  }))
  const meta = { count: found.length, next_cursor: isFirst ? 'end' : null }
  return path === '/works'
    ? { body: JSON.stringify({ meta, results: isFirst ? results : [] }) }
    : { status: 404, body: '{"error":"not found"}' }
}

/** OpenCitations knows W105 and a work that OpenAlex does not have, beside W104. */
function openCitationsServer({ path }: Asked): Reply {
  const seed = `omid:br/1 doi:${doiOf('W101')}`
  const citing = ['W104', 'W105', 'W999'].map((id) => ({
    citing: `omid:br/2 doi:${doiOf(id)} pmid:1`.replace(' pmid:1', ''),
    cited: seed,
    creation: '2020-01',
  }))
  const cited = [{ citing: seed, cited: `doi:${doiOf('W102')}` }]
  if (!path.includes(doiOf('W101'))) return { body: path.includes('-count/') ? '[{"count":"0"}]' : '[]' }
  if (path.includes('/citation-count/')) return { body: '[{"count":"3"}]' }
  if (path.includes('/reference-count/')) return { body: '[{"count":"1"}]' }
  return { body: JSON.stringify(path.includes('/citations/') ? citing : cited) }
}

/** Semantic Scholar knows W104 and a paper without a DOI, which comes on a second page. */
function scholarServer({ path, query, body }: Asked): Reply {
  if (path === '/paper/batch') {
    const { ids } = JSON.parse(body) as { readonly ids: readonly string[] }
    const papers = ids.map((id) =>
      id === `DOI:${doiOf('W101')}`
        ? { paperId: 's1', externalIds: { DOI: doiOf('W101') }, citationCount: 2, referenceCount: 0 }
        : null,
    )
    return { body: JSON.stringify(papers) }
  }
  if (path === '/paper/s1/references') return { body: '{"offset":0,"data":[]}' }
  const isFirst = query.get('offset') === '0'
  const paper = isFirst
    ? { paperId: 's2', title: 'Work W104', externalIds: { DOI: doiOf('W104') } }
    : { paperId: 's3', title: 'No DOI', externalIds: {} }
  const page = { offset: isFirst ? 0 : 1, ...(isFirst ? { next: 1 } : {}), data: [{ citingPaper: paper }] }
  return { body: JSON.stringify(page) }
}

async function threeIndexes(): Promise<{
  readonly review: string
  readonly servers: readonly ReplayServer[]
}> {
  const servers = [await serve(openAlexServer), await serve(openCitationsServer), await serve(scholarServer)]
  const [a, b, c] = servers.map(({ url }) => url)
  const review = reviewWithSettings(
    `source-urls: { openalex: ${a ?? ''}, opencitations: ${b ?? ''}, semantic-scholar: ${c ?? ''} }`,
  )
  return { review, servers }
}

interface Result {
  readonly rounds: readonly {
    readonly seeds: readonly string[]
    readonly works: number
    readonly newWorks: number
    readonly indexes: readonly object[]
  }[]
}

test('three indexes are chased in both directions; what each adds, and the citations with their index, are kept', async () => {
  const { review, servers } = await threeIndexes()
  const all = ['--index', 'openalex', 'opencitations', 'semantic-scholar']
  const words = ['chase', '--seed', doiOf('W101'), '10.1000/nowhere', ...all, '--json']
  // With a key the third index may be asked once a second.
  const run = await runLacuna(review, words, { S2_API_KEY: 'scholar-secret' })
  expect(run).toMatchObject({ status: 0 })
  const [round] = (JSON.parse(run.stdout) as Result).rounds
  expect(round).toMatchObject({
    seeds: [doiOf('W101'), '10.1000/nowhere'],
    // W102, W103, W104 at OpenAlex; W105 and W999 at OpenCitations; one without a DOI at Semantic Scholar.
    works: 6,
    newWorks: 6,
    indexes: [
      { index: 'openalex', works: 3, onlyHere: 1, unknownSeeds: ['10.1000/nowhere'], citations: 3 },
      { index: 'semantic-scholar', works: 2, onlyHere: 0, withoutDoi: 1, citations: 2 },
      { index: 'opencitations', works: 4, onlyHere: 2, withoutRecord: [doiOf('W999')], citations: 4 },
    ],
  })
  const edges = readdirSync(join(review, 'searches'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('chased-citations.jsonl'))
    .flatMap((file) =>
      readFileSync(join(review, 'searches', file), 'utf8')
        .trim()
        .split('\n'),
    )
    .map((line) => JSON.parse(line) as { readonly index: string; readonly cited: object })
  expect(edges.map(({ index }) => index).toSorted()).toEqual([
    ...Array<string>(3).fill('openalex'),
    ...Array<string>(4).fill('opencitations'),
    ...Array<string>(2).fill('semantic-scholar'),
  ])
  const log = readFileSync(join(review, 'search-log.md'), 'utf8')
  expect(log).toContain(
    'Direct backward and forward citation searching** from 2 seed references in 3 citation indexes: 6 works before deduplication against the review, 6 that it did not have',
  )
  expect(log).toContain(
    'OpenCitations: backward and forward citation searching in OpenCitations, records from OpenAlex',
  )
  expect(log).not.toContain('TARCiS recommends to combine')
  const titles = lacuna(['export', 'records', '--project', review]).stdout
  for (const title of ['Work W102', 'Work W103', 'Work W104', 'Work W105', 'No DOI'])
    expect(titles).toContain(title)
  const asked = servers[0]?.log.map(({ query }) => query.get('filter'))
  expect(asked).toContain(`doi:${doiOf('W105')}|${doiOf('W999')}`)
  const again = await runLacuna(review, words, { S2_API_KEY: 'scholar-secret' })
  expect((JSON.parse(again.stdout) as Result).rounds[0]).toMatchObject({ works: 6, newWorks: 1 })
  expect(servers[2]?.log.every(({ headers }) => headers['x-api-key'] === 'scholar-secret')).toBe(true)
  // What OpenCitations was asked is there already.
  expect(servers[1]?.log).toHaveLength(4)
}, 200_000)

test('an iteration begins with what the one before it found anew', async () => {
  const { review } = await threeIndexes()
  const { status, stdout } = await runLacuna(
    review,
    'chase --seed W101 --forward --index openalex --iterations 5'.split(' '),
  )
  expect(status).toBe(0)
  expect(stdout).toContain('iteration 1: 1 seed reference, 1 different work, 1 not in the review before')
  expect(stdout).toContain('iteration 2: 1 seed reference, 1 different work, 1 not in the review before')
  expect(stdout).toContain('iteration 3: 1 seed reference, 0 different works, 0 not in the review before')
  expect(stdout).not.toContain('iteration 4')
  const log = readFileSync(join(review, 'search-log.md'), 'utf8')
  expect(log).toContain('Iterative (iteration 2) forward citation searching')
  expect(log).toContain('*Open: TARCiS recommends to combine at least two citation indexes.*')
})

test('an estimate asks how much there is and adds nothing', async () => {
  const { review } = await threeIndexes()
  const { status, stdout } = await runLacuna(
    review,
    'chase --seed W101 --dry-run --iterations 2 --index openalex opencitations semantic-scholar'.split(' '),
  )
  expect(status).toBe(0)
  expect(stdout).toMatch(/OpenAlex +knows 1 +at most 3 works +3 requests +at least 1 s/)
  expect(stdout).toMatch(/OpenCitations +knows 1 +at most 4 works +2 requests +at least 1 s/)
  expect(stdout).toMatch(/Semantic Scholar +knows 1 +at most 2 works +3 requests +at least 9 s/)
  expect(stdout).toContain('how much that is cannot be asked')
  expect(readdirSync(review)).not.toContain('searches')
})

test('an index that does not answer stops neither the other nor the account', async () => {
  const down = await serve(() => ({ status: 403, body: '{"message":"Forbidden"}' }))
  const { url } = await serve(openAlexServer)
  const review = reviewWithSettings(`source-urls: { openalex: ${url}, opencitations: ${down.url} }`)
  const { status, stdout, stderr } = await runLacuna(review, ['chase', '--seed', 'W101'])
  expect(status).toBe(1)
  expect(stdout).toMatch(/OpenAlex +3 works +3 only here +3 new records/)
  expect(stderr).toContain('OpenCitations')
})

test.each([
  [['chase', '--seed', 'W1', '--index', 'lens'], 'There is no citation index "lens".'],
  [['chase', '--seed', 'nothing'], 'There is nothing to begin with.'],
  [['chase', '--iterations', '0'], 'Expected a whole number above 0.'],
])('%j is wrong use', (words, message) => {
  const { status, stderr } = lacuna([...words, '--project', reviewWithSettings()])
  expect(status).toBe(2)
  expect(stderr).toContain(message)
})
