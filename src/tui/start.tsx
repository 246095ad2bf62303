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
  let give: (review: Review) => void = () => undefined
  const opened = new Promise<Review>((resolve) => (give = resolve))
  // Who is at work is asked now, and progress must not be printed over the screen.
  const quiet: Control = { ...control, progress: () => undefined }
  const screen = async (): Promise<ReactElement> => {
    const { App } = await import('./app.tsx')
    return <App opened={opened} control={quiet} start={start} />
  }
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
  const screen = async (): Promise<ReactElement> => {
    const { DuplicatesScreen } = await import('./screens/duplicates.tsx')
    return <DuplicatesScreen review={review} />
  }
  const app = await drawScreen(screen, look, signal, {
    what: 'Doubtful pairs',
    remedy:
      'You can list them with "lacuna dedupe --json", and decide them with "lacuna dedupe --same A B" and "--different A B".',
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
  const screen = async (): Promise<ReactElement> => {
    const { ReconcileScreen } = await import('./screens/reconcile.tsx')
    return <ReconcileScreen sitting={sitting} />
  }
  const app = await drawScreen(screen, look, signal, {
    what: 'Disagreements',
    remedy: 'You can list them with "lacuna reconcile --list" and settle them with "lacuna decide FILE".',
  })
  await app.waitUntilExit()
  signal.throwIfAborted()
}

/** Draws the first frame. What ends the program from outside ends the screen too, and puts the terminal back. */
async function drawScreen(
  load: () => Promise<ReactElement>,
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
  // A terminal is a terminal, also where NO_COLOR or a CI variable is set: ink would leave out bold and underlined
  // there. It asks once, when it is loaded.
  process.env['FORCE_COLOR'] ??= look.hasColor ? 'true' : '1'
  const [{ render }, { LookContext }, { KeySource }, screen] = await Promise.all([
    import('ink'),
    import('./look.ts'),
    import('./key-queue.ts'),
    load(),
  ])
  const app = render(
    <LookContext.Provider value={look}>
      <KeySource>{screen}</KeySource>
    </LookContext.Provider>,
    {
      alternateScreen: true,
      incrementalRendering: true,
      interactive: true,
      // Every key is drawn at once; frames are small.
      maxFps: 250,
      patchConsole: false,
    },
  )
  signal.addEventListener('abort', () => app.unmount(), { once: true })
  return app
}
