import { parseDate } from './dates.ts'
import type { Draft } from './draft.ts'

const month = String.raw`(?:[A-Z][a-z]{2,8}\.?(?:\s?[-/]\s?[A-Z][a-z]{2,8}\.?)?)`

/**
 * The forms in which Ovid's databases write where an article stands, each with the groups journal, volume, issue, date
 * and pages by name.
 */
const forms: readonly RegExp[] = [
  // Forest Ecology & Management. 201(2-3):327-334, November 15, 2004.
  new RegExp(
    String.raw`^(?<journal>.{2,300}?)\.\s+(?<volume>[\w-]{1,12})?(?:\s?\((?<issue>[^()]{1,30})\))?\s?:\s?(?<pages>[\w.+-]{1,30}),\s*(?<date>[^;]{4,40}?)\.?$`,
  ),
  // Acta Biochimica et Biophysica Sinica August 2011;43(8):647-653
  new RegExp(
    String.raw`^(?<journal>.{2,300}?)\s+(?<date>${month}\s+(?:\d{1,2},?\s+)?\d{4})\s?;\s?(?<volume>[\w-]{1,12})?(?:\((?<issue>[^()]{1,30})\))?\s?:\s?(?<pages>[\w.+-]{1,30})\.?$`,
  ),
  // Journal of Political Studies 12, Winter 2007: 7-14.
  new RegExp(
    String.raw`^(?<journal>.{2,300}?),\s+(?<date>${month}\s+\d{4})\s?:\s?(?<pages>[\w.+-]{1,30})\.?$`,
  ),
  // Journal of Current Southeast Asian Affairs, 2013(1): 3-28.
  new RegExp(
    String.raw`^(?<journal>.{2,300}?),\s+(?<volume>\d{1,4})\((?<issue>[^()]{1,30})\)\s?:\s?(?<pages>[\w.+-]{1,30})\.?$`,
  ),
  // Kamp, Roza Maria [Editor], … Methods in proteome and protein analysis.:371-397, 2004.
  new RegExp(
    String.raw`^(?:.*\[Editor\][^.]{0,3}\.?\s+)?(?<journal>[^[\]]{2,300}?)\.?:(?<pages>[\w.+-]{1,30}),\s*(?<date>\d{4})\.?(?:\s.*)?$`,
  ),
  // Lancet. 2001 Mar 3
  new RegExp(
    String.raw`^(?<journal>.{2,300}?)\.\s+(?<volume>[\w-]{1,12})(?:\((?<issue>[^()]{1,30})\))?,\s*(?<date>.{4,40}?)\.?$`,
  ),
]

/** Takes an Ovid `SO` apart; the whole stays in unknown, for no pattern knows every database's habit. */
export function takeOvidSource(draft: Draft, tag: string, value: string): void {
  const text = value.replace(/\s+/g, ' ').trim()
  draft.unknown(tag, text)
  if (text.length > 1000) return
  for (const form of forms) {
    const found = form.exec(text)?.groups
    if (found === undefined) continue
    draft.line('container', tag, found['journal'] ?? '')
    draft.line('volume', tag, found['volume'] ?? '')
    draft.line('issue', tag, found['issue'] ?? '')
    if (found['pages'] !== undefined) draft.firstPage(tag, found['pages'])
    const date = parseDate(found['date'] ?? '')
    if (date !== undefined) draft.date = { ...date, ...draft.date }
    return
  }
}
