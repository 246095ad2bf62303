import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lacuna, root } from './command.ts'
import { reviewAt, run, startApi } from './loopback-review.ts'

/** The source keys of what the review has from a source, in the order of its records. */
function keysFrom(review: string, source: string): readonly string[] {
  const { stdout } = lacuna(['export', 'records', '--project', review])
  const lines = stdout.split(/\r?\n/).filter((line) => line.split(',')[1] === source)
  return lines.map((line) => line.split(',')[3] ?? '')
}

test(
  'a command killed when one of two sources was done and the other was not keeps what both have',
  { timeout: 120_000 },
  async () => {
    const quick = await startApi('europepmc', { records: 24 })
    const slow = await startApi('arxiv', { records: 24, most: 12 })
    const review = reviewAt({ europepmc: quick.url, arxiv: slow.url })
    const main = join(root, 'dist', 'cli', 'main.js')
    const env = { ...process.env, XDG_CACHE_HOME: join(review, 'cache') }
    const child = spawn(process.execPath, [main, 'harvest', '--project', review], { env, stdio: 'ignore' })
    const died = new Promise((resolve) => child.on('exit', resolve))
    // Europe PMC ends with an empty page; arXiv waits three seconds for its second.
    while (quick.server.log.length < 2 || slow.server.log.length < 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    await new Promise((resolve) => setTimeout(resolve, 600))
    child.kill('SIGKILL')
    await died
    expect(slow.server.log).toHaveLength(1)
    const second = await run(review, ['harvest', '--resume'])
    expect(second.status).toBe(0)
    expect(second.stdout).toMatch(/europepmc\s+whole\s+24 of 24\s+24 new/)
    expect(second.stdout).toMatch(/arxiv\s+whole\s+24 of 24\s+24 new/)
    expect(quick.server.log).toHaveLength(2)
    expect(slow.server.log).toHaveLength(2)
    for (const source of ['europepmc', 'arxiv']) {
      expect(new Set(keysFrom(review, source)).size).toBe(24)
      expect(keysFrom(review, source)).toHaveLength(24)
    }
    const third = await run(review, ['harvest', '--resume'])
    expect(third).toMatchObject({ status: 0, stdout: '' })
  },
)
