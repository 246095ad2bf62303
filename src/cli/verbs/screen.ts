import { UserError } from '../../domain/problem.ts'
import { showScreen } from '../screens.ts'
import type { AddVerb } from '../verb.ts'

const routes = { 'title-abstract': 'screen', 'full-text': 'full-text' } as const

export const addScreen: AddVerb = (program, act) => {
  program
    .command('screen')
    .description('include, exclude or maybe: the reports that wait for you, one by one')
    .option('--stage <stage>', `${Object.keys(routes).join(' or ')} [title-abstract]`)
    .action(
      act(async (face, { stage = 'title-abstract' }: { readonly stage?: string }) => {
        const route = Object.entries(routes).find(([name]) => name === stage)?.[1]
        if (route === undefined)
          throw new UserError(
            `The stage is "${stage}"; expected one of ${Object.keys(routes).join(', ')}.`,
            'You can leave it out: then titles and abstracts are screened.',
            { exitCode: 2 },
          )
        await showScreen(face, route)
      }),
    )
}
