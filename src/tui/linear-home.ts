import type { Review } from '../review/review.ts'
import type { Control } from '../stages/control.ts'
import { readHome } from '../stages/home.ts'
import { homeLines } from './home-pane.ts'
import { homeKeys } from './key-tables.ts'
import { converse, type LinearPlace } from './linear.ts'
import type { Route } from './navigation.ts'

const columns = 100

/** The home screen as a conversation; leads to the others and back. */
export async function converseAtHome(
  review: Review,
  control: Control,
  place: LinearPlace,
  go: (route: Route) => Promise<void>,
): Promise<void> {
  let visits = 0
  let home = await readHome(review, control)
  await converse(
    {
      bindings: homeKeys.filter(({ action }) => action !== 'next'),
      subject: () => String(visits),
      lines: () =>
        homeLines(home, columns)
          .map((line) =>
            line
              .map(({ text }) => text)
              .join('')
              .trim(),
          )
          .filter((line) => line !== ''),
      act: async (action) => {
        if (action === 'next') return
        await go(action)
        home = await readHome(review, control)
        visits++
      },
      message: () => '',
    },
    place,
  )
}
