import type { CuedReport } from '../text/cued-text.ts'
import { fold } from '../text/fold.ts'

/** The words of a report, folded, in their order. One letter is no word. */
export interface ReportWords {
  readonly title: readonly string[]
  /** Keywords, then abstract. */
  readonly body: readonly string[]
}

export function reportWords(report: CuedReport): ReportWords {
  const { title = '', alternativeTitles = [], abstract = '', keywords = [] } = report
  return {
    title: wordsOf([title, ...alternativeTitles].join(' . ')),
    body: wordsOf(`${keywords.join(' . ')} . ${abstract}`),
  }
}

export const wordsOf = (text: string): readonly string[] =>
  fold(text)
    .split(' ')
    .filter((word) => word.length > 1)
