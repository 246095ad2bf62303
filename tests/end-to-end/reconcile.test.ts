import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ReviewSnapshot } from '../../src/domain/snapshot.ts'
import { ask, lacuna, smallReview } from './command.ts'
import { openTerminal } from './terminal.ts'

interface Entry {
  readonly id: string
  readonly kind: string
  readonly coder: string
  readonly settles?: readonly string[]
  readonly outcome?: Readonly<Record<string, unknown>>
  readonly text?: string
}
interface Listed {
  readonly agreements: number
  readonly settled: number
  readonly disagreements: readonly {
    readonly report: string
    readonly subject: string
    readonly words: readonly { readonly coder: string; readonly decision: string }[]
  }[]
  readonly waiting: readonly { readonly missing: readonly { readonly coder: string }[] }[]
}

/** Two coders: on the first report they differ on topic and design, on the second on one verdict. */
function doubleCoded(): string {
  const review = smallReview()
  decide(review, 'Ben', [
    '10.1000/wells.1,,,topic,water,pumps move water,,',
    '10.1000/wells.1,,,design,trial,randomly given,,',
    '10.1000/fire.2,,,topic,fire,,,',
    '10.1000/fire.2,title-abstract,include,,,,,',
  ])
  decide(review, 'Cleo', [
    '10.1000/wells.1,,,topic,fire,fire wells,,',
    '10.1000/wells.1,,,design,survey,we asked,,',
    '10.1000/fire.2,,,topic,fire,,,',
    '10.1000/fire.2,title-abstract,exclude,,,,not ours,',
  ])
  return review
}

function decide(review: string, coder: string, rows: readonly string[]): ReturnType<typeof lacuna> {
  const file = join(review, 'rows.csv')
  writeFileSync(file, ['report,stage,verdict,dimension,codes,quote,note,settle', ...rows].join('\n'))
  return lacuna(['decide', file, '--project', review, '--coder', coder])
}

const logOf = (review: string): readonly Entry[] => ask<readonly Entry[]>(['log', '--project', review])
const madeBy = (review: string, coder: string): readonly Entry[] =>
  logOf(review).filter((entry) => entry.coder === coder)
const listOf = (review: string): Listed => ask<Listed>(['reconcile', '--list', '--project', review])
const subjectsOf = (review: string): readonly string[] =>
  listOf(review)
    .disagreements.map(({ subject }) => subject)
    .toSorted()

test('in a real terminal: quotes side by side; right, both, third, a note and undo, all in the log', async () => {
  const review = doubleCoded()
  const before = lacuna(['agreement', '--json', '--project', review]).stdout
  const { disagreements } = listOf(review)
  const words = new Map(disagreements.map((one) => [one.subject, one.words.map(({ decision }) => decision)]))
  const place = (subject: string): number => disagreements.findIndex((one) => one.subject === subject)

  const terminal = openTerminal(['reconcile', '--project', review], 100, 30)
  await terminal.until('disagreement 1 of 3')
  // The report with two disagreements comes first or second, after its id.
  for (let i = 0; i < place('topic'); i++) terminal.type('\r')
  await terminal.until('▶ Topic')
  await terminal.until(/said +≠ +\[Water\] +\[Fire\]/)
  await terminal.until(/quotes.*“pumps move water” +“fire wells”/)
  await terminal.until(/coder.*Ben +Cleo/)
  terminal.type('b')
  await terminal.until('1 settled')
  await terminal.until('▶ Design')
  terminal.type('b')
  await terminal.until('only where several codes')
  terminal.type('c')
  await terminal.until('Note:')
  terminal.type('asked the authors')
  await terminal.until('asked the authors▏')
  terminal.type('\r')
  await terminal.until(/note +asked the authors/)
  terminal.type('r')
  await terminal.until('2 settled')
  terminal.type('z')
  await terminal.until('1 settled')
  await terminal.until('▶ Design')
  terminal.type('t')
  await terminal.until('Third value:')
  terminal.type('none')
  await terminal.until('▶ none applies')
  terminal.type('\r')
  await terminal.until('2 settled')
  await terminal.until('▶ title-abstract')
  await terminal.until(/notes.*not ours/)
  terminal.type('l')
  await terminal.until('Every disagreement is settled')
  terminal.type('q')
  expect(await terminal.exited).toBe(0)

  const made = madeBy(review, 'Ada')
  expect(made.map(({ kind }) => kind)).toEqual([
    'reconcile',
    'note',
    'reconcile',
    'retract',
    'reconcile',
    'reconcile',
  ])
  expect(made[1]?.text).toBe('asked the authors')
  expect(made[0]).toMatchObject({
    settles: words.get('topic'),
    outcome: { dimension: 'topic', value: { codes: ['fire', 'water'] } },
  })
  expect(made[2]?.outcome).toMatchObject({ value: { codes: ['survey'] }, evidence: [{ quote: 'we asked' }] })
  expect(made[4]).toMatchObject({ settles: words.get('design'), outcome: { value: { codes: [] } } })
  expect(made[5]).toMatchObject({
    settles: words.get('title-abstract'),
    outcome: { stage: 'title-abstract', verdict: 'include' },
  })
  expect(subjectsOf(review)).toEqual([])
  // Agreement stays what it was on the blind codings.
  expect(lacuna(['agreement', '--json', '--project', review]).stdout).toBe(before)
})

