/*
 * Runs the benchmarks one after the other, each in a process of its own so that memory is measured cleanly:
 * "npm run bench" runs all, "npm run bench -- store dedupe" only those named.
 */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(fileURLToPath(import.meta.url))

/** The benchmarks by name, with the arguments they run with here; the other files of this folder are parts of them. */
const benchmarks: Readonly<Record<string, readonly string[]>> = {
  store: [],
  'formats-speed': ['0.1'],
  'formats-accuracy': [],
  dedupe: [],
  'dedupe-speed': ['50000'],
  codebook: [],
  'code-suggestions': ['all', '--draws', '1'],
  'code-suggestion-speed': ['20000'],
  harvest: ['replay', '10000'],
  'full-text': [],
  agreement: [],
  'agreement-coverage': ['200'],
  synthesis: [],
  report: ['1000'],
  terminal: ['10000'],
  'coder-log': ['10000', '15000'],
  'terminal-code': ['10000'],
  'terminal-kills': ['20'],
}
const all = Object.keys(benchmarks)
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. You can name: ${all.join(', ')}.`)
  process.exit(2)
}
let failed = 0
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n== ${name}`)
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', join(folder, `${name}.ts`), ...(benchmarks[name] ?? [])],
    {
      stdio: 'inherit',
    },
  )
  if (status !== 0) failed++
}
process.exit(failed === 0 ? 0 : 1)
