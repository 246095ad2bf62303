import { allCodes, type Codebook } from '../domain/codebook.ts'
import type { Report } from '../domain/report.ts'
import { type CodeMatches, type CueMark, matchCode, uniteMatches } from '../text/cue-marks.ts'
import { cueSetOf } from '../text/cued-text.ts'
import type { CueSet } from '../text/cue.ts'

/** A code, by its dimension and its id. */
export interface CodeKey {
  readonly dimension: string
  readonly code: string
}

/** Where the cues of a codebook stand in the parts of a report, with the codes they speak for. */
export interface ReportMarks {
  readonly title: readonly CueMark<CodeKey>[]
  readonly abstract: readonly CueMark<CodeKey>[]
  /** In the keywords, joined by "; ". */
  readonly keywords: readonly CueMark<CodeKey>[]
}

/**
 * Finds them. A codebook has a thousand cues, and an expression costs most when it is first used: so this goes in
 * steps, and leaves the event loop free between them.
 */
export async function markReport(report: Report, codebook: Codebook): Promise<ReportMarks> {
  const texts = [report.title ?? '', report.abstract ?? '', (report.keywords ?? []).join('; ')]
  const matches = texts.map((): CodeMatches<CodeKey>[] => [])
  for (const [i, { key, set }] of cueSets(codebook).entries()) {
    if (i % codesPerStep === 0) await new Promise((resolve) => setImmediate(resolve))
    for (const [field, text] of texts.entries()) {
      if (text !== '') matches[field]?.push(matchCode(text, key, set))
    }
  }
  const [title = [], abstract = [], keywords = []] = matches.map(uniteMatches)
  return { title, abstract, keywords }
}

const codesPerStep = 16

const compiled = new WeakMap<Codebook, readonly { readonly key: CodeKey; readonly set: CueSet }[]>()

function cueSets(codebook: Codebook): readonly { readonly key: CodeKey; readonly set: CueSet }[] {
  let sets = compiled.get(codebook)
  if (sets === undefined) {
    sets = codebook.dimensions.flatMap((dimension) =>
      allCodes(dimension).flatMap(({ code }) =>
        code.retired || code.cues.length + code.nearMisses.length === 0
          ? []
          : [{ key: { dimension: dimension.id, code: code.id }, set: cueSetOf(code) }],
      ),
    )
    compiled.set(codebook, sets)
  }
  return sets
}