test('kill -9 after an outcome was shown as settled loses nothing', async () => {
  const review = doubleCoded()
  const terminal = openTerminal(['reconcile', '--project', review], 80, 24)
  await terminal.until('disagreement 1 of 3')
  expect(terminal.screen().every((line) => line.length <= 80)).toBe(true)
  terminal.type('l')
  await terminal.until('1 settled')
  terminal.kill('SIGKILL')
  await terminal.exited
  expect(madeBy(review, 'Ada').map(({ kind }) => kind)).toEqual(['reconcile'])
  expect(listOf(review).disagreements).toHaveLength(2)
})

test('without a terminal: the list, agreements in bulk, outcomes from a file, the map', () => {
  const review = doubleCoded()
  const listed = lacuna(['reconcile', '--list', '--project', review]).stdout
  expect(listed).toMatch(/Topic\n +Ben: Water\n +“pumps move water”\n +Cleo: Fire/)
  expect(listed).toMatch(/title-abstract\n +Ben: include\n +Cleo: exclude\n +note: not ours/)
  expect(listed).toContain('3 disagreements to settle\n1 agreement can be accepted (--accept-agreements)')

  const accepted = lacuna(['reconcile', '--accept-agreements', '--project', review])
  expect(accepted.stdout).toBe('1 agreement settled by Ada\n3 disagreements left (--list)\n')
  expect(madeBy(review, 'Ada')[0]).toMatchObject({
    kind: 'reconcile',
    outcome: { dimension: 'topic', value: { codes: ['fire'] } },
  })
  expect(madeBy(review, 'Ada')[0]?.settles).toHaveLength(2)
  expect(lacuna(['reconcile', '--accept-agreements', '--project', review]).stdout).toContain('0 agreements')

  const settled = decide(review, 'Ada', [
    '10.1000/wells.1,,,topic,"water;fire",,after discussion,yes',
    '10.1000/wells.1,,,design,trial,randomly given,,yes',
    '10.1000/fire.2,title-abstract,include,,,,,yes',
    '10.1000/soil.3,,,topic,fire,,,yes',
    '10.1000/soil.3,title-abstract,include,,,,,maybe',
  ])
  expect(settled.status).toBe(1)
  expect(settled.stdout).toContain('3 decisions recorded by Ada')
  expect(settled.stderr).toMatch(/rows\.csv:5: Fewer than two people have judged this/)
  expect(settled.stderr).toMatch(/rows\.csv:6: The settle is "maybe"; expected yes or no/)
  expect(listOf(review)).toMatchObject({ disagreements: [], agreements: 0, settled: 4 })
  expect(lacuna(['reconcile', '--project', review]).stdout).toBe('Nothing is left to settle.\n')

  decide(
    review,
    'Ben',
    ['title-abstract', 'retrieval', 'full-text'].map((stage) => `10.1000/wells.1,${stage},include,,,,,`),
  )
  const out = join(review, 'published')
  const report = lacuna(['report', '--out', out, '--project', review])
  expect(report.stderr).not.toContain('You can')
  const map = JSON.parse(readFileSync(join(out, 'snapshot.json'), 'utf8')) as ReviewSnapshot
  expect(map.studies.flatMap(({ codings }) => codings)).toMatchObject([
    { dimension: 'topic', by: 'reconciliation', coders: ['Ada'], value: { codes: ['fire', 'water'] } },
    { dimension: 'design', by: 'reconciliation', coders: ['Ada'], value: { codes: ['trial'] } },
  ])
})

test('a report that somebody has not finished waits, and says for whom', () => {
  const review = doubleCoded()
  decide(review, 'Ben', ['10.1000/fire.2,,,design,survey,,,'])
  expect(lacuna(['reconcile', '--list', '--project', review]).stdout).toMatch(
    /waits: Cleo has not coded design {2}A survey of fire brigades/,
  )
  const outcome = decide(review, 'Ada', ['10.1000/fire.2,,,topic,water,,,yes'])
  expect(outcome.stderr).toMatch(/is not coded by everybody who began it/)
  expect(outcome.status).toBe(1)
})

test('only those whom review.yaml names may reconcile; anybody may look', () => {
  const review = doubleCoded()
  appendFileSync(join(review, 'review.yaml'), 'reconcilers: [Zoe]\n')
  const rows = ['10.1000/wells.1,,,design,trial,,,yes']
  const tries = [
    lacuna(['reconcile', '--project', review]),
    lacuna(['reconcile', '--accept-agreements', '--project', review]),
    decide(review, 'Ada', rows),
  ]
  for (const { status, stderr } of tries) {
    expect(stderr).toMatch(/Ada may not reconcile in this review; Zoe may\.\n +You can leave it to them/)
    expect(status).toBe(1)
  }
  expect(madeBy(review, 'Ada')).toEqual([])
  expect(listOf(review).disagreements).toHaveLength(3)
  expect(decide(review, 'Zoe', rows).status).toBe(0)
  expect(subjectsOf(review)).toEqual(['title-abstract', 'topic'])
})

test('without a terminal it says what to do instead', () => {
  const { status, stderr } = lacuna(['reconcile', '--project', doubleCoded()])
  expect(stderr).toMatch(/not a terminal[\s\S]*You can list them with "lacuna reconcile --list"/)
  expect(status).toBe(2)
})
