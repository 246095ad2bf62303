import Sqlite from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Decision } from '../../src/domain/decision.ts'
import type { Report } from '../../src/domain/report.ts'
import type { ComparedPair } from '../../src/store/store.ts'
import {
  all,
  decision,
  decisionId,
  inOnePart,
  parsed,
  problem,
  records,
  reportOf,
  search,
  temporaryStore,
} from './review-data.ts'
import { RecordNumbering } from '../../src/domain/record.ts'

describe('searches', () => {
  test('come back as they were added, by source, and known ids stay as they are', async () => {
    const { store } = temporaryStore()
    const other = { id: 'x0', source: 'pubmed.nbib', channel: 'register', date: '2026-01-02' } as const
    await store.addSearch(search)
    await store.addSearch(other)
    await store.addSearch({ ...search, query: 'something else' })
    expect(await store.searches()).toEqual([other, search])
  })

  test('count as retrieved only once they are complete', async () => {
    const { store } = temporaryStore()
    await store.addSearch(search)
    await store.completeSearch(search.id, 0)
    expect(await store.searches()).toEqual([{ ...search, retrieved: 0 }])
    await store.completeSearch(search.id, 3)
    expect(await store.searches()).toEqual([{ ...search, retrieved: 3 }])
  })
})

describe('records', () => {
  test('come back as they were added, in order of id', async () => {
    const { store } = temporaryStore()
    const numbering = new RecordNumbering('scopus.ris', search.id)
    const rich = numbering.number(
      parsed('Crossing the Great Divide', {
        vendor: 'scopus',
        sourceKey: '2-s2.0-0030161174',
        abstract: 'Co-production is …\nand \u0000 more',
        alternativeTitles: ['Überquerung'],
        authors: [{ literal: 'World Bank' }, { family: 'Berg', particle: 'van der', suffix: 'Jr' }],
        date: { year: 1996, month: 6, season: 'Summer' },
        identifiers: { doi: '10.1016/0305-750x(96)00023-x', issn: ['0305-750X'], accession: ['WOS:1'] },
        keywords: ['a', 'b'],
        unknown: { M3: ['x', 'y'] },
        proposals: [{ stage: 'full-text', verdict: 'include' }],
        raw: 'TY  - JOUR\nTI  - \u0000\u{1F600} "quoted" \'too\'\nER  -',
      }),
    )
    const plain = numbering.number(parsed(''))
    await store.addSearch(search)
    expect(await store.addRecords([rich, plain])).toBe(2)
    const expected = [rich, plain].toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect(await all(store.records())).toEqual(expected)
    const described = await all(store.descriptions())
    const { raw: _raw, search: _search, source: _source, position: _p, format: _f, ...rest } = plain
    expect(described.find(({ id }) => id === plain.id)).toEqual(rest)
    expect(described.map(({ id }) => id)).toEqual([rich.id, plain.id])
    expect(await store.descriptionsById([plain.id, 'r0', rich.id])).toEqual(
      described.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
    expect(await store.recordsById([plain.id, 'r0', rich.id, plain.id])).toEqual(expected)
    expect(await store.recordsById([])).toEqual([])
  })

  test('added again add nothing, also in part, in another order and twice in one call', async () => {
    const { store } = temporaryStore()
    await store.addSearch(search)
    const first = records(['a', 'b', 'b', 'c'])
    expect(await store.addRecords(first)).toBe(4)
    expect(await store.addRecords(first)).toBe(0)
    expect(await store.addRecords(records(['c', 'b', 'd', 'a', 'b']))).toBe(1)
    expect(await store.addRecords([...records(['e']), ...records(['e'])])).toBe(1)
    expect(await store.addRecords([])).toBe(0)
    expect(await store.countRecords()).toBe(6)
    expect((await all(store.records())).find(({ title }) => title === 'd')?.position).toBe(3)
  })

  test('are all added or none', async () => {
    const { store } = temporaryStore()
    await store.addSearch(search)
    const [good, bad] = records(['a', 'b'])
    if (good === undefined || bad === undefined) throw new Error('two records are needed')
    await expect(store.addRecords([good, { ...bad, search: 'no such search' }])).rejects.toThrow(
      'FOREIGN KEY',
    )
    expect(await store.countRecords()).toBe(0)
  })

  test('can be read while others are written, beyond one step', async () => {
    const { store } = temporaryStore()
    await store.addSearch(search)
    const titles = Array.from({ length: 4500 }, (_, i) => `title ${i}`)
    expect(await store.addRecords(records(titles))).toBe(4500)
    let read = 0
    let last = ''
    for await (const { id } of store.records()) {
      expect(id > last).toBe(true)
      last = id
      read++
      if (read === 1000) await store.appendDecisions([decision(1)])
    }
    expect(read).toBe(4500)
  })

  test('say where they came from, in the order of their sources', async () => {
    const { store } = temporaryStore()
    await store.addSearch(search)
    const scopus = records(['a', 'b'])
    const [keyed] = records(['c'], 'pubmed.nbib').map((record) => ({ ...record, sourceKey: '21314913' }))
    if (keyed === undefined) throw new Error('a record is needed')
    await store.addRecords([...scopus, keyed])
    expect(await store.recordOrigins()).toEqual([
      { id: keyed.id, search: 'x1', source: 'pubmed.nbib', position: 1, sourceKey: '21314913' },
      ...scopus.map(({ id }, i) => ({ id, search: 'x1', source: 'scopus.ris', position: i + 1 })),
    ])
  })

  test('many ids are asked for at once', async () => {
    const { store } = temporaryStore()
    await store.addSearch(search)
    const added = records(Array.from({ length: 1200 }, (_, i) => `t${i}`))
    await store.addRecords(added)
    expect(await store.recordsById(added.map(({ id }) => id))).toHaveLength(1200)
  })
})

test('problems come back in order of line, and an import done again replaces them', async () => {
  const { store } = temporaryStore()
  await store.addSearch(search)
  const [late, early, whole] = [problem(9, 'Late.'), problem(2, 'Early.'), problem(undefined, 'Whole file.')]
  await store.addProblems(search.id, [late, early, whole])
  const withSearch = [whole, early, late].map((one) => ({ ...one, search: search.id }))
  expect(await all(store.problems())).toEqual(withSearch)
  await store.addProblems(search.id, [early])
  expect(await all(store.problems())).toEqual([{ ...early, search: search.id }])
  await store.addProblems(search.id, [])
  expect(await all(store.problems())).toEqual([])
})

describe('decisions', () => {
  test('come back as they were appended, in order of id', async () => {
    const { store } = temporaryStore()
    const log: readonly Decision[] = [
      {
        id: decisionId(3),
        coder: 'Ada',
        at: '2026-01-01T00:00:00.000Z',
        kind: 'retract',
        decision: decisionId(1),
      },
      decision(1, { text: '\u0000 "quotes" \u{1F600}' }),
      {
        kind: 'same',
        id: decisionId(2),
        coder: 'machine:m',
        at: '2026-01-01T00:00:00.000Z',
        records: ['r1', 'r2'],
      },
    ]
    expect(await store.lastDecision()).toBeUndefined()
    expect(await store.decisions()).toEqual([])
    expect(await store.appendDecisions(log)).toBe(3)
    expect(await store.decisions()).toEqual(log.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    expect((await store.decisions(decisionId(1))).map(({ id }) => id)).toEqual([decisionId(2), decisionId(3)])
    expect(await store.decisions(decisionId(3))).toEqual([])
    expect(await store.lastDecision()).toBe(decisionId(3))
  })

  test('already there are left untouched', async () => {
    const { store } = temporaryStore()
    expect(await store.appendDecisions([decision(1)])).toBe(1)
    expect(await store.appendDecisions([decision(1, { text: 'tampered' }), decision(2)])).toBe(1)
    expect(await store.appendDecisions([])).toBe(0)
    expect((await store.decisions()).map((entry) => 'text' in entry && entry.text)).toEqual([
      'note 1',
      'note 2',
    ])
  })

  test('are appended all or none', async () => {
    const { store } = temporaryStore()
    await expect(store.appendDecisions([decision(1), decision(2, { coder: '' })])).rejects.toThrow('CHECK')
    expect(await store.decisions()).toEqual([])
  })

  test('appended at the same time from many places all arrive', async () => {
    const { store } = temporaryStore()
    const many = Array.from({ length: 100 }, (_, i) => decision(i))
    const added = await Promise.all(many.map((one) => store.appendDecisions([one])))
    expect(added.every((n) => n === 1)).toBe(true)
    expect(await store.decisions()).toEqual(many)
  })
})

describe('what was said is never changed', () => {
  const statements = ['UPDATE', 'DELETE', 'REPLACE', 'UPSERT'].flatMap((verb) =>
    (['decision', 'record'] as const).map((table) => [verb, table] as const),
  )
  test.each(statements)('%s on %s by any program', async (verb, table) => {
    const { store, path } = temporaryStore()
    await store.addSearch(search)
    const [record] = records(['a'])
    if (record === undefined) throw new Error('a record is needed')
    await store.addRecords([record])
    await store.appendDecisions([decision(1)])
    const other = new Sqlite(path)
    onTestFinished(() => {
      other.close()
    })
    const column = table === 'decision' ? 'coder' : 'source'
    const columns = other.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[]
    const changed = columns.map((name) => (name === column ? "'Eve'" : name)).join(', ')
    const sql = {
      UPDATE: `UPDATE ${table} SET ${column} = 'Eve'`,
      DELETE: `DELETE FROM ${table}`,
      REPLACE: `INSERT OR REPLACE INTO ${table} SELECT ${changed} FROM ${table}`,
      UPSERT: `INSERT INTO ${table} SELECT ${changed} FROM ${table} WHERE true ON CONFLICT (id) DO UPDATE SET ${column} = 'Eve'`,
    }[verb]
    // An insert in the place of an old row is passed over, as adding the same row again is.
    const inserts = verb === 'REPLACE' || verb === 'UPSERT'
    const refusal = inserts ? 'passed over' : /append-only|never change/
    expect(() => {
      other.exec(sql ?? '')
      throw new Error('passed over')
    }).toThrow(refusal)
    expect(await store.decisions()).toEqual([decision(1)])
    expect(await all(store.records())).toEqual([record])
  })
})

describe('reports', () => {
  const [a, b, c, d] = records(['Alpha study', 'Beta study', 'Gamma study', 'Delta study']).toSorted(
    (x, y) => (x.id < y.id ? -1 : 1),
  )
  if (a === undefined || b === undefined || c === undefined || d === undefined)
    throw new Error('four records are needed')
  const four = [a, b, c, d]
  const filled = async () => {
    const { store, path } = temporaryStore()
    await store.addSearch(search)
    await store.addRecords(four)
    return { store, path }
  }
  const pair: ComparedPair = {
    records: [a.id, b.id],
    outcome: 'doubtful',
    probability: 0.5,
    rule: 'title',
    reason: 'The titles are near.',
  }

  test('come back whole, with their records', async () => {
    const { store } = await filled()
    const reports = [reportOf(a, b), reportOf(c), reportOf(d)]
    await store.changeReports({
      remove: [],
      put: inOnePart(reports.slice(0, 1), reports.slice(1)),
      pairs: [],
    })
    expect(await store.countReports()).toBe(3)
    expect(await all(store.reports())).toEqual(reports)
    expect(await store.reportsById([reportOf(c).id, 'd0'])).toEqual([reportOf(c)])
    expect(await store.memberships()).toEqual(
      reports.map(({ id, records: members }) => ({ id, records: members })),
    )
  })

  test('merge, split and move records between them, in any order of steps', async () => {
    const { store } = await filled()
    await store.changeReports({
      remove: [],
      put: inOnePart([reportOf(a), reportOf(b, c), reportOf(d)]),
      pairs: [],
    })
    // Merge: b and c go to a.
    await store.changeReports({ remove: [reportOf(b, c).id], put: inOnePart([reportOf(a, b, c)]), pairs: [] })
    expect(await all(store.reports())).toEqual([reportOf(a, b, c), reportOf(d)])
    // A record moves from one report to another, which are put in separate steps.
    await store.changeReports({
      remove: [reportOf(d).id],
      put: inOnePart([reportOf(c, d)], [reportOf(a, b)]),
      pairs: [],
    })
    expect(await store.memberships()).toEqual([
      { id: reportOf(a).id, records: [a.id, b.id] },
      { id: reportOf(c).id, records: [c.id, d.id] },
    ])
    // Split.
    await store.changeReports({
      remove: [],
      put: inOnePart([reportOf(b)], [reportOf(a)], [reportOf(c), reportOf(d)]),
      pairs: [],
    })
    expect(await all(store.reports())).toEqual(four.map((record) => reportOf(record)))
    expect(await store.findReports('study', 10)).toHaveLength(4)
  })

  test('of one record are put by its id, and read and found as any other', async () => {
    const { store } = await filled()
    await store.changeReports({
      remove: [],
      put: inOnePart<Report | string>([reportOf(a, b), c.id], [d.id]),
      pairs: [],
    })
    expect(await all(store.reports())).toEqual([reportOf(a, b), reportOf(c), reportOf(d)])
    expect(await store.reportsById([reportOf(d).id])).toEqual([reportOf(d)])
    expect(await store.findReports('study', 10)).toHaveLength(3)
    await store.changeReports({ remove: [reportOf(d).id], put: inOnePart([reportOf(c, d)]), pairs: [] })
    await store.changeReports({ remove: [], put: inOnePart([a.id, b.id]), pairs: [] })
    expect(await all(store.reports())).toEqual([reportOf(a), reportOf(b), reportOf(c, d)])
    expect(await store.findReports('study', 10)).toHaveLength(3)
    const stranger = store.changeReports({ remove: [], put: inOnePart(['r0']), pairs: [] })
    await expect(stranger).rejects.toThrow('FOREIGN KEY')
  })

  test('never lose their last record to another report', async () => {
    const { store } = await filled()
    await store.changeReports({ remove: [], put: inOnePart([reportOf(a), reportOf(b)]), pairs: [] })
    const forgotten = store.changeReports({ remove: [], put: inOnePart([reportOf(a, b)]), pairs: [] })
    await expect(forgotten).rejects.toThrow(`The report ${reportOf(b).id} would be left without a record.`)
    expect(await all(store.reports())).toEqual([reportOf(a), reportOf(b)])
  })

  test('stay as they were when making the new ones fails half-way', async () => {
    const { store } = await filled()
    await store.changeReports({ remove: [], put: inOnePart([reportOf(a)]), pairs: [pair] })
    const half = reportOf(b)
    async function* failing() {
      yield [half]
      throw new Error('interrupted')
    }
    const change = store.changeReports({ remove: [reportOf(a).id], put: failing(), pairs: [] })
    await expect(change).rejects.toThrow('interrupted')
    expect(await all(store.reports())).toEqual([reportOf(a)])
    expect(await store.findReports('beta', 10)).toEqual([])
    expect(await store.pairs('doubtful')).toEqual([pair])
  })

  test('can be made from records that are read while they are written', async () => {
    const { store } = await filled()
    async function* fromStore() {
      for await (const record of store.records()) yield [reportOf(record)]
    }
    await store.changeReports({ remove: [], put: fromStore(), pairs: [] })
    expect(await store.countReports()).toBe(4)
  })

  test('are only of records that are there', async () => {
    const { store } = await filled()
    const [stranger] = records(['Not stored'])
    if (stranger === undefined) throw new Error('a record is needed')
    const change = store.changeReports({ remove: [], put: inOnePart([reportOf(stranger)]), pairs: [] })
    await expect(change).rejects.toThrow('FOREIGN KEY')
    expect(await store.countReports()).toBe(0)
  })

  test('findings come back under the rules they were made by, until reports change without them', async () => {
    const { store } = await filled()
    const comparison = {
      rules: 'table 1',
      findings: [{ records: [a.id, b.id] as const, rule: 'title', probability: 0.5 }],
    }
    await store.changeReports({ remove: [], put: inOnePart(), pairs: [], comparison })
    await store.changeReports({ remove: [], put: inOnePart(), pairs: [], comparison })
    expect(await store.comparison('table 1')).toEqual(comparison)
    expect(await store.comparison('table 2')).toBeUndefined()
    await store.changeReports({ remove: [], put: inOnePart(), pairs: [] })
    expect(await store.comparison('table 1')).toBeUndefined()
  })

  test('pairs come back by outcome, in the order given, smaller record first, and replace those before', async () => {
    const { store } = await filled()
    const pairs: readonly ComparedPair[] = [
      { ...pair, records: [d.id, c.id] },
      pair,
      { ...pair, records: [a.id, c.id], outcome: 'merged', probability: 1 },
      { ...pair, records: [a.id, d.id], outcome: 'related', relation: 'preprint' },
    ]
    await store.changeReports({ remove: [], put: inOnePart(), pairs: [pair] })
    await store.changeReports({ remove: [], put: inOnePart(), pairs })
    expect(await store.pairs('doubtful')).toEqual([{ ...pair, records: [c.id, d.id] }, pair])
    expect(await store.pairs('merged')).toHaveLength(1)
    expect(await store.pairs('related')).toMatchObject([{ relation: 'preprint' }])
  })
})
