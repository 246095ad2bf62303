import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { temporaryFolder } from './review-data.ts'

const program = fileURLToPath(new URL('append-process.ts', import.meta.url))

interface Run {
  readonly child: ChildProcess
  readonly ended: Promise<{
    readonly code: number | null
    readonly confirmed: readonly string[]
    readonly told: string
  }>
}

/** Starts the program; `confirmed` are the ids whose lines arrived whole. */
function appendInOtherProcess(path: string, coder: string, count: number): Run {
  const child = spawn(process.execPath, [program, path, coder, String(count)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let [out, told] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    confirmed: out.split('\n').slice(0, -1),
    told,
  }))
  return { child, ended }
}

async function idsIn(path: string): Promise<readonly string[]> {
  const store = openSqlite(path)
  const log = await store.decisions()
  await store.close()
  return log.map(({ id }) => id)
}

function integrityOf(path: string): unknown {
  const file = new Sqlite(path)
  const found = [file.pragma('integrity_check', { simple: true }), file.pragma('foreign_key_check')]
  file.close()
  return found
}
const sound = ['ok', []]

test('four programs that start at once on a new file and write to it lose nothing', async () => {
  const path = join(temporaryFolder(), 'lacuna.db')
  const runs = ['Ada', 'Bo', 'Cy', 'Di'].map((coder) => appendInOtherProcess(path, coder, 40).ended)
  const results = await Promise.all(runs)
  expect(results.map(({ code, told }) => [code, told])).toEqual(results.map(() => [0, '']))
  const confirmed = results.flatMap((result) => result.confirmed)
  expect(confirmed).toHaveLength(160)
  expect(await idsIn(path)).toEqual(confirmed.toSorted())
  expect(integrityOf(path)).toEqual(sound)
})

test('programs that make the same file at the same moment do not trip over each other', async () => {
  const folder = temporaryFolder()
  const opener = fileURLToPath(new URL('open-process.ts', import.meta.url))
  const start = String(Date.now() + 700)
  const runs = [1, 2, 3].map(async () => {
    const child = spawn(process.execPath, [opener, folder, start, '40'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let told = ''
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number | null]
    return [code, told]
  })
  expect(await Promise.all(runs)).toEqual(runs.map(() => [0, '']))
  expect(integrityOf(join(folder, '0.db'))).toEqual(sound)
})

test.each([1, 3])('what was confirmed is there after kill -9 (%i)', async (n) => {
  const path = join(temporaryFolder(), 'lacuna.db')
  const { child, ended } = appendInOtherProcess(path, 'Ada', 100_000)
  let lines = 0
  child.stdout?.on('data', (chunk: Buffer) => {
    lines += chunk.toString().split('\n').length - 1
    if (lines >= 30 * n) child.kill('SIGKILL')
  })
  const { confirmed } = await ended
  expect(child.signalCode).toBe('SIGKILL')
  expect(confirmed.length).toBeGreaterThanOrEqual(30 * n)
  const stored = await idsIn(path)
  expect(stored).toEqual(expect.arrayContaining([...confirmed]))
  expect(stored.length - confirmed.length).toBeLessThanOrEqual(200)
  expect(integrityOf(path)).toEqual(sound)
  expect((await appendInOtherProcess(path, 'Bo', 5).ended).confirmed).toHaveLength(5)
})

test('another program that holds the file is waited for, then named', async () => {
  const path = join(temporaryFolder(), 'lacuna.db')
  const store = openSqlite(path, 100)
  onTestFinished(() => store.close())
  const other = new Sqlite(path)
  onTestFinished(() => {
    other.close()
  })
  other.exec('BEGIN IMMEDIATE')
  const note = { kind: 'note', id: '1', at: '', coder: 'Ada', report: 'd1', text: '' } as const
  await expect(store.appendDecisions([note])).rejects.toMatchObject({
    name: 'UserError',
    message: 'Another lacuna has been writing to this review for more than 0.1 seconds.',
    remedy: 'You can wait until it is done and try again.',
  })
  expect(await store.decisions()).toEqual([])
  other.exec('COMMIT')
  expect(await store.appendDecisions([note])).toBe(1)
})

describe('a disk with no room left', () => {
  /** Runs a shell line with the program as "$@"; what it confirmed must be there, and it must say what is wrong. */
  async function runOutOfSpace(path: string, left: string, shell: string): Promise<string> {
    expect(await idsIn(path)).toEqual([])
    const run = spawnSync('sh', ['-c', shell, 'sh', process.execPath, program, path, 'Ada', '100000'], {
      encoding: 'utf8',
      env: { ...process.env, folder: dirname(path), kept: dirname(left) },
    })
    expect(run.status).toBe(1)
    const confirmed = run.stdout.split('\n').slice(0, -1)
    expect(confirmed.length).toBeGreaterThan(10)
    expect(await idsIn(left)).toEqual(confirmed)
    expect(integrityOf(left)).toEqual(sound)
    return run.stderr
  }

  test('files that may not grow: a UserError, and everything confirmed is kept', async () => {
    const path = join(temporaryFolder(), 'lacuna.db')
    const told = await runOutOfSpace(path, path, 'ulimit -f 600; exec "$@"')
    expect(told).toBe(
      'The disk reported an error; this step was not saved.\nYou can check the disk and try again.\n',
    )
  })

  const mayMount = spawnSync('sh', ['-c', 'unshare -rm true']).status === 0
  const why = mayMount ? '' : ' (skipped: this machine lets nobody mount a small disk)'
  test.skipIf(!mayMount)(
    `a small disk that fills up: a UserError, and everything confirmed is kept${why}`,
    async () => {
      const outside = temporaryFolder()
      const folder = join(outside, 'small')
      mkdirSync(folder)
      const path = join(folder, 'lacuna.db')
      const small =
        'mount -t tmpfs -o size=600k none "$folder" && "$@"; status=$?; cp -r "$folder" "$kept"; exit $status'
      const left = join(outside, 'kept', 'lacuna.db')
      const told = await runOutOfSpace(path, left, `unshare -rm sh -c '${small}' "$0" "$@"`)
      expect(told).toBe(
        'The disk is full; this step was not saved. Everything saved before it is safe.\n' +
          'You can free some space and do the step again.\n',
      )
    },
  )
})

test('a copy of the folder of a program that is still writing opens and is sound', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'review', 'lacuna.db')
  mkdirSync(join(folder, 'review'))
  const { child, ended } = appendInOtherProcess(path, 'Ada', 100_000)
  await once(child.stdout ?? child, 'data')
  child.kill('SIGSTOP')
  cpSync(join(folder, 'review'), join(folder, 'copy'), { recursive: true })
  child.kill('SIGKILL')
  await ended
  const copied = await idsIn(join(folder, 'copy', 'lacuna.db'))
  expect(copied.length).toBeGreaterThan(0)
  expect(await idsIn(path)).toEqual(expect.arrayContaining([...copied]))
  expect(integrityOf(join(folder, 'copy', 'lacuna.db'))).toEqual(sound)
  expect(
    execFileSync(process.execPath, [program, join(folder, 'copy', 'lacuna.db'), 'Bo', '1']),
  ).toHaveLength(27)
})
