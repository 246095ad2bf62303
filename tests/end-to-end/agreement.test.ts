import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DecisionClock } from '../../src/domain/decision-clock.ts'
import { openReview } from '../../src/review/review.ts'
import { ask, lacuna, smallReview } from './command.ts'

interface Report {
  readonly subjects: readonly {
    readonly id: string
    readonly phase?: string
    readonly tables?: readonly { readonly cells: readonly (readonly number[])[] }[]
    readonly agreement: {
      readonly used: number
      readonly coders: readonly string[]
      readonly dropped: Readonly<Record<string, number>>
      readonly coefficients: readonly {
        readonly id: string
        readonly estimate: { readonly kind: string; readonly value?: number; readonly because?: string }
      }[]
    }
  }[]
}

/** Two coders on three reports; they differ on one verdict and on one design. */
function doubleCoded(): string {
  const review = smallReview()
  const write = (coder: string, verdicts: readonly string[], designs: readonly string[]): void => {
    const reports = ['10.1000/wells.1', '10.1000/fire.2', '10.1000/soil.3']
    const file = join(review, `${coder}.csv`)
    writeFileSync(
      file,
      [
        'report,stage,verdict,dimension,codes',
        ...reports.flatMap((report, i) => [
          `${report},title-abstract,${verdicts[i] ?? ''},,`,
          `${report},,,design,${designs[i] ?? ''}`,
          `${report},,,topic,water`,
        ]),
      ].join('\n'),
    )
    const { status, stderr } = lacuna(['decide', file, '--project', review, '--coder', coder])
    if (status !== 0) throw new Error(stderr)
  }
  write('Ada', ['include', 'include', 'exclude'], ['trial', 'survey', 'trial'])
  write('Ben', ['include', 'exclude', 'exclude'], ['trial', 'survey', 'survey'])
  return review
}

