import { useEffect, useRef } from 'react'
import type { Coder } from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { savePlace } from '../stages/places.ts'

/** Where nothing moves for this long, the place is kept. */
const msOfRest = 200

/** Keeps where a coder is on a screen: once they rest there, and when they leave. */
export function useKeptPlace(
  review: Review,
  coder: Coder,
  screen: string,
  report: ReportId | undefined,
  field?: string,
): void {
  const save = (): void => {
    if (report !== undefined)
      void savePlace(review, coder, screen, { report, ...(field === undefined ? {} : { field }) })
  }
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    const timer = setTimeout(() => latest.current(), msOfRest)
    return () => clearTimeout(timer)
  }, [report, field])
  useEffect(() => () => latest.current(), [])
}
