import { fuzzy } from './fuzzy.ts'
import type { FrameState } from './frame-state.ts'
import { type FrameAction, frameKeys } from './key-tables.ts'
import { type KeyBinding, printKey } from './keys.ts'
import { routes, type ScreenProps } from './navigation.ts'
import type { OverlayRow } from './parts/overlay-list.tsx'

/** An entry of the palette. Names are unique on a screen. */
export interface Command {
  readonly name: string
  readonly does: string
  run(): unknown
}

/** Everything that can be done here, for the palette: the screen's own commands and keys, other screens, the frame's. */
export function commandsOf<Action extends string>(
  screen: {
    readonly bindings: readonly KeyBinding<Action>[]
    onAction(action: Action, input: string): unknown
    readonly commands?: readonly Command[]
  },
  frame: {
    act(action: FrameAction): unknown
    readonly canFind: boolean
    readonly navigation: Pick<ScreenProps, 'go' | 'leave'> | undefined
  },
): readonly Command[] {
  const { navigation } = frame
  return [
    ...screen.bindings.map(({ action, does, keys }) => ({
      name: words(action),
      does: `${does} (${keys.map(printKey).join(' ')})`,
      run: () => screen.onAction(action, ''),
    })),
    ...(screen.commands ?? []),
    ...(navigation === undefined
      ? []
      : routes.map(({ route, name, does }) => ({
          name: `Go to ${name}`,
          does,
          run: () => navigation.go(route),
        }))),
    ...frameKeys
      .filter(({ action }) => action !== 'palette' && (frame.canFind || !findActions.has(action)))
      .map(({ action, does, keys }) => ({
        name: words(action),
        does: `${does} (${keys.map(printKey).join(' ')})`,
        run: () => frame.act(action),
      })),
  ]
}

const findActions = new Set<string>(['find', 'nextFound', 'previousFound'])

/** `nextReport` as people read it: "Next report". */
const words = (action: string): string => {
  const spaced = action.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** Commands that are called so, then those that do so. */
function called(commands: readonly Command[], typed: string): readonly Command[] {
  const byName = fuzzy(commands, typed, ({ name }) => name).map(({ item }) => item)
  const known = new Set(byName)
  const others = commands.filter((command) => !known.has(command))
  return [...byName, ...fuzzy(others, typed, ({ does }) => does).map(({ item }) => item)]
}

/** The rows under what is typed into an overlay. */
export function overlayRows(
  { overlay, found }: FrameState,
  commands: readonly Command[],
  bindings: readonly KeyBinding[],
): readonly OverlayRow[] {
  switch (overlay?.kind) {
    case undefined:
      return []
    case 'palette':
      return called(commands, overlay.typed).map(({ name, does }) => ({ key: name, name, does }))
    case 'help': {
      const wanted = overlay.typed.trim().toLowerCase()
      return bindings
        .map(({ action, keys, does }) => ({ key: words(action), name: keys.map(printKey).join('  '), does }))
        .filter(({ name, does }) => `${name} ${does}`.toLowerCase().includes(wanted))
    }
    case 'find':
      return overlay.typed.trim() === ''
        ? []
        : found.reports.map(({ id, title, year }) => ({
            key: id,
            name: year === undefined ? '' : String(year),
            does: title ?? 'without a title',
          }))
  }
}
