import type { Code, Codebook } from '../../src/domain/codebook.ts'
import type { ReviewSnapshot, SnapshotStudy } from '../../src/domain/snapshot.ts'
import { sampleCodebook, sampleReview } from './sample-review.ts'

/** Each would do harm in a page, a spreadsheet, a reference manager or a terminal that trusts its input. */
const hostileTexts: readonly string[] = [
  '<script>window.harmed = 1</script>',
  '</script><script>window.harmed = 2</script>',
  '"><img src=x onerror="window.harmed = 3">',
  "'-window.harmed-'",
  '</title></style></textarea><svg onload="window.harmed=4">',
  '<!--<script>--><iframe srcdoc="<script>parent.harmed=5</script>"></iframe>',
  '\u202Egnp.exe\u2066 hidden \u202D direction',
  '=HYPERLINK("http://192.0.2.1/","click")',
  "@SUM(1+9)*cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '\u0000\u0007\u001b[31mred\u001b[0m',
  '{{constructor.constructor("window.harmed=6")()}} ${window.harmed=7}',
  'ER  - \nTY  - JOUR\nTI  - smuggled',
  '}, title = {smuggled}, x = {',
  '\ud800 lone \udfff surrogates',
  'x'.repeat(100_000),
  'wörd '.repeat(20_000),
  '\u2028\u2029 line separators',
  '__proto__',
]

const hostile = (i: number): string => hostileTexts[i % hostileTexts.length] ?? ''

/** A review in which every text that a source, a coder or a codebook can say is hostile. */
export function hostileReview(n: number): ReviewSnapshot {
  let i = 0
  const text = (): string => hostile(i++)
  const patchCode = (code: Code): Code => ({
    ...code,
    label: `${code.id} ${text().slice(0, 300)}`,
    definition: text(),
    children: code.children.map(patchCode),
  })
  const codebook: Codebook = {
    ...sampleCodebook,
    title: text(),
    description: text(),
    dimensions: sampleCodebook.dimensions.map((dimension) => ({
      ...dimension,
      label: `${dimension.id} ${text().slice(0, 300)}`,
      definition: text(),
      codes: dimension.codes.map(patchCode),
    })),
    questions: sampleCodebook.questions.map((question) => ({ ...question, question: text() })),
    impossible: sampleCodebook.impossible.map((cell) => ({ ...cell, because: text() })),
  }
  const review = sampleReview(n, { codebook, patch: patchStudy })
  return {
    ...review,
    review: {
      ...review.review,
      title: hostile(1),
      question: hostile(2),
      contact: 'javascript:window.harmed=8',
      authors: hostileTexts.slice(0, 8),
    },
    searches: review.searches.map((search) => ({ ...search, query: text(), file: text(), database: text() })),
    coders: review.coders.map((coder) => ({ ...coder, coder: text() })),
  }
}

function patchStudy(study: SnapshotStudy): SnapshotStudy {
  const number = Number.parseInt(study.id.slice(1), 16)
  const text = (offset: number): string => hostile(number + offset)
  return {
    ...study,
    reports: study.reports.map((report) => ({
      ...report,
      title: text(0),
      authors: [{ family: text(1), given: text(2) }, { literal: text(3) }],
      container: text(4),
      volume: text(5).slice(0, 50),
      publisher: text(6),
      abstract: text(7),
      keywords: [text(8), text(9)],
      urls: [
        'javascript:window.harmed=9',
        'data:text/html,<script>1</script>',
        'https://example.org/"onmouseover="window.harmed=10',
      ],
      identifiers: number % 2 === 0 ? { doi: '10.1/"><script>window.harmed=11</script>' } : {},
    })),
    codings: study.codings.map((coding) => ({
      ...coding,
      ...('text' in coding.value ? { value: { text: text(10) } } : {}),
      coders: coding.coders.map((_, i) => text(11 + i)),
      evidence: [{ quote: text(12), where: text(13) }],
    })),
  }
}
