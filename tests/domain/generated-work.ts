import * as fc from 'fast-check'
import type { Decision } from '../../src/domain/decision.ts'
import { allocate, code, entryId, logOf, screen } from './small-project.ts'

const person = fc.constantFrom('Ada', 'Bo', 'Cy')
const report = fc.constantFrom('d1', 'd2', 'd3')
const task = fc.constantFrom('title-abstract', 'full-text', 'coding')

/** Logs of three people at work on three reports of the small codebook. */
export const generatedLogs: fc.Arbitrary<readonly Decision[]> = fc
  .array(
    fc.oneof(
      fc
        .tuple(report, task, fc.subarray(['Ada', 'Bo', 'Cy']), fc.boolean())
        .map(([id, what, coders, inSample]) => allocate(id, what, coders, inSample)),
      fc
        .tuple(
          person,
          report,
          fc.constantFrom('include', 'exclude', 'maybe'),
          fc.constantFrom('title-abstract', 'full-text'),
        )
        .map(([coder, id, verdict, stage]) => screen(coder, id, verdict, stage)),
      fc
        .tuple(person, report, fc.constantFrom('water', 'fire'))
        .map(([coder, id, topic]) => code(coder, id, 'topic', topic)),
      fc
        .tuple(person, report, fc.constantFrom('trial', 'survey'))
        .map(([coder, id, design]) => code(coder, id, 'design', design)),
      fc
        .tuple(person, report)
        .map(([coder, id]) => ({ kind: 'note' as const, coder, report: id, text: 'hm' })),
      fc
        .tuple(person, fc.nat({ max: 20 }))
        .map(([coder, n]) => ({ kind: 'retract' as const, coder, decision: entryId(n) })),
    ),
    { maxLength: 25 },
  )
  .map((entries) => logOf(...entries))
