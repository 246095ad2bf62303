import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const main = join(root, 'dist', 'cli', 'main.js')
if (!existsSync(main)) throw new Error('End-to-end tests run the built command: "npm run build" first.')

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

const environment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  LACUNA_CODER: 'Ada',
  NO_COLOR: '1',
  ...more,
})

/** Runs the built command line as a user's shell would. */
export function lacuna(
  words: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    encoding: 'utf8',
    cwd: options.cwd ?? root,
    env: environment(options.env),
    maxBuffer: 1 << 28,
  })
  return { status, stdout, stderr }
}

/** The same, not waited for. */
export const startLacuna = (words: readonly string[]): ReturnType<typeof spawn> =>
  spawn(process.execPath, [main, ...words], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** The JSON a command prints; the command must succeed. */
export function ask<T>(words: readonly string[]): T {
  const { status, stdout, stderr } = lacuna([...words, '--json'])
  if (status !== 0) throw new Error(`lacuna ${words.join(' ')} failed:\n${stderr}`)
  return JSON.parse(stdout) as T
}

/** A folder of its own for one test, gone afterwards. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lacuna-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A small review with a codebook of its own and a few records, ready for judgements. */
export function smallReview(): string {
  const folder = temporaryFolder()
  const review = join(folder, 'review')
  writeFileSync(join(folder, 'codebook.yaml'), smallCodebook)
  writeFileSync(join(folder, 'records.ris'), smallLibrary)
  for (const words of [
    ['init', review, '--codebook', join(folder, 'codebook.yaml'), '--title', 'Small'],
    ['import', join(folder, 'records.ris'), '--project', review],
    ['dedupe', '--project', review],
  ]) {
    const { status, stderr } = lacuna(words)
    if (status !== 0) throw new Error(`lacuna ${words.join(' ')} failed:\n${stderr}`)
  }
  return review
}

export const smallCodebook = `id: small
title: Small codebook
version: '1'
dimensions:
  - id: topic
    label: Topic
    type: multi
    required: true
    codes:
      - { id: water, label: Water, cues: [water] }
      - { id: fire, label: Fire, cues: ['fire*'] }
  - id: design
    label: Design
    type: single
    codes:
      - { id: trial, label: Trial, cues: [trial] }
      - { id: survey, label: Survey, cues: [survey] }
questions:
  - { id: Q1, question: 'Which topics have trials?', answered-by: [topic, design] }
screening:
  criteria: [about water or fire]
  include: [topic]
  reasons:
    - { id: off-topic, label: Off topic, cues: [earth] }
map: { rows: topic, columns: design }
`

export const smallLibrary = [
  ['A trial of water pumps', 'Smith, Anna', '2019', 'Journal of Wells', '10.1000/wells.1'],
  ['A survey of fire brigades', 'Jones, Ben', '2020', 'Fire Review', '10.1000/fire.2'],
  ['A survey of fire brigades', 'Jones, B.', '2020', 'Fire Review', '10.1000/fire.2'],
  ['Earth and soil', 'Miller, Cleo', '2021', 'Soil Letters', '10.1000/soil.3'],
]
  .map(
    ([title, author, year, journal, doi]) =>
      `TY  - JOUR\r\nTI  - ${title}\r\nAU  - ${author}\r\nPY  - ${year}\r\nT2  - ${journal}\r\nDO  - ${doi}\r\nER  - \r\n`,
  )
  .join('\r\n')
