import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseDoi } from '../domain/identifier.ts'
import { UserError } from '../domain/problem.ts'
import type { Bibliography } from '../domain/record.ts'
import { decodeText } from '../formats/decode.ts'
import { detectFormat } from '../formats/detect.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'

export interface RelevantReports {
  readonly reports: readonly Bibliography[]
  /** Lines of a list of DOIs that no report of the review has: their text is not known, so nothing can be checked. */
  readonly unknown: readonly string[]
}

/** What a search must find: the records of these files, or the included reports where no file is named. */
export async function relevantReports(review: Review, files: readonly string[]): Promise<RelevantReports> {
  if (files.length === 0) {
    const { included } = await readStanding(review)
    return { reports: await review.store.reportsById(included), unknown: [] }
  }
  const reports: Bibliography[] = []
  const unknown: string[] = []
  for (const file of files) {
    const found = await readFileOf(review, file)
    reports.push(...found.reports)
    unknown.push(...found.unknown)
  }
  return { reports, unknown }
}

async function readFileOf(review: Review, path: string): Promise<RelevantReports> {
  const name = basename(path)
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    throw new UserError(`The file ${path} cannot be read.`, 'You can check its name.', { exitCode: 2, cause })
  }
  let text = ''
  for await (const piece of decodeText([bytes], name).text) text += piece
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  // A list of DOIs is also a CSV of one column; as a list it says more.
  if (lines.length > 0 && lines.every((line) => !line.includes(',') && parseDoi(line) !== undefined))
    return reportsByDoi(review, lines)
  const format = detectFormat(text.slice(0, 1 << 16), name)
  if (format === undefined) {
    throw new UserError(
      `The file ${name} is in no format that lacuna recognises, nor a list of DOIs.`,
      'You can export the relevant records as RIS, or write one DOI a line.',
      { exitCode: 2 },
    )
  }
  const reports: Bibliography[] = []
  for await (const item of format.read(oneText(text), name)) if (item.kind === 'record') reports.push(item)
  return { reports, unknown: [] }
}

// eslint-disable-next-line typescript/require-await -- readers take text as it arrives.
async function* oneText(text: string): AsyncIterable<string> {
  yield text
}

async function reportsByDoi(review: Review, lines: readonly string[]): Promise<RelevantReports> {
  const wanted = new Map(lines.map((line) => [parseDoi(line) ?? line, line]))
  const reports: Bibliography[] = []
  for await (const report of review.store.reports()) {
    if (report.identifiers.doi !== undefined && wanted.delete(report.identifiers.doi)) reports.push(report)
  }
  return { reports, unknown: [...wanted.values()] }
}
