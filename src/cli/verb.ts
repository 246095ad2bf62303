import type { Command } from 'commander'
import type { Face } from './face.ts'

/** Adds one verb to the program. `act` wraps its action with a face, exit status and errors. */
export type AddVerb = (program: Command, act: Act) => void

/** Makes a commander action out of a verb's work. */
export type Act = <Arguments extends unknown[]>(
  work: (face: Face, ...rest: Arguments) => Promise<void>,
) => (...given: Arguments) => Promise<void>
