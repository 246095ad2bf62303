import type { Instance } from 'ink'
import type { ReactElement } from 'react'
import { UserError } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import type { Control } from '../stages/control.ts'
import type { PairReview } from '../stages/review-pairs.ts'
import type { ReconcileSitting } from '../stages/reconcile.ts'
import type { Look } from './look.ts'
import type { Route } from './navigation.ts'

/**
 * Shows the terminal program, beginning at a screen, until the user leaves. The first frame is drawn before the
 * review is opened. The terminal is put back as it was, also after an error. Throws a UserError where there is no
 * terminal.
 */
export async function showApp(
  withReview: (work: (review: Review) => Promise<void>) => Promise<void>,
  control: Control,
  start: { readonly route: Route; readonly report?: string },
  look: Look,
): Promise<void> {
  const { App } = await import('./app.tsx')
  let give: (review: Review) => void = () => undefined
  const opened = new Promise<Review>((resolve) => (give = resolve))
  // Who is at work is asked now, and progress must not be printed over the screen.
  const quiet: Control = { ...control, progress: () => undefined }
  const screen = <App opened={opened} control={quiet} start={start} />
  const app = await drawScreen(screen, look, control.signal, {
    what: 'The screens',
    remedy: 'You can use the verbs instead: "lacuna --help" lists them.',
  })
  const left = app.waitUntilExit()
  try {
    await new Promise((resolve) => setImmediate(resolve))
    await withReview(async (review) => {
      give(review)
      await left
    })
  } finally {
    app.unmount()
  }
  control.signal.throwIfAborted()
}

/** Shows the doubtful pairs full-screen; otherwise as `showApp`. */
export async function showDuplicates(review: PairReview, look: Look, signal: AbortSignal): Promise<void> {
  const { DuplicatesScreen } = await import('./screens/duplicates.tsx')
  const app = await drawScreen(<DuplicatesScreen review={review} />, look, signal, {
    what: 'Doubtful pairs',
    remedy: 'You can decide them with "lacuna dedupe --same A B" and "--different A B"; "--json" lists them.',
  })
  await app.waitUntilExit()
  signal.throwIfAborted()
}

/** Shows disagreements between coders full-screen; otherwise as `showApp`. */
export async function showReconciliation(
  sitting: ReconcileSitting,
  look: Look,
  signal: AbortSignal,
): Promise<void> {
  const { ReconcileScreen } = await import('./screens/reconcile.tsx')
  const app = await drawScreen(<ReconcileScreen sitting={sitting} />, look, signal, {
    what: 'Disagreements',
    remedy: 'You can list them with "lacuna reconcile --list" and settle them with "lacuna decide FILE".',
  })
  await app.waitUntilExit()
  signal.throwIfAborted()
}

/** Draws the first frame. What ends the program from outside ends the screen too, and puts the terminal back. */
async function drawScreen(
  screen: ReactElement,
  look: Look,
  signal: AbortSignal,
  otherwise: { readonly what: string; readonly remedy: string },
): Promise<Instance> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UserError(
      `${otherwise.what} are shown full-screen, and this is not a terminal.`,
      otherwise.remedy,
      {
        exitCode: 2,
      },
    )
  }
  // Without colours bold and underlined stay; ink would leave them out too.
  if (!look.hasColor) process.env['FORCE_COLOR'] ??= '1'
  const [{ render }, { LookContext }, { KeySource }] = await Promise.all([
    import('ink'),
    import('./look.ts'),
    import('./key-queue.ts'),
  ])
  const app = render(
    <LookContext.Provider value={look}>
      <KeySource>{screen}</KeySource>
    </LookContext.Provider>,
    {
      alternateScreen: true,
      incrementalRendering: true,
      // A terminal is a terminal, also where a CI variable is set.
      interactive: true,
      // Every key is drawn at once; frames are small.
      maxFps: 250,
      patchConsole: false,
    },
  )
  signal.addEventListener('abort', () => app.unmount(), { once: true })
  return app
}
