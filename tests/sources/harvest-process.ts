/** A harvest as a process of its own, to be killed: folder, address and source are its arguments. */
import { runHarvest } from '../../src/sources/harvest.ts'
import { journalIn, rawBodiesIn } from '../../src/stages/harvest-files.ts'
import { sharedBoard } from '../../src/stages/pace-board.ts'
import { askOf, clientFor, harvestOf, hurried, isLost } from './harvesting.ts'

const [folder = '', url = '', name = '', intervalMs = '0', concurrency = '4', search = 'q1'] =
  process.argv.slice(2)
const source = hurried(name, Number(intervalMs), Number(concurrency))
// Patient, so that a busy machine makes no request of its own.
const client = clientFor(sharedBoard(`${folder}/pace`), { headersTimeoutMs: 20_000, bodyTimeoutMs: 20_000 })
const { outcome } = await runHarvest(harvestOf(source, url, 10), {
  ask: askOf(client, source),
  journal: journalIn(folder, search),
  raw: rawBodiesIn(folder),
  now: () => new Date().toISOString(),
  isLost,
})
process.stdout.write(`${outcome}\n`)
process.exit(outcome === 'whole' ? 0 : 1)
