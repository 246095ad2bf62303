import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { RecordNumbering } from '../../src/domain/record.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { inOnePart, parsed, reportOf, search, temporaryStore } from './review-data.ts'

const library = [
  parsed('Co-production of public services', { abstract: 'Citizens deliver services with professionals.' }),
  parsed('Codesign in hospitals', {
    abstract: 'Patients and co-production once.',
    keywords: ['patient participation'],
  }),
  parsed('L’évaluation participative', { abstract: 'Une étude à Montréal', keywords: ['santé'] }),
  parsed('Überblick: Bürgerbeteiligung', { abstract: 'Straße und Größe' }),
  parsed('公共服务 合作生产', { abstract: 'C++ & R: 50 % < 100' }),
  parsed('Untitled'),
  parsed('공공서비스 연구'),
  parsed('공동생산 e\u0301tudes'.normalize('NFD')),
]

async function fill(store: Store): Promise<void> {
  const numbering = new RecordNumbering(search.source, search.id)
  const numbered = library.map((entry, i) => numbering.number({ ...entry, raw: `entry ${i}` }))
  await store.addSearch(search)
  await store.addRecords(numbered)
  await store.changeReports({ remove: [], put: inOnePart(numbered.map((one) => reportOf(one))), pairs: [] })
}

async function titlesOf(store: Store, words: string, limit = 10): Promise<readonly (string | undefined)[]> {
  const ids = await store.findReports(words, limit)
  const titles = new Map((await store.reportsById(ids)).map(({ id, title }) => [id, title]))
  return ids.map((id) => titles.get(id))
}

/** One library for all tests that only look. */
let store: Store
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lacuna-words-'))
  store = openSqlite(join(folder, 'lacuna.db'))
  await fill(store)
  return async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  }
})

describe('findReports', () => {
  test.each<readonly [words: string, expected: readonly number[]]>([
    ['services', [0]],
    ['SERVICES', [0]],
    ['co-production', [0, 1]],
    ['production co', [0, 1]],
    ['patients', [1]],
    ['participation', [1]],
    ['evaluation', [2]],
    ['évaluation', [2]],
    ['e\u0301valuation', [2]],
    ['Montreal', [2]],
    ['SANTÉ', [2]],
    ['burgerbeteiligung', [3]],
    ['Größe', [3]],
    ['공공서비스', [6]],
    ['공공서비스'.normalize('NFD'), [6]],
    ['공동생산', [7]],
    ['공동*'.normalize('NFD'), [7]],
    ['études', [7]],
    ['partic*', [1, 2]],
    ['co*', [1, 0]],
    ['合作生产', [4]],
    ['合*', [4]],
    ['50', [4]],
    ['services hospitals', []],
    ['servic', []],
    ['', []],
    ['   ', []],
    ['*', []],
    ['"', []],
    ['services"', [0]],
    ["services' OR 1=1 --", []],
    ['services OR hospitals', []],
    ['NOT services', []],
    ['services AND public', []],
    ['title:services', []],
    ['NEAR(public services)', []],
    ['-services', [0]],
    ['^services', [0]],
    ['(services', [0]],
    ['{title abstract}:services', []],
    ['services\u0000public', [0]],
    ['services + public', [0]],
    ['ser*ces', []],
    ['services**', [0]],
    ['* services *', [0]],
  ])('%j', async (words, expected) => {
    const found = await titlesOf(store, words)
    expect(found.toSorted()).toEqual(expected.map((i) => library[i]?.title).toSorted())
  })

  test('puts the title before the abstract and keeps to the limit', async () => {
    const [first, second] = [library[0]?.title, library[1]?.title]
    expect(await titlesOf(store, 'co production')).toEqual([first, second])
    expect(await titlesOf(store, 'co production', 1)).toEqual([first])
    expect(await titlesOf(store, 'co production', 0)).toEqual([])
  })

  test('forgets what was removed or replaced', async () => {
    const { store: changing } = temporaryStore()
    await fill(changing)
    const [report] = await changing.reportsById(await changing.findReports('hospitals', 1))
    if (report === undefined) throw new Error('a report is needed')
    const renamed = { ...report, title: 'Co-design in clinics' }
    await changing.changeReports({ remove: [], put: inOnePart([renamed]), pairs: [] })
    expect(await changing.findReports('hospitals', 10)).toEqual([])
    expect(await changing.findReports('clinics', 10)).toEqual([report.id])
    await changing.changeReports({ remove: [report.id], put: inOnePart(), pairs: [] })
    expect(await changing.findReports('clinics', 10)).toEqual([])
  })
})

describe('for any text', () => {
  test('findReports answers', async () => {
    const piece = fc.constantFrom(
      '"',
      "'",
      '*',
      '(',
      ')',
      ':',
      '^',
      '-',
      '+',
      'AND',
      'OR',
      'NOT',
      'NEAR',
      '\u0000',
      'co',
      '合',
      '\u0301',
      '{',
      ' ',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    )
    await fc.assert(
      fc.asyncProperty(text, async (words) => {
        expect(Array.isArray(await store.findReports(words, 10))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('findReports answers for a whole book', async () => {
    expect(await store.findReports('co production services '.repeat(5000), 10)).toHaveLength(1)
    const words = Array.from({ length: 5000 }, (_, i) => `word${i}`).join(' ')
    expect(await store.findReports(words, 10)).toEqual([])
  })
})

describe('findAsTyped', () => {
  const titles = async (words: string, limit = 10): Promise<readonly (string | undefined)[]> =>
    (await store.findAsTyped(words, limit)).map(({ title }) => title)

  test('completes the word that is still being typed, and only that one', async () => {
    expect(await titles('serv')).toEqual(await titlesOf(store, 'serv*'))
    expect(await titles('co-prod')).toEqual(await titlesOf(store, 'co production*'))
    expect(await titles('serv ')).toEqual([])
    expect(await titles('services ')).toEqual(await titlesOf(store, 'services'))
  })

  test('waits for the second letter of a word, but not of one that is a word by itself', async () => {
    expect(await titles('s')).toEqual([])
    expect(await titles('services p')).toEqual(await titlesOf(store, 'services'))
    expect(await titles('공')).toEqual(await titlesOf(store, '공*'))
  })

  test.each(['', ' ', '*', '"', '" OR title:"', 'AND', '-', '((('])(
    'typed text is never read as syntax: %j',
    async (words) => {
      expect(await titles(words)).toEqual(await titlesOf(store, `${words}*`))
    },
  )

  test('where thousands match, those with the words in their titles come first', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lacuna-many-'))
    const many = openSqlite(join(folder, 'lacuna.db'))
    onTestFinished(async () => {
      await many.close()
      rmSync(folder, { recursive: true })
    })
    const numbering = new RecordNumbering(search.source, search.id)
    const records = Array.from({ length: 2_100 }, (_, i) =>
      numbering.number({
        ...parsed(i % 700 === 699 ? `Wells ${i}` : `Other ${i}`, { abstract: 'about wells' }),
        raw: `entry ${i}`,
      }),
    )
    await many.addSearch(search)
    await many.addRecords(records)
    await many.changeReports({ remove: [], put: inOnePart(records.map((one) => reportOf(one))), pairs: [] })
    const found = await many.findAsTyped('wel', 5)
    expect(found.map(({ title }) => title?.slice(0, 5))).toEqual([
      'Wells',
      'Wells',
      'Wells',
      'Other',
      'Other',
    ])
  })
})
