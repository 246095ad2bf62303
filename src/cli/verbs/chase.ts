import { printable } from '../../domain/printable.ts'
import { printProblem } from '../../domain/problem.ts'
import type { AddVerb } from '../verb.ts'
import { paceFolder } from './harvest.ts'

export const addChase: AddVerb = (program, act) => {
  program
    .command('chase')
    .description('search the citations of included reports, in both directions unless one is named')
    .option('--backward', 'what they cite')
    .option('--forward', 'what cites them')
    .option('--seed <doi...>', 'begin with these instead of the included reports')
    .option('--keys <file>', 'a file of NAME=value lines with keys, readable by you alone')
    .action(
      act(async (face, flags: Flags) => {
        const { chase } = await import('../../stages/chase.ts')
        const isBoth = flags.backward === flags.forward
        const result = await face.withReview((review) =>
          chase(
            review,
            {
              directions: isBoth
                ? ['backward', 'forward']
                : [flags.forward === true ? 'forward' : 'backward'],
              seeds: flags.seed ?? [],
              ...(flags.keys === undefined ? {} : { keysFile: flags.keys }),
              environment: process.env,
              paceFolder: paceFolder(),
              onNote: (line) => {
                face.note(line)
              },
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

interface Flags {
  readonly backward?: boolean
  readonly forward?: boolean
  readonly seed?: string[]
  readonly keys?: string
}
