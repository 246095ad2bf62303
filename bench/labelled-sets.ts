import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { parseDoi, parseIsbn, parseIssn, parsePmid } from '../src/domain/identifier.ts'
import { parseName } from '../src/domain/person-name.ts'
import type { RecordType } from '../src/domain/record.ts'
import type { SlimRecord } from '../src/dedupe/slim-record.ts'

export const labelledSets = [
  'diabetes',
  'stroke',
  'cytology_screening',
  'copper',
  'dblp_acm',
  'special_cases',
] as const

export interface LabelledSet {
  readonly name: string
  readonly records: readonly SlimRecord[]
  /** The true work of every record. */
  readonly truth: ReadonlyMap<string, string>
}

/** One labelled set of the reference data: records.csv and truth.csv in a folder. */
export function readLabelledSet(folder: string, name: string): LabelledSet {
  const rows = parse<Record<string, string>>(readFileSync(`${folder}/records.csv`), {
    columns: true,
    bom: true,
  })
  const truth = parse<Record<string, string>>(readFileSync(`${folder}/truth.csv`), {
    columns: true,
    bom: true,
  })
  return {
    name,
    records: rows.map(slimRecord),
    truth: new Map(truth.map((row) => [row['record_id'] ?? '', row['group_id'] ?? ''])),
  }
}

const types: Readonly<Record<string, RecordType>> = {
  inproceedings: 'conference-paper',
  conference: 'conference-paper',
  book: 'book',
  phdthesis: 'thesis',
  mastersthesis: 'thesis',
  incollection: 'chapter',
  inbook: 'chapter',
  generic: 'other',
}

/** A row of records.csv, as the readers of the formats give it. */
export function slimRecord(row: Readonly<Record<string, string>>): SlimRecord {
  const value = (name: string): string | undefined => {
    const text = row[name]?.trim()
    return text === undefined || text === '' ? undefined : text
  }
  const [title, container, volume, issue, pages, abstract] = [
    'title',
    'journal',
    'volume',
    'number',
    'pages',
    'abstract',
  ].map(value)
  const doi = parseDoi(row['doi'] ?? '')
  const pmid = parsePmid(row['pmid'] ?? '')
  const isbn = (row['isbn'] ?? '').split(/[\n;]/).flatMap((text) => parseIsbn(text) ?? [])
  const issn = [...(row['isbn'] ?? '').matchAll(/\d{4}-?\d{3}[\dXx]/g)].flatMap(
    (match) => parseIssn(match[0]) ?? [],
  )
  const year = /\d{4}/.exec(row['year'] ?? '')?.[0]
  return {
    id: row['record_id'] ?? '',
    type: types[(row['type'] ?? '').toLowerCase()] ?? 'article',
    authors: (row['author'] ?? '').split(/\s*;\s+|;$/).flatMap((name) => parseName(name) ?? []),
    identifiers: {
      ...(doi && { doi }),
      ...(pmid && { pmid }),
      ...(isbn.length > 0 && { isbn }),
      ...(issn.length > 0 && { issn }),
    },
    ...(title && { title }),
    ...(container && { container }),
    ...(volume && { volume }),
    ...(issue && { issue }),
    ...(pages && { pages }),
    ...(abstract && { abstract }),
    ...(row['url'] && { urls: row['url'].split(/\s+/) }),
    ...(year && { date: { year: Number(year) } }),
  }
}
