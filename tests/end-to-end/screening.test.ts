import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { ask, lacuna, root, temporaryFolder } from './command.ts'
import { killAgainAndAgain } from './killed-session.ts'
import { screeningKills } from './screening-kills.ts'
import { screeningReview, titles } from './screening-review.ts'
import { openTerminal } from './terminal.ts'

interface Entry {
  readonly kind: string
  readonly coder: string
  readonly report?: string
  readonly verdict?: string
  readonly reason?: string
  readonly stage?: string
  readonly text?: string
}
const logOf = (review: string): readonly Entry[] => ask<readonly Entry[]>(['log', '--project', review])

test('a sitting: one key a verdict, reasons by number and by typing, note, flag, all in the log', async () => {
  const review = screeningReview()
  const terminal = openTerminal(['screen', '--project', review], 100, 30)
  await terminal.until('1 of 7 · 0 done')
  terminal.type('i')
  await terminal.until('2 of 7 · 1 done')
  expect(terminal.screen().join('\n')).toContain('Saved: include.')
  terminal.type('1')
  await terminal.until('3 of 7 · 2 done')
  terminal.type('e')
  await terminal.until('Exclude because (number, or type)')
  terminal.type('off\r')
  await terminal.until('4 of 7 · 3 done')
  terminal.type('cask the authors\r')
  await terminal.until('“ask the authors”')
  terminal.type('f')
  await terminal.until('1 flagged')
  terminal.type('m')
  await terminal.until('5 of 7 · 4 done')
  // All in one piece: typed faster than it is drawn.
  terminal.type('i0eo\rq')
  expect(await terminal.exited).toBe(0)
  const log = logOf(review)
  expect(log.map(({ kind, verdict, reason }) => [kind, verdict, reason])).toEqual([
    ['screen', 'include', undefined],
    ['screen', 'exclude', 'off-topic'],
    ['screen', 'exclude', 'off-topic'],
    ['note', undefined, undefined],
    ['flag', undefined, undefined],
    ['screen', 'maybe', undefined],
    ['screen', 'include', undefined],
    ['screen', 'exclude', 'off-topic'],
  ])
  expect(log.every(({ coder }) => coder === 'Ada')).toBe(true)
  expect(log.find(({ kind }) => kind === 'note')?.report).toBe(log[5]?.report)
})

test('reopens where one left off; undo and redo go on across restarts', async () => {
  const review = screeningReview()
  const first = openTerminal(['screen', '--project', review], 80, 24)
  await first.until('1 of 7 · 0 done')
  first.type('ii1')
  await first.until('4 of 7 · 3 done')
  first.type('h')
  await first.until('3 of 7 · 3 done')
  first.type('q')
  await first.exited
  const second = openTerminal(['screen', '--project', review], 80, 24)
  await second.until('3 of 7 · 3 done')
  await second.until('You said exclude')
  second.type('z')
  await second.until('3 of 7 · 2 done')
  await second.until('Taken back: exclude.')
  second.type('u')
  await second.until('2 of 7 · 1 done')
  second.type('q')
  await second.exited
  const third = openTerminal(['screen', '--project', review], 80, 24)
  await third.until('1 done')
  third.type('Z')
  await third.until('2 of 7 · 2 done')
  await third.until('You said include')
  third.type('\u0012')
  await third.until('3 of 7 · 3 done')
  expect(logOf(review).map(({ kind }) => kind)).toEqual([
    'screen',
    'screen',
    'screen',
    'retract',
    'retract',
    'retract',
    'retract',
  ])
})

test('the full-text stage: not obtained, include, exclude for a reason', async () => {
  const review = screeningReview()
  const titlesFirst = openTerminal(['screen', '--project', review], 80, 24)
  await titlesFirst.until('1 of 7 · 0 done')
  titlesFirst.type('iiiiiii')
  await titlesFirst.until('Everything is done')
  titlesFirst.type('q')
  await titlesFirst.exited
  const terminal = openTerminal(['screen', '--stage', 'full-text', '--project', review], 80, 24)
  await terminal.until('1 of 7 · 0 done')
  terminal.type('x')
  await terminal.until('2 of 7 · 1 done')
  terminal.type('1')
  await terminal.until('3 of 7 · 2 done')
  terminal.type('i')
  await terminal.until('4 of 7 · 3 done')
  terminal.type('hhh')
  await terminal.until('You said not obtained')
  const full = logOf(review).slice(7)
  expect(full.map(({ stage, verdict }) => `${stage} ${verdict}`)).toEqual([
    'retrieval exclude',
    'full-text exclude',
    'full-text include',
  ])
})

