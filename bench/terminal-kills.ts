/*
 * Kills a screening sitting without warning after random keys, again and again ("node bench/terminal-kills.ts [KILLS]
 * [SEED]", 100 unless told otherwise), and compares what was shown as saved with what is there on reopening. Needs
 * "npm run build". Fails when anything is lost.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killAgainAndAgain } from '../tests/end-to-end/killed-session.ts'
import { screeningKills } from '../tests/end-to-end/screening-kills.ts'

const [kills = '100', seed = '1'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'lacuna-kills-'))
try {
  const project = join(folder, 'review')
  const records = Array.from(
    { length: 400 },
    (_, i) =>
      `TY  - JOUR\nTI  - Co-production of service ${i}\nAB  - Users take part in it.\nPY  - 2020\nER  - \n`,
  )
  writeFileSync(join(folder, 'records.ris'), records.join('\n'))
  for (const words of [
    ['init', project, '--codebook', 'coproduction', '--title', 'Killed'],
    ['import', join(folder, 'records.ris'), '--project', project],
  ])
    execFileSync(process.execPath, ['dist/cli/main.js', ...words], { stdio: 'ignore' })
  const start = performance.now()
  const report = await killAgainAndAgain(screeningKills(project, Number(kills), Number(seed)))
  const log = execFileSync(process.execPath, ['dist/cli/main.js', 'log', '--json', '--project', project], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, LACUNA_CODER: 'Ada' },
  })
  const seconds = ((performance.now() - start) / 1_000).toFixed(0)
  console.log(
    `${report.kills} kills in ${seconds} s; ${(JSON.parse(log) as unknown[]).length} entries in the log; shown as saved and lost: ${report.lost.length}`,
  )
  for (const line of report.lost) console.log(line)
  process.exitCode = report.lost.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
