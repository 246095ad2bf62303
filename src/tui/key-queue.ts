import { useInput } from 'ink'
import { useRef } from 'react'
import { type KeyPress, keyPresses } from './keys.ts'

/**
 * Hands key presses on one by one, each after the work of the one before it is done and drawn: nobody types so fast
 * that a key is lost, or that it reaches a screen that does not show yet what the key before did. Work that fails
 * takes the keys that wait with it, since they were meant for what did not happen.
 */
export function useKeyQueue(onKey: (key: KeyPress) => unknown): void {
  const handle = useRef(onKey)
  handle.current = onKey
  const waiting = useRef<KeyPress[]>([])
  const isBusy = useRef(false)

  const work = async (): Promise<void> => {
    if (isBusy.current) return
    isBusy.current = true
    try {
      for (let key = waiting.current.shift(); key !== undefined; key = waiting.current.shift()) {
        const result = handle.current(key)
        if (result instanceof Promise) await result
        // Lets the screen be drawn, so that the next key meets handlers that know what this one did.
        if (waiting.current.length > 0) await new Promise((resolve) => setImmediate(resolve))
      }
    } catch (error) {
      waiting.current = []
      throw error
    } finally {
      isBusy.current = false
    }
  }
  useInput((input, press) => {
    waiting.current.push(...keyPresses(input, press))
    void work()
  })
}
