import { cut } from '../../domain/text-width.ts'
import type { AddVerb } from '../verb.ts'

export const addUndo: AddVerb = (program, act) => {
  for (const [name, does] of [
    ['undo', 'take back your last action, whichever screen or file it came from'],
    ['redo', 'bring back what the last undo took'],
  ] as const) {
    program
      .command(name)
      .description(does)
      .action(
        act(async (face) => {
          const { openCoderLog } = await import('../../stages/coder-log.ts')
          const { sayDecision } = await import('../../stages/log.ts')
          const entries = await face.withReview(async (review) => {
            const log = await openCoderLog(review, face.control)
            return name === 'undo' ? log.undo() : log.redo()
          })
          if (face.flags.json === true) return face.printJson(entries ?? [])
          for (const entry of entries ?? [])
            face.print(`${name === 'undo' ? 'taken back' : 'brought back'}: ${cut(sayDecision(entry), 100)}`)
          if (entries === undefined)
            face.print(name === 'undo' ? 'There is nothing to take back.' : 'There is nothing to bring back.')
        }),
      )
  }
}
