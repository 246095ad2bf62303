/**
 * Speed and memory of the readers on generated files, each in a process of its own, and beside them @citation-js and
 * @iebh/reflib on the same files. `npm run build && node bench/formats-speed.ts [FACTOR] [FORMAT…] [--alone]`; FACTOR 1 is
 * the bars' sizes, `--alone` leaves the peers out.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate, generatedFormats } from './formats-generate.ts'

const factor = Number(process.argv[2] ?? 1)
const asked = process.argv.slice(3).filter((argument) => !argument.startsWith('--'))
const isAlone = process.argv.includes('--alone')
const counts: Readonly<Record<string, number>> = {
  ris: 100_000,
  nbib: 100_000,
  'wos-tagged': 100_000,
  'endnote-xml': 100_000,
  csv: 100_000,
  bibtex: 50_000,
}
const peers: Readonly<Record<string, readonly string[]>> = {
  ris: ['reflib', 'citation-js'],
  nbib: ['reflib'],
  'endnote-xml': ['reflib'],
  bibtex: ['citation-js'],
}
const runner = fileURLToPath(new URL('formats-read-one.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'lacuna-bench-'))

console.log('| format | reader | records | MB | seconds | CPU seconds | records/s | peak MB |')
console.log('|---|---|---|---|---|---|---|---|')
for (const format of generatedFormats) {
  if (asked.length > 0 && !asked.includes(format)) continue
  const count = Math.round((counts[format] ?? 100_000) * factor)
  const path = join(folder, `made.${format}`)
  const bytes = await generate(format, count, path)
  for (const reader of ['lacuna', ...(isAlone ? [] : (peers[format] ?? []))]) {
    const { stdout, status, stderr } = spawnSync(
      process.execPath,
      ['--max-old-space-size=4096', runner, reader, format, path],
      { encoding: 'utf8', timeout: 300_000 },
    )
    if (status !== 0) {
      console.log(
        `| ${format} | ${reader} | | ${(bytes / 1e6).toFixed(0)} | failed: ${stderr.split('\n').find((line) => line.includes('Error')) ?? 'over 300 s'} | | |`,
      )
      continue
    }
    const { records, seconds, cpuSeconds, peak } = JSON.parse(stdout) as Record<
      'records' | 'seconds' | 'cpuSeconds' | 'peak',
      number
    >
    console.log(
      `| ${format} | ${reader} | ${records} | ${(bytes / 1e6).toFixed(0)} | ${seconds.toFixed(1)} | ${cpuSeconds.toFixed(1)} | ${Math.round(records / seconds)} | ${peak.toFixed(0)} |`,
    )
  }
}
rmSync(folder, { recursive: true })
