import { printable } from '../../domain/printable.ts'
import type { Review } from '../../review/review.ts'
import type { ReconcileList } from '../../stages/reconcile.ts'
import { counted } from '../counted.ts'
import type { Face } from '../face.ts'
import type { AddVerb } from '../verb.ts'

interface Flags {
  readonly list?: boolean
  readonly acceptAgreements?: boolean
}

export const addReconcile: AddVerb = (program, act) => {
  program
    .command('reconcile')
    .description('settle what coders judged apart, side by side')
    .option('--list', 'print the disagreements that nobody has settled, and who still has to code')
    .option('--accept-agreements', 'settle everything on which all coders say the same')
    .addHelpText('after', more)
    .action(
      act(async (face, flags: Flags) => {
        await face.withReview(async (review) => {
          if (flags.acceptAgreements === true) return accept(face, review)
          if (flags.list === true || face.flags.json === true) return list(face, review)
          return reconcile(face, review)
        })
      }),
    )
}

async function reconcile(face: Face, review: Review): Promise<void> {
  const { openReconciliation } = await import('../../stages/reconcile.ts')
  const sitting = await openReconciliation(review, face.control)
  if (sitting.disagreements.length === 0) {
    face.print('Nothing is left to settle.')
    return printRest(face, sitting)
  }
  const { showReconciliation } = await import('../../tui/start.tsx')
  return showReconciliation(sitting, face, face.control.signal)
}

async function accept(face: Face, review: Review): Promise<void> {
  const { acceptAgreements } = await import('../../stages/reconcile.ts')
  const result = await acceptAgreements(review, face.control)
  if (face.flags.json === true) return face.printJson(result)
  face.print(`${counted(result.accepted, 'agreement')} settled by ${printable(face.control.coder)}`)
  if (result.disagreements > 0) face.print(`${counted(result.disagreements, 'disagreement')} left (--list)`)
  if (result.waiting > 0) face.print(`${counted(result.waiting, 'report')} not coded by everybody yet`)
  return undefined
}

async function list(face: Face, review: Review): Promise<void> {
  const { listReconciliation, printOutcome } = await import('../../stages/reconcile.ts')
  const found = await listReconciliation(review, face.viewer)
  if (face.flags.json === true) return face.printJson(found)
  let last = ''
  for (const { report, title, label, words, discussion } of found.disagreements) {
    if (report !== last) face.print(`${report}  ${printable(title)}`)
    last = report
    face.print(`  ${printable(label)}`)
    for (const { coder, outcome, notes } of words) {
      face.print(`    ${printable(`${coder}: ${printOutcome(outcome, review.codebook)}`)}`)
      const quotes = 'dimension' in outcome ? (outcome.evidence ?? []) : []
      for (const { quote } of quotes) face.print(`      “${printable(quote)}”`)
      for (const note of notes) face.print(`      note: ${printable(note)}`)
    }
    for (const { coder, text } of discussion) face.print(`    ${printable(`${coder} notes: ${text}`)}`)
  }
  face.print(`${counted(found.disagreements.length, 'disagreement')} to settle`)
  const { sayHidden } = await import('../../stages/seen-log.ts')
  const kept = sayHidden(face.viewer, found.hidden)
  if (kept !== undefined) face.note(printable(kept))
  return printRest(face, found)
}

function printRest(face: Face, { agreements, waiting }: ReconcileList): void {
  if (agreements > 0) face.print(`${counted(agreements, 'agreement')} can be accepted (--accept-agreements)`)
  for (const { report, title, missing } of waiting) {
    const who = missing.map(({ coder, dimensions }) => `${coder} has not coded ${dimensions.join(', ')}`)
    face.print(printable(`${report} waits: ${who.join('; ')}  ${title}`))
  }
}

const more = `
Without a terminal: "lacuna decide FILE" settles rows whose column "settle" is yes.
Who may settle: the names under "reconcilers" in review.yaml; everybody where there are none.
`
