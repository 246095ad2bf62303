import { useEffect, useRef } from 'react'

/** How often a screen asks what others, or another terminal, have appended. Asking costs a count of the log. */
const msBetweenQuestions = 4_000

/** Asks now and then for news and tells when there are some; nothing is drawn where there are none. */
export function useNews(ask: () => Promise<boolean>, onNews: () => void): void {
  const latest = useRef({ ask, onNews })
  latest.current = { ask, onNews }
  useEffect(() => {
    let isAsking = false
    const timer = setInterval(() => {
      if (isAsking) return
      isAsking = true
      latest.current
        .ask()
        .then((isNew) => isNew && latest.current.onNews())
        // The next question, or the next thing said, shows what is wrong.
        .catch(() => undefined)
        .finally(() => (isAsking = false))
    }, msBetweenQuestions)
    return () => clearInterval(timer)
  }, [])
}
