/*
 * Links made-up PDFs to the reports of a made-up library and says how many were linked rightly, wrongly or left to a
 * person, and how long it took: "node bench/full-text.ts [reports] [PDFs]".
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printName } from '../src/domain/person-name.ts'
import type { Report } from '../src/domain/report.ts'
import { candidateTerms } from '../src/stages/candidate-terms.ts'
import { PdfMatcher } from '../src/stages/full-text-match.ts'
import { readPdf } from '../src/stages/pdf-text.ts'
import { pdfOf } from '../tests/stages/pdf.ts'
import { generatedLibrary } from './generated-library.ts'

const [size = 50_000, wanted = 200] = process.argv.slice(2).map(Number)
const works = new Map<number, Report>()
for (const { record, work } of generatedLibrary(size)) {
  if (!works.has(work)) works.set(work, { ...record, id: `d${work}`, records: [record.id], provenance: {} })
}
const reports = [...works.values()]

const begun = process.cpuUsage().user
const matcher = new PdfMatcher()
for (const report of reports) matcher.add(report)
console.log(
  `${reports.length} reports taken up in ${Math.round((process.cpuUsage().user - begun) / 1000)} ms of processor time`,
)

/** A page as a journal sets it: the title broken into lines, the authors, a DOI, an abstract. */
function pageOf(
  { title = '', authors, identifiers, abstract = '' }: Report,
  withDoi: boolean,
): readonly string[] {
  const broken = (text: string): readonly string[] => text.match(/.{1,60}(?:\s|$)/g) ?? []
  const doi = withDoi && identifiers.doi !== undefined ? [`https://doi.org/${identifiers.doi}`] : []
  return [...broken(title), authors.map(printName).join(', '), ...doi, ...broken(abstract.slice(0, 1500))]
}

const folder = mkdtempSync(join(tmpdir(), 'lacuna-pdfs-'))
const step = Math.max(1, Math.floor(reports.length / wanted))
const counts = { right: 0, wrong: 0, doubtful: 0, unknown: 0, unreadable: 0 }
const kinds = ['DOI in the name', 'DOI on the page', 'title alone', 'a comment on it'] as const
try {
  let reading = 0
  for (let n = 0; n < wanted; n++) {
    const report = reports[n * step]
    if (report === undefined) break
    const kind = kinds[n % kinds.length] ?? 'title alone'
    const doi = report.identifiers.doi?.replaceAll('/', '_')
    const name = kind === 'DOI in the name' && doi !== undefined ? `${doi}.pdf` : `paper ${n}.pdf`
    const comment = ['A comment', 'B. Else', `On ${report.identifiers.doi ?? report.title ?? ''}`]
    const lines = kind === 'a comment on it' ? comment : pageOf(report, kind === 'DOI on the page')
    const path = join(folder, name.replace(/[^\w.() -]/g, '_'))
    writeFileSync(path, pdfOf([lines.map((line) => line.replace(/[^\x20-\x7e]/g, '?'))]))
    const start = process.cpuUsage().user
    const facts = await readPdf(path)
    const match = 'unreadable' in facts ? { outcome: 'unreadable' as const } : matcher.match(facts)
    reading += (process.cpuUsage().user - start) / 1000
    if (match.outcome !== 'sure') counts[match.outcome]++
    else if (match.report === report.id && kind !== 'a comment on it') counts.right++
    else counts.wrong++
  }
  console.log(
    `${wanted} PDFs read and matched at ${(reading / wanted).toFixed(1)} ms of processor time each: ${JSON.stringify(counts)}`,
  )
} finally {
  rmSync(folder, { recursive: true })
}

async function* others(): AsyncIterable<Report> {
  yield* reports.slice(100)
}
const counting = process.cpuUsage().user
const { terms } = await candidateTerms(reports.slice(0, 100), others(), undefined, 30)
console.log(
  `${terms.length} candidate terms from 100 reports against ${reports.length - 100} in ${Math.round((process.cpuUsage().user - counting) / 1000)} ms of processor time`,
)
