import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type PaceBoard, type PaceState, restingState } from '../sources/pacing.ts'

/**
 * A board in a folder that all runs of this user share: one small file a source, changed under a lock. So two
 * commands at once keep to one pace, and one that is started right after another was killed does too.
 */
export function sharedBoard(folder: string): PaceBoard {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return {
    change: async (source, step) => {
      const file = join(folder, `${source}.json`)
      const lock = `${file}.lock`
      await lockFolder(lock)
      try {
        const { state, result } = step(readState(file))
        writeFileSync(`${file}.new`, JSON.stringify(state))
        renameSync(`${file}.new`, file)
        return result
      } finally {
        rmSync(lock, { recursive: true, force: true })
      }
    },
  }
}

/** A lock is held for a few milliseconds; one this old was left by a run that died with it. */
const staleMs = 3000

async function lockFolder(lock: string): Promise<void> {
  for (;;) {
    if (isMade(lock)) return
    if (ageOf(lock) > staleMs) breakLock(lock)
    else await sleep(2 + Math.random() * 6)
  }
}

/** Only one run at a time may take a stale lock away, or the second would take away the first one's new lock. */
function breakLock(lock: string): void {
  const right = `${lock}.break`
  if (!isMade(right)) {
    if (ageOf(right) > 10 * staleMs) rmSync(right, { recursive: true, force: true })
    return
  }
  try {
    if (ageOf(lock) > staleMs) rmSync(lock, { recursive: true, force: true })
  } finally {
    rmSync(right, { recursive: true, force: true })
  }
}

function isMade(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if ((error as { readonly code?: string }).code === 'EEXIST') return false
    throw error
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return 0
  }
}

function readState(file: string): PaceState {
  let state: PaceState
  try {
    state = JSON.parse(readFileSync(file, 'utf8')) as PaceState
  } catch {
    return restingState
  }
  if (typeof state.next !== 'number' || !Array.isArray(state.leases)) return restingState
  const ended = Array.isArray(state.ended) ? state.ended : []
  const running = state.leases.filter((lease) => isRunning(Number.parseInt(lease.id, 10)))
  // Requests of a run that was killed may have reached the server at any time until now.
  const killed = state.leases.slice(running.length).map(() => Date.now())
  return { ...state, leases: running, ended: [...ended, ...killed] }
}

/** A run that was killed cannot end its turns; its number tells that it is gone. */
export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as { readonly code?: string }).code === 'EPERM'
  }
}
