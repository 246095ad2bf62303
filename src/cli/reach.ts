import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { Reach } from '../stages/source-client.ts'
import type { Face } from './face.ts'

/** The flags of every verb that asks the network. */
export interface ReachFlags {
  readonly keys?: string
  readonly ca?: string
  readonly anonymous?: boolean
}

export const withReachFlags = (command: Command): Command =>
  command
    .option('--keys <file>', 'a file of NAME=value lines with keys, readable by you alone')
    .option('--ca <file>', 'a PEM file with certificates to trust besides the usual ones')
    .option('--anonymous', 'go without a contact address where a source only recommends one; slower')

/** How this run reaches the network. All runs of a user keep to one pace, whichever review they are for. */
export function reachOf(face: Face, { keys, ca, anonymous }: ReachFlags): Reach {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return {
    environment: process.env,
    paceFolder: join(cache, 'lacuna', 'pace'),
    ...(keys === undefined ? {} : { keysFile: keys }),
    ...(ca === undefined ? {} : { caFile: ca }),
    ...(anonymous === true ? { isAnonymous: true } : {}),
    onNote: (line) => {
      face.note(line)
    },
  }
}
