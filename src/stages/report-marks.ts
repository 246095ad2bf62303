import { allCodes, type Codebook } from '../domain/codebook.ts'
import type { Report } from '../domain/report.ts'
import { type CueMark, markCues } from '../text/cue-marks.ts'
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

export function markReport(report: Report, codebook: Codebook): ReportMarks {
  const sets = cueSets(codebook)
  return {
    title: markCues(report.title ?? '', sets),
    abstract: markCues(report.abstract ?? '', sets),
    keywords: markCues((report.keywords ?? []).join('; '), sets),
  }
}

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
