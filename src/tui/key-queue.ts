import { useInput } from 'ink'
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { type KeyPress, keyPresses } from './keys.ts'

type OnKey = (key: KeyPress) => unknown

/**
 * Hands key presses on one by one, each after the work of the one before it is done and drawn: nobody types so fast
 * that a key is lost, or that it reaches a screen that does not show yet what the key before did. Work that fails
 * takes the keys that wait with it, since they were meant for what did not happen.
 */
class KeyQueue {
  #onKey: OnKey | undefined
  #waiting: KeyPress[] = []
  #isBusy = false

  /** Keys go to this handler from now on; those that come while there is none wait for the next. */
  attach(onKey: OnKey): () => void {
    this.#onKey = onKey
    void this.#work()
    return () => {
      if (this.#onKey === onKey) this.#onKey = undefined
    }
  }

  push(keys: readonly KeyPress[]): void {
    this.#waiting.push(...keys)
    void this.#work()
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    try {
      while (this.#onKey !== undefined) {
        const key = this.#waiting.shift()
        if (key === undefined) break
        const result = this.#onKey(key)
        if (result instanceof Promise) await result
        // Lets the screen be drawn, so that the next key meets handlers that know what this one did.
        if (this.#waiting.length > 0) await new Promise((resolve) => setImmediate(resolve))
      }
    } catch (error) {
      this.#waiting = []
      throw error
    } finally {
      this.#isBusy = false
    }
  }
}

const Keys = createContext<KeyQueue | undefined>(undefined)

/**
 * Where keys come in, once for the whole program: while one screen gives way to another the terminal stays in its
 * raw mode, and no key is lost between them.
 */
export function KeySource({ children }: { readonly children?: ReactNode }): ReactElement {
  const [queue] = useState(() => new KeyQueue())
  useInput((input, press) => queue.push(keyPresses(input, press)))
  return createElement(Keys.Provider, { value: queue }, children)
}

/** Handles keys as long as the screen is there. */
export function useKeyQueue(onKey: OnKey): void {
  const queue = useContext(Keys)
  const latest = useRef(onKey)
  latest.current = onKey
  useLayoutEffect(() => queue?.attach((key) => latest.current(key)), [queue])
}
