import { useReducer, useRef } from 'react'

/**
 * State moved by a pure reducer, that can also be asked for between two drawings: several keys may come before the
 * screen is drawn again, and each must see what the one before it did.
 */
export function useScreenState<State, Event>(
  after: (state: State, event: Event) => State,
  open: () => State,
): readonly [state: State, send: (event: Event) => void, now: () => State] {
  const held = useRef<State | undefined>(undefined)
  held.current ??= open()
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const now = (): State => held.current as State
  const send = (event: Event): void => {
    const next = after(now(), event)
    if (Object.is(next, held.current)) return
    held.current = next
    redraw()
  }
  return [now(), send, now]
}
