import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Decision, Verdict } from '../src/domain/decision.ts'
import { DecisionClock } from '../src/domain/decision-clock.ts'
import { type BibRecord, RecordNumbering } from '../src/domain/record.ts'
import { mergeRecords, type Report } from '../src/domain/report.ts'
import { openReview, type Review } from '../src/review/review.ts'
import { init } from '../src/stages/init.ts'

/**
 * A made-up project for timing the terminal: reports with abstracts of 150 words as frequent as words are (Zipf),
 * and as many decisions: two people on one half of the titles and abstracts, one of them with notes and flags.
 * Deterministic. A folder in which one is complete is used again.
 */
export async function terminalProject(folder: string, size: number): Promise<string> {
  const project = join(folder, `terminal-${size}`)
  const complete = join(project, 'complete')
  if (existsSync(complete)) return project
  const codebook = new URL('../codebooks/coproduction.yaml', import.meta.url).pathname
  await init({ folder: project, codebook, title: 'A large review', addOns: [], fullText: true, authors: [] })
  const review = openReview(project)
  try {
    const reports = await addReports(review, size)
    await review.store.appendDecisions(decisionsOn(reports, size))
  } finally {
    await review.store.close()
  }
  writeFileSync(complete, '')
  return project
}

async function addReports({ store }: Review, size: number): Promise<readonly string[]> {
  await store.addSearch({ id: 'x1', source: 'bench.ris', channel: 'database', date: '2026-01-01' })
  const numbering = new RecordNumbering('bench.ris', 'x1')
  const chance = randomFrom(1)
  const words = vocabulary()
  const ids: string[] = []
  async function* put(): AsyncIterable<readonly Report[]> {
    for (let done = 0; done < size; done += 1_000) {
      const records: BibRecord[] = Array.from({ length: Math.min(1_000, size - done) }, (_, i) =>
        numbering.number(madeUp(done + i, words, chance)),
      )
      await store.addRecords(records)
      const reports = records.map((record) => mergeRecords([record], () => 1))
      ids.push(...reports.map(({ id }) => id))
      yield reports
    }
  }
  // Records first: a report names those that are stored.
  const parts: (readonly Report[])[] = []
  for await (const part of put()) parts.push(part)
  await store.changeReports({ remove: [], put: each(parts), pairs: [] })
  await store.completeSearch('x1', size)
  return ids.toSorted()
}

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items
}

function madeUp(
  i: number,
  words: readonly string[],
  chance: () => number,
): Parameters<RecordNumbering['number']>[0] {
  const pick = (count: number): string =>
    Array.from({ length: count }, () => words[Math.floor(words.length ** chance()) - 1] ?? 'and').join(' ')
  const title = `${pick(9)}${i % 3 === 0 ? ' and co-production of services' : ''}`
  const abstract = `${pick(75)}. Service users and citizens ${pick(75)}.`
  return {
    kind: 'record',
    line: 1 + 3 * i,
    type: 'article',
    title: title.charAt(0).toUpperCase() + title.slice(1),
    authors: [
      { family: `Author${i % 997}`, given: 'A.' },
      { family: `Writer${i % 499}`, given: 'B.' },
    ],
    date: { year: 1990 + (i % 36) },
    container: `Journal ${i % 200}`,
    volume: String(1 + (i % 40)),
    identifiers: { doi: `10.1000/bench.${i}` },
    abstract,
    format: 'ris',
    raw: `TY  - JOUR\nID  - ${i}\nER  - \n`,
  }
}

/** The words of the codebooks, the longest lists of real words at hand, in the order in which they come. */
function vocabulary(): readonly string[] {
  const text = readFileSync(new URL('../codebooks/coproduction.yaml', import.meta.url), 'utf8')
  const real = [...new Set(text.toLowerCase().match(/[a-z]{3,}/g))]
  const chance = randomFrom(2)
  const made = Array.from({ length: 20_000 }, () => {
    const length = 4 + Math.floor(chance() * 8)
    return Array.from({ length }, (_, i) =>
      'aeioubcdfglmnprst'.charAt(Math.floor(chance() * (i % 2 === 0 ? 17 : 5))),
    ).join('')
  })
  return [...real, ...made]
}

function decisionsOn(reports: readonly string[], count: number): readonly Decision[] {
  let now = Date.UTC(2026, 0, 1)
  const chance = randomFrom(3)
  const clock = new DecisionClock(
    () => (now += 1_000),
    (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(chance() * 256)),
  )
  const half = Math.floor(reports.length / 2)
  return Array.from({ length: count }, (_, i): Decision => {
    const report = reports[i % Math.max(1, half)] ?? ''
    const stamp = { ...clock.tick(), coder: i < half ? 'Ada' : 'Ben', report }
    if (i % 50 === 7) return { ...stamp, kind: 'flag', raised: true }
    if (i % 50 === 9) return { ...stamp, kind: 'note', text: 'to be talked about' }
    const verdict: Verdict = i % 7 === 0 ? 'include' : 'exclude'
    return { ...stamp, kind: 'screen', stage: 'title-abstract', verdict }
  })
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
