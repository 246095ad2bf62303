import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Asked, type Reply, ReplayServer } from '../sources/replay-server.ts'
import { type Outcome, root, smallReview } from './command.ts'

/** A server on loopback that is gone after the test. */
export async function serve(answer: (asked: Asked) => Reply): Promise<ReplayServer> {
  const server = await ReplayServer.start(answer)
  onTestFinished(() => server.stop())
  return server
}

/** A small review with these lines added to its settings. */
export function reviewWithSettings(...lines: readonly string[]): string {
  const review = smallReview()
  const file = join(review, 'review.yaml')
  writeFileSync(file, `${[readFileSync(file, 'utf8').trimEnd(), ...lines].join('\n')}\n`)
  return review
}

/** The built command, while servers in this process go on answering. */
export function runLacuna(
  review: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      LACUNA_CODER: 'Ada',
      NO_COLOR: '1',
      XDG_CACHE_HOME: join(review, 'cache'),
      ...environment,
    }
    const main = join(root, 'dist', 'cli', 'main.js')
    const child = spawn(process.execPath, [main, ...words, '--project', review], { env })
    const [out, err]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('close', (status) => {
      resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() })
    })
  })
}
