import { showScreen } from '../screens.ts'
import type { AddVerb } from '../verb.ts'

export const addCode: AddVerb = (program, act) => {
  program
    .command('code')
    .description('give included reports their codes, one by one')
    .action(act(async (face) => showScreen(face, 'code')))
}
