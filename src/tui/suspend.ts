import { useApp } from 'ink'
import { useEffect, useRef } from 'react'

/** How the terminal is given back and taken again: for the shell (Ctrl+Z), and to draw everything anew. */
export function useSuspend(): {
  readonly suspend: () => Promise<void>
  readonly redraw: () => Promise<void>
} {
  const { suspendTerminal } = useApp()
  const isAway = useRef(false)
  const away = async (work: () => Promise<void>): Promise<void> => {
    if (isAway.current) return
    isAway.current = true
    try {
      await suspendTerminal(work)
    } finally {
      isAway.current = false
    }
  }
  const suspend = (): Promise<void> => away(stopJob)
  const redraw = (): Promise<void> => away(() => Promise.resolve())
  const latest = useRef({ suspend, redraw })
  latest.current = { suspend, redraw }
  useEffect(() => {
    // Windows has no job control.
    if (process.platform === 'win32') return undefined
    const onStop = (): void => void latest.current.suspend()
    // Stopped and continued by somebody else: what is on the screen now may be anything.
    const onContinue = (): void => void latest.current.redraw()
    process.on('SIGTSTP', onStop)
    process.on('SIGCONT', onContinue)
    return () => {
      process.off('SIGTSTP', onStop)
      process.off('SIGCONT', onContinue)
    }
  }, [])
  return { suspend, redraw }
}

/** Stops the whole job, as Ctrl+Z does in a shell, and resolves when it is continued. */
async function stopJob(): Promise<void> {
  if (process.platform === 'win32') return
  await new Promise<void>((resolve) => {
    process.once('SIGCONT', () => resolve())
    process.kill(0, 'SIGSTOP')
  })
}
