import { Catalogue, deduplicate } from '../src/dedupe/deduplicate.ts'
import { scoreGroups } from './dedupe-score.ts'
import { generatedLibrary } from './generated-library.ts'

/**
 * Times deduplication of generated libraries: `node bench/dedupe-speed.ts [SIZE…]`. The records are streamed and
 * made on the way; the time that takes is measured by itself and subtracted. Processor time (all threads, with
 * garbage collection) is what counts on a busy machine. Memory is the peak of the process.
 */
const sizes = process.argv.slice(2).map(Number)

for (const size of sizes.length > 0 ? sizes : [10_000, 50_000, 250_000, 1_000_000]) {
  let started = performance.now()
  let processor = process.cpuUsage()
  let characters = 0
  for (const { record } of generatedLibrary(size)) characters += record.abstract?.length ?? 0
  const making = performance.now() - started
  const makingProcessor = process.cpuUsage(processor).user
  const truth = new Map<string, string>()
  started = performance.now()
  processor = process.cpuUsage()
  const catalogue = new Catalogue()
  for (const { record, work } of generatedLibrary(size)) {
    truth.set(record.id, String(work))
    catalogue.add(record)
  }
  const result = deduplicate(catalogue)
  const seconds = (performance.now() - started - making) / 1000
  const processorSeconds = (process.cpuUsage(processor).user - makingProcessor) / 1e6
  const { record } = scoreGroups(truth, result.reports)
  const peak = process.resourceUsage().maxRSS / 1024 / 1024
  console.log(
    `${size} records (${(characters / 1e6).toFixed(0)} MB of abstracts): ${seconds.toFixed(1)} s (processor ${processorSeconds.toFixed(1)} s), peak ${peak.toFixed(2)} GB, ` +
      `${result.blocking.pairs} pairs compared, ${result.blocking.skipped} skipped, ${result.reports.length} reports, ` +
      `F1 ${record.f1.toFixed(4)} (works lost ${record.falsePositives}, copies left ${record.falseNegatives}), doubtful ${result.doubtful.length}`,
  )
}
