import type { ReviewSnapshot } from '../domain/snapshot.ts'
import type { StudyId } from '../domain/study.ts'
import { foreign, markup } from './escape.ts'
import type { Changes } from './map-difference.ts'
import { referenceOf } from './page-content.ts'
import { formatReference } from './page/reference.ts'
import { studiesInWords, thousands } from './page/wording.ts'

/** More lines than this stand folded under the first ones. */
const mostLines = 6
/** Studies named on the page; the table data/changes.csv has all. */
const mostStudies = 100

/** What changed since the older map that the report was made against. */
export function changesHtml({ difference, since }: Changes, now: ReviewSnapshot): string {
  const [summary, ...cells] = difference.sentences
  return [
    `<h2>What changed since version ${foreign(since.snapshot.review.version)}</h2>`,
    `<p>${markup(summary ?? '')}</p>`,
    folded(cells.map((line) => `<li dir="auto">${markup(line)}</li>`)),
    studyList('added', difference.added, now),
    studyList('removed', difference.removed, since.snapshot),
    studyList('coded differently', difference.recoded, now),
  ].join('\n')
}

function folded(lines: readonly string[]): string {
  if (lines.length === 0) return ''
  const list = (some: readonly string[]): string => `<ul class="findings">${some.join('')}</ul>`
  if (lines.length <= mostLines + 1) return list(lines)
  const rest = lines.slice(mostLines)
  return `${list(lines.slice(0, mostLines))}<details><summary>${thousands(rest.length)} more</summary>${list(rest)}</details>`
}

function studyList(what: string, ids: readonly StudyId[], { studies }: ReviewSnapshot): string {
  if (ids.length === 0) return ''
  const wanted = new Set(ids.slice(0, mostStudies))
  const lines = studies.flatMap((study) => {
    const [first] = study.reports
    if (!wanted.has(study.id) || first === undefined) return []
    const { lead, title, container, link } = formatReference(referenceOf(first))
    const titled =
      link === undefined ? foreign(title) : `<a href="${markup(link)}" rel="noopener">${foreign(title)}</a>`
    return [`<li dir="auto">${foreign(lead)} ${titled} <i>${foreign(container)}</i></li>`]
  })
  const rest = ids.length - wanted.size
  const more = rest > 0 ? `<p>${thousands(rest)} more are in the table data/changes.csv.</p>` : ''
  return `<details><summary>${studiesInWords(ids.length)} ${what}</summary><ul class="findings">${lines.join('')}</ul>${more}</details>`
}
