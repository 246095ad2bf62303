import { printable } from '../../domain/printable.ts'
import { printProblem } from '../../domain/problem.ts'
import { type ReachFlags, reachOf, withReachFlags } from '../reach.ts'
import type { AddVerb } from '../verb.ts'

export const addChase: AddVerb = (program, act) => {
  const command = program
    .command('chase')
    .description('search the citations of included reports, in both directions unless one is named')
    .option('--backward', 'what they cite')
    .option('--forward', 'what cites them')
    .option('--seed <doi...>', 'begin with these instead of the included reports')
  withReachFlags(command).action(
    act(async (face, flags: Flags) => {
      const { chase } = await import('../../stages/chase.ts')
      const isBoth = flags.backward === flags.forward
      const result = await face.withReview((review) =>
        chase(
          review,
          {
            directions: isBoth ? ['backward', 'forward'] : [flags.forward === true ? 'forward' : 'backward'],
            seeds: flags.seed ?? [],
            ...reachOf(face, flags),
          },
          face.control,
        ),
      )
      const { seeds, unknown, search } = result
      if (search === undefined || search.outcome === 'short' || search.outcome === 'failed') face.fail()
      if (face.flags.json === true) return face.printJson(result)
      face.print(`${seeds} seed references, ${unknown.length} unknown to OpenAlex`)
      for (const one of unknown) face.note(`unknown: ${printable(one)}`)
      const stored = search?.stored
      face.print(
        `${stored?.records ?? 0} records, ${stored?.added ?? 0} new, ${stored?.retracted.length ?? 0} retracted`,
      )
      for (const problem of search?.problems ?? []) face.note(printable(printProblem(problem)))
    }),
  )
}

interface Flags extends ReachFlags {
  readonly backward?: boolean
  readonly forward?: boolean
  readonly seed?: string[]
}
