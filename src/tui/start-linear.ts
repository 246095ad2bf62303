import { UserError } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import type { Control } from '../stages/control.ts'
import { linearPlace, type LinearPlace } from './linear.ts'
import type { Route } from './navigation.ts'

type Conversation = (review: Review, control: Control, place: LinearPlace, report?: string) => Promise<void>

/** The screens that can be talked to; the others have verbs that need no screen. */
const conversations: Readonly<Partial<Record<Route, () => Promise<Conversation>>>> = {
  screen: async () => {
    const { converseOnScreening } = await import('./linear-screening.ts')
    return (review, control, place) => converseOnScreening(review, 'title-abstract', control, place)
  },
  'full-text': async () => {
    const { converseOnScreening } = await import('./linear-screening.ts')
    return (review, control, place) => converseOnScreening(review, 'full-text', control, place)
  },
  code: async () => (await import('./linear-coding.ts')).converseOnCoding,
}

const verbsInstead: Readonly<Partial<Record<Route, string>>> = {
  duplicates:
    'You can decide them with "lacuna dedupe --same A B" and "--different A B"; "--json" lists them.',
  reconcile: 'You can list them with "lacuna reconcile --list" and settle them with "lacuna decide FILE".',
}

/** Talks in lines over standard input and output, beginning at a screen, until the person leaves or input ends. */
export async function converseWith(
  review: Review,
  control: Control,
  { route, report }: { readonly route: Route; readonly report?: string },
): Promise<void> {
  const place = linearPlace(process.stdin, process.stdout)
  const stop = (): void => place.close()
  control.signal.addEventListener('abort', stop, { once: true })
  try {
    if (route !== 'home') await (await conversationOf(route))(review, control, place, report)
    else {
      const { converseAtHome } = await import('./linear-home.ts')
      await converseAtHome(review, control, place, async (next) => {
        try {
          await (
            await conversationOf(next)
          )(review, control, place)
        } catch (error) {
          if (!(error instanceof UserError)) throw error
          place.print(`${error.message} ${error.remedy}`)
        }
      })
    }
  } finally {
    control.signal.removeEventListener('abort', stop)
    place.close()
  }
  control.signal.throwIfAborted()
}

async function conversationOf(route: Route): Promise<Conversation> {
  const load = conversations[route]
  if (load !== undefined) return load()
  throw new UserError(
    'This screen is shown full-screen only.',
    verbsInstead[route] ?? 'You can use "lacuna decide FILE" instead.',
    { exitCode: 2 },
  )
}
