import type { ReviewSnapshot } from '../domain/snapshot.ts'

/** When a map says it is from, and by which of its data. */
export interface PublicationDate {
  /** A year, or a day where the data know one; ISO 8601. */
  readonly date: string
  readonly year: string
  readonly by: 'search' | 'decision' | 'record' | 'nothing'
}

/**
 * The date a map is cited with. A map is a function of its data, so no clock is asked: it is the newer of the
 * latest search and the newest decision of a person; without both the year of the newest included report; and for a review that
 * holds nothing dated the year 0000, since DataCite and RO-Crate cannot do without.
 */
export function publicationDate({ review, log, studies }: ReviewSnapshot): PublicationDate {
  const [newest] = [
    { date: review.searchedTo, by: 'search' as const },
    { date: log.latest, by: 'decision' as const },
  ]
    .flatMap(({ date, by }) => {
      const known = /^\d{4}(?:-\d\d(?:-\d\d)?)?/.exec(date ?? '')?.[0]
      return known === undefined ? [] : [{ date: known, year: known.slice(0, 4), by }]
    })
    .toSorted((a, b) => (a.date > b.date ? -1 : a.date < b.date ? 1 : 0))
  if (newest !== undefined) return newest
  const last = studies.reduce(
    (latest, study) => study.reports.reduce((year, { date }) => Math.max(year, date?.year ?? 0), latest),
    0,
  )
  const year = String(last).padStart(4, '0')
  return { date: year, year, by: last === 0 ? 'nothing' : 'record' }
}

/** A whole day, where that is known. */
export const wholeDay = ({ date }: PublicationDate): string | undefined =>
  date.length === 10 ? date : undefined
