import { showScreen } from '../screens.ts'
import type { AddVerb } from '../verb.ts'

export const addCode: AddVerb = (program, act) => {
  program
    .command('code [report]')
    .description('give included reports their codes, one by one; REPORT is an id or a DOI')
    .action(act(async (face, report?: string) => showScreen(face, 'code', report)))
}