const of = (report: Report, id: string) => {
  const found = report.subjects.find((subject) => subject.id === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}
const estimateOf = (report: Report, id: string, coefficient: string) =>
  of(report, id).agreement.coefficients.find((row) => row.id === coefficient)?.estimate

test('agreement of two coders: JSON, a table with a figure, one subject in full, CSV, phases', () => {
  const review = doubleCoded()
  const report = ask<Report>(['agreement', '--project', review])
  expect(report.subjects.map(({ id }) => id)).toEqual(['title-abstract', 'topic', 'design'])
  // Pairs: include include, include exclude, exclude exclude. Of 6 words 3 and 3: 1 - (1/3) / (18/30).
  expect(estimateOf(report, 'title-abstract', 'alpha-nominal')?.value).toBeCloseTo(4 / 9, 12)
  expect(estimateOf(report, 'title-abstract', 'cohen-kappa')?.value).toBeCloseTo(0.4, 12)
  expect(of(report, 'title-abstract').tables?.[0]?.cells).toEqual([
    [1, 1],
    [0, 1],
  ])
  // Everybody gave the same set throughout: nothing varies, and no 1 is invented.
  expect(estimateOf(report, 'topic', 'alpha-masi')).toEqual({ kind: 'undefined', because: 'no-variation' })

  const table = lacuna(['agreement', '--project', review])
  expect(table.status).toBe(0)
  expect(table.stdout).toMatch(/Title and abstract screening +3 +2 +one code +0\.444 .*●/)
  expect(table.stdout).toMatch(/Topic .* undefined: no variation/)
  const detail = lacuna(['agreement', 'design', '--project', review]).stdout
  expect(detail).toMatch(/Trial +Survey +1 +1/)
  expect(detail).toMatch(/100 % .* Earth and soil +Ada: Trial; Ben: Survey/)
  const csv = lacuna(['agreement', '--csv', '--project', review]).stdout
  const rows = csv.trim().split('\r\n')
  expect(rows[0]).toMatch(/^kind,subject,phase,level_of_measurement,of,coefficient,value,low,high/)
  expect(rows.find((row) => row.startsWith('dimension,topic,,set,,alpha-masi,,'))).toContain(
    'undefined: no variation',
  )

  const three = ask<Report>(['agreement', 'title-abstract', '--maybe', 'own', '--project', review])
  expect(of(three, 'title-abstract').tables?.[0]?.cells).toHaveLength(3)

  const phases = ['--phase', 'pilot=2020-01-01', '--phase', 'main']
  const parts = ask<Report>(['agreement', 'design', ...phases, '--project', review])
  expect(parts.subjects.map(({ phase, agreement }) => [phase, agreement.used])).toEqual([
    ['pilot', 0],
    ['main', 3],
  ])
  expect(parts.subjects[0]?.agreement.coefficients[0]?.estimate.because).toBe('no-pairs')
})

test('frozen: reconciling and changing codes afterwards changes no byte; machines count only when asked', async () => {
  const review = doubleCoded()
  const words = ['agreement', '--json', '--bootstrap', '200', '--seed', '7', '--project', review]
  const before = lacuna(words).stdout
  expect(JSON.parse(before)).toMatchObject({ bootstrap: { draws: 200, seed: '7' } })
  await reconcileDesigns(review)
  const later = join(review, 'later.csv')
  writeFileSync(later, 'report,dimension,codes\n10.1000/soil.3,design,survey\n')
  expect(lacuna(['decide', later, '--project', review]).status).toBe(0)
  expect(lacuna(words).stdout).toBe(before)

  lacuna(['suggest', '--record', '--project', review])
  expect(lacuna(words).stdout).toBe(before)
  const all = ask<Report>(['agreement', 'title-abstract', '--machines', '--project', review])
  expect(of(all, 'title-abstract').agreement.coders.some((coder) => coder.startsWith('machine:'))).toBe(true)
  const one = ask<Report>(['agreement', 'design', '--between', 'Ada', '--project', review])
  expect(of(one, 'design').agreement).toMatchObject({ used: 0, dropped: { 'one-coder': 3 } })
})

/** Settles the design of every report, as the reconcile screen does. */
async function reconcileDesigns(folder: string): Promise<void> {
  const { store } = openReview(folder)
  try {
    const log = await store.decisions()
    const clock = new DecisionClock(
      () => Date.now(),
      (bytes) => new Uint8Array(bytes),
      log.at(-1)?.id,
    )
    const coded = log.filter((entry) => entry.kind === 'code' && entry.dimension === 'design')
    const reports = new Set(coded.flatMap((entry) => ('report' in entry ? [entry.report] : [])))
    const agreed = [...reports].map((report) => ({
      ...clock.tick(),
      kind: 'reconcile' as const,
      coder: 'Ada',
      report,
      settles: coded.filter((entry) => 'report' in entry && entry.report === report).map(({ id }) => id),
      outcome: { dimension: 'design', value: { codes: ['trial'] } },
    }))
    await store.appendDecisions(agreed)
  } finally {
    await store.close()
  }
}

test('nobody has coded: it says so; wrong use is told what to write', () => {
  const review = smallReview()
  const { stdout, status } = lacuna(['agreement', '--project', review])
  expect(status).toBe(0)
  expect(stdout).toContain('No report has been judged by two coders yet')
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['colour'], /no dimension or screening stage "colour".*\n.*topic, design/s],
    [['--level', '95'], /share between 0 and 1/],
    [['--between', 'Zoe'], /Nobody called "Zoe"/],
    [['--phase', 'main', '--phase', 'pilot=2026-03-01'], /phases in order; "main"/],
    [['--phase', 'pilot=yesterday'], /a day such as pilot=2026-03-01/],
    [['--bootstrap', '0'], /whole number from 1 up/],
  ]
  for (const [words, message] of wrong) {
    const outcome = lacuna(['agreement', ...words, '--project', review])
    expect(outcome.status).toBe(2)
    expect(outcome.stderr).toMatch(message)
  }
})
