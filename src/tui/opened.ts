import { useEffect, useState } from 'react'

/** What a screen opens before it can show anything: there, not yet, or what went wrong. */
export interface Opened<T> {
  readonly value?: T
  readonly trouble: string
}

/** Opens something once, after the first frame is drawn. `open` must not change what it opens. */
export function useOpened<T>(open: () => Promise<T>): Opened<T> {
  const [opened, setOpened] = useState<Opened<T>>({ trouble: '' })
  useEffect(() => {
    let isThere = true
    // The frame goes out before the work begins.
    const begin = setImmediate(() => {
      open().then(
        (value) => isThere && setOpened({ value, trouble: '' }),
        (error: unknown) => isThere && setOpened({ trouble: sayError(error) }),
      )
    })
    return () => {
      isThere = false
      clearImmediate(begin)
    }
    // Opened once: a screen is given other things only when it is made anew.
  }, [])
  return opened
}

/** What went wrong, with what can be done about it where that is known. */
export function sayError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const remedy = 'remedy' in error && typeof error.remedy === 'string' ? ` ${error.remedy}` : ''
  return `${error.message}${remedy}`
}