test('search goes from find to find; the page opens in the viewer that is named', async () => {
  const review = screeningReview()
  const folder = temporaryFolder()
  const opened = join(folder, 'opened')
  const viewer = join(folder, 'viewer')
  writeFileSync(viewer, `#!/bin/sh\nprintf '%s' "$1" > '${opened}'\n`)
  chmodSync(viewer, 0o755)
  const terminal = openTerminal(['screen', '--project', review], 100, 30, { BROWSER: viewer })
  await terminal.until('1 of 7')
  terminal.type('/water pump')
  await terminal.until(titles[0])
  terminal.type('\r')
  await terminal.until('n N')
  await terminal.until(/│ A trial of ‹water› pumps/)
  terminal.type('n')
  // Esc and a key in one piece are two keys.
  terminal.type('\u001b/trial of water pumps vil\r')
  await terminal.until(/│ A trial of ‹water› pumps/)
  terminal.type('o')
  await terminal.until('Opened https://doi.org/10.1000/w.0')
  for (let waited = 0; waited < 100 && !existsSync(opened); waited++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(readFileSync(opened, 'utf8')).toBe('https://doi.org/10.1000/w.0')
})

test('wide, combining, right-to-left and hostile titles keep the columns straight', async () => {
  const review = screeningReview()
  const terminal = openTerminal(['screen', '--project', review], 80, 24)
  await terminal.until('1 of 7')
  for (let i = 0; i < titles.length; i++) {
    await terminal.until(`${i + 1} of 7`)
    // All lines of the body: under the name and its rule, above the message and the hints.
    const rules = Array.from({ length: 19 }, (_, row) => terminal.columnsOf(row + 2, '│'))
    expect(rules, terminal.screen().join('\n')).toEqual(Array.from({ length: 19 }, () => [30]))
    terminal.type('l')
  }
})

test('the screen follows the window, down to a few lines', async () => {
  const review = screeningReview()
  const terminal = openTerminal(['screen', '--project', review], 120, 40)
  await terminal.until('1 of 7')
  for (const [columns, rows] of [
    [80, 24],
    [300, 100],
    [40, 10],
    [20, 5],
    [120, 40],
  ] as const) {
    terminal.resize(columns, rows)
    await terminal.until(new RegExp(`^─{${columns}}$`, 'm'))
    await terminal.until('leave')
    expect(terminal.screen().filter((line) => line.includes('? help'))).toHaveLength(1)
  }
})

test('Ctrl+Z gives the terminal back and "fg" takes it again, as it was', async () => {
  const review = screeningReview()
  const terminal = openTerminal(['screen', '--project', review], 80, 24)
  await terminal.until('1 of 7 · 0 done')
  terminal.type('i')
  await terminal.until('2 of 7 · 1 done')
  const before = terminal.screen()
  terminal.type('\u001a')
  await stateOf(terminal.pid, 'T')
  expect(terminal.raw().slice(-60)).toContain('\u001b[?1049l')
  expect(terminal.screen().join('')).toBe('')
  process.kill(terminal.pid, 'SIGCONT')
  await terminal.until('2 of 7 · 1 done')
  expect(terminal.screen()).toEqual(before)
  terminal.type('i')
  await terminal.until('3 of 7 · 2 done')
})

/** Waits until a process is in a state, as the kernel names it. */
async function stateOf(pid: number, state: string): Promise<void> {
  for (let waited = 0; waited < 400; waited++) {
    if (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /su, '')
        .startsWith(state)
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`The process never came into state ${state}.`)
}

test.each(['SIGTERM', 'SIGHUP', 'SIGINT'])('%s puts the terminal back', async (signal) => {
  const review = screeningReview()
  const terminal = openTerminal(['screen', '--project', review], 80, 24)
  await terminal.until('1 of 7')
  terminal.kill(signal)
  expect(await terminal.exited).toBe(130)
  expect(terminal.raw()).toContain('\u001b[?1049l')
  expect(terminal.raw()).toContain('\u001b[?25h')
})

test('what another terminal says appears without being asked for', async () => {
  const review = screeningReview()
  const here = openTerminal(['screen', '--project', review], 80, 24)
  const there = openTerminal(['screen', '--project', review], 80, 24)
  await here.until('1 of 7 · 0 done')
  await there.until('1 of 7 · 0 done')
  there.type('ii')
  await there.until('2 done')
  await here.until('1 of 7 · 2 done')
  await here.until('You said include')
  expect(here.screen()[0]).toContain('1 of 7')
})

test.each<Record<string, string>>([
  { NO_COLOR: '1' },
  { NO_COLOR: '1', CI: 'true' },
  { NO_COLOR: '1', TERM: 'xterm' },
])('without colours nothing is lost; with them nothing hangs on them: %o', async (env) => {
  const review = screeningReview()
  const terminal = openTerminal(['screen', '--project', review], 80, 24, env)
  await terminal.until('1 of 7')
  await terminal.until(/‹.+›/)
  // Bold, underlined and dim are no colours.
  expect(terminal.raw()).not.toMatch(/\u001b\[(?:[349][0-7]|[34]8;)[;0-9]*m/)
  expect(terminal.raw()).toContain('\u001b[1m')
})

test.each<Record<string, string>>([{}, { CI: 'true' }])('a terminal has its colours: %o', async (env) => {
  const review = screeningReview()
  const terminal = openTerminal(['screen', '--project', review], 80, 24, { NO_COLOR: '', ...env })
  await terminal.until(/‹.+›/)
  expect(terminal.raw()).toMatch(/\u001b\[(?:[349][0-7]|[34]8;)[;0-9]*m/)
})

const linear = (review: string, lines: string, words: readonly string[] = []): string => {
  const { stdout, status } = spawnSync(
    process.execPath,
    [join(root, 'dist', 'cli', 'main.js'), 'screen', ...words, '--project', review],
    { input: lines, encoding: 'utf8', env: { ...process.env, LACUNA_CODER: 'Ada' } },
  )
  expect(status).toBe(0)
  return stdout
}

test('through a pipe it is a conversation in lines, with the same letters', () => {
  const review = screeningReview()
  const said = linear(review, 'i\ne off\nc look again\nz\nfoo\n?\ng 1\nq\n')
  expect(said).not.toContain('\u001b')
  expect(said).toContain('Report 1 of 7, 0 done')
  expect(said).toContain('Saved: include.')
  expect(said).toContain('Saved: exclude (Off topic).')
  expect(said).toContain('Taken back: note.')
  expect(said).toContain('There is no command "foo"; ? lists them.')
  expect(said).toContain('You said: include')
  expect(logOf(review).map(({ kind }) => kind)).toEqual(['screen', 'screen', 'note', 'retract'])
  expect(linear(review, '')).toContain('Report 1 of 7, 2 done')
})

test('--screen-reader is linear on a terminal too: no cursor is moved', async () => {
  const review = screeningReview()
  const terminal = openTerminal(['--screen-reader', 'screen', '--project', review], 100, 30)
  await terminal.until('> ')
  terminal.type('i\r')
  await terminal.until('Report 2 of 7, 1 done')
  terminal.type('q\r')
  expect(await terminal.exited).toBe(0)
  expect(terminal.raw()).not.toContain('\u001b')
})

test('without a verb home opens where there is a project; else there is help', async () => {
  const review = screeningReview()
  const terminal = openTerminal(['--project', review], 80, 24)
  await terminal.until('7 waiting')
  terminal.type('s')
  await terminal.until('1 of 7 · 0 done')
  terminal.type('i')
  await terminal.until('2 of 7 · 1 done')
  terminal.type('q')
  await terminal.until('6 waiting')
  await terminal.until('include')
  terminal.type('q')
  expect(await terminal.exited).toBe(0)
  expect(lacuna(['--project', review]).stdout).toContain('Usage: lacuna')
})

test('a stage that does not exist says which do', () => {
  const { status, stderr } = lacuna(['screen', '--stage', 'abstract', '--project', temporaryFolder()])
  expect(status).toBe(2)
  expect(stderr).toContain('expected one of title-abstract, full-text')
})

test('kill -9 after random keys: everything shown as saved is there', { timeout: 120_000 }, async () => {
  const review = screeningReview()
  const { kills, lost } = await killAgainAndAgain(screeningKills(review, 8, 7))
  expect(lost).toEqual([])
  expect(kills).toBe(8)
  const ids = ask<readonly { readonly id: string }[]>(['log', '--project', review]).map(({ id }) => id)
  expect(ids).toEqual(ids.toSorted())
  expect(ids.length).toBeGreaterThan(3)
})
