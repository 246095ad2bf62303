import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { journalIn, rawBodiesIn } from '../../src/stages/harvest-files.ts'
import { apis } from './apis.ts'
import { hurried, keysOf } from './harvesting.ts'
import { ReplayServer } from './replay-server.ts'

const program = fileURLToPath(new URL('harvest-process.ts', import.meta.url))

/** Starts a harvest in a process of its own; resolves to its exit status, or null when it was killed. */
export function startHarvest(
  folder: string,
  url: string,
  source: string,
  pace: readonly [intervalMs: number, concurrency: number] = [0, 4],
  search = 'q1',
): { readonly done: Promise<number | null>; readonly kill: () => void } {
  const child = spawn(process.execPath, [program, folder, url, source, ...pace.map(String), search], {
    stdio: 'ignore',
  })
  const done = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => {
      resolve(code)
    })
  })
  return {
    done,
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}

export interface Killing {
  /** Where the harvest was killed: at a byte of the bodies sent, or so many ms after the body with that byte. */
  readonly atByte: number
  readonly delayMs: number
}

export interface Killed {
  readonly keys: readonly string[]
  readonly requests: number
  /** Bytes of bodies that were sent. */
  readonly bytes: number
  readonly wasKilled: boolean
}

/**
 * Kills a harvest, starts it again and lets it finish. Gives the records' keys and how many requests it took.
 * With a byte beyond the end nothing is killed.
 */
export async function harvestKilledAt(source: string, { atByte, delayMs }: Killing): Promise<Killed> {
  const api = apis.find((one) => one.source === source)
  if (api === undefined) throw new Error(`no API ${source}`)
  const server = await ReplayServer.start(api.start())
  const folder = mkdtempSync(join(tmpdir(), 'lacuna-kill-'))
  try {
    const url = server.url + api.base
    const first = startHarvest(folder, url, source)
    server.alarm = {
      atByte,
      isWhole: delayMs > 0,
      ring: () => {
        if (delayMs === 0) first.kill()
        else setTimeout(first.kill, delayMs)
      },
    }
    const status = await first.done
    server.alarm = undefined
    const again = status === 0 ? 0 : await startHarvest(folder, url, source).done
    if (again !== 0) throw new Error(`the second run ended with ${again}`)
    const keys = await keysOf(hurried(source), await journalIn(folder, 'q1').read(), rawBodiesIn(folder))
    return { keys, requests: server.log.length, bytes: server.sentBytes, wasKilled: status === null }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
