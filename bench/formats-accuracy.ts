/**
 * How faithful the readers are: reads every file of the reference data beside the repository and compares with the
 * expected results that come with them. `node bench/formats-accuracy.ts [FOLDER] [--show FIELD]`
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ParsedRecord } from '../src/domain/record.ts'
import { decodeText } from '../src/formats/decode.ts'
import { detectFormat } from '../src/formats/detect.ts'
import { type Expected, expectedOf, fieldNames, sameField } from './formats-expected.ts'
import { sharedData } from '../tests/shared-data.ts'

const root = process.argv.slice(2, 3).find((word) => !word.startsWith('--')) ?? sharedData('data', 'formats')
const show = process.argv.includes('--show') ? process.argv[process.argv.indexOf('--show') + 1] : undefined
if (root === undefined) throw new Error('There is no reference data; give its folder as the first argument.')

const ours = /\.(?:ris|nbib|ciw|isi|txt|enw|ref|xml|rdf|mods|bib|bibtex|biblatex|csv|tsv|json)$/i

interface Read {
  readonly format: string | undefined
  readonly records: readonly ParsedRecord[]
  readonly problems: number
  readonly threw: string | undefined
}

async function read(path: string): Promise<Read> {
  const records: ParsedRecord[] = []
  let problems = 0
  const decodedHead = decodeText([readFileSync(path)], path)
  let text = ''
  for await (const chunk of decodedHead.text) text += chunk
  const format = detectFormat(text.slice(0, 4096), basename(path))
  if (format === undefined) return { format: undefined, records, problems, threw: undefined }
  try {
    for await (const entry of format.read(chunked(text), path)) {
      if (entry.kind === 'record') records.push(entry)
      else problems++
    }
    return { format: format.name, records, problems, threw: undefined }
  } catch (error) {
    return { format: format.name, records, problems, threw: String(error) }
  }
}

async function* chunked(text: string): AsyncIterable<string> {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536)
}

const files = walk(root).filter(
  (path) => ours.test(path) && !path.endsWith('expected.json') && !/README/.test(path),
)
const table = new Map<
  string,
  {
    files: number
    undetected: number
    threw: number
    records: number
    exact: number
    judged: number
    fields: Map<string, [right: number, all: number]>
  }
>()

for (const path of files) {
  const result = await read(path)
  const family = familyOf(path)
  const row = table.get(family) ?? {
    files: 0,
    undetected: 0,
    threw: 0,
    records: 0,
    exact: 0,
    judged: 0,
    fields: new Map(),
  }
  table.set(family, row)
  row.files++
  row.records += result.records.length
  if (result.format === undefined) {
    row.undetected++
    if (show === 'undetected') console.log('undetected', path)
  }
  if (result.threw !== undefined) {
    row.threw++
    console.log('threw', path, result.threw)
  }
  const expected = expectedOf(path, result.format)
  if (expected === undefined) continue
  row.judged++
  if (expected.length === result.records.length) row.exact++
  else {
    if (show === 'count')
      console.log('count', path, 'expected', expected.length, 'read', result.records.length)
    continue
  }
  compare(path, result.records, expected, row.fields)
}

function compare(
  path: string,
  records: readonly ParsedRecord[],
  expected: readonly Expected[],
  fields: Map<string, [number, number]>,
): void {
  expected.forEach((wanted, i) => {
    const record = records[i]
    if (record === undefined) return
    for (const field of fieldNames) {
      const value = wanted[field]
      if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
      const score = fields.get(field) ?? [0, 0]
      fields.set(field, score)
      score[1]++
      if (sameField(field, value, record)) score[0]++
      else if (show === field || show === 'all')
        console.log(
          field,
          `${path.slice(root?.length)}#${i + 1}`,
          'wanted',
          JSON.stringify(value)?.slice(0, 300),
          'read',
          JSON.stringify(readField(record, field))?.slice(0, 300),
        )
    }
  })
}

function readField(record: ParsedRecord, field: string): unknown {
  const from: Record<string, unknown> = {
    ...record,
    ...record.identifiers,
    journal: record.container,
    url: record.urls,
    year: record.date,
    authors: record.authors,
  }
  return from[field]
}

console.log(`| set | files | not detected | threw | records | counts exact | ${fieldNames.join(' | ')} |`)
console.log(`|---|${'---|'.repeat(5 + fieldNames.length)}`)
const total = new Map<string, [number, number]>()
for (const [family, row] of [...table].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  const cells = fieldNames.map((field) => {
    const score = row.fields.get(field)
    if (score === undefined) return ''
    const sum = total.get(field) ?? [0, 0]
    total.set(field, [sum[0] + score[0], sum[1] + score[1]])
    return `${score[0]}/${score[1]}`
  })
  console.log(
    `| ${family} | ${row.files} | ${row.undetected} | ${row.threw} | ${row.records} | ${row.judged === 0 ? '' : `${row.exact}/${row.judged}`} | ${cells.join(' | ')} |`,
  )
}
console.log(
  `| all | ${files.length} | | | | | ${fieldNames.map((field) => percent(total.get(field))).join(' | ')} |`,
)

function percent(score: readonly [number, number] | undefined): string {
  return score === undefined ? '' : `${((100 * score[0]) / score[1]).toFixed(1)} %`
}

function familyOf(path: string): string {
  const parts = path.slice((root ?? '').length + 1).split('/')
  return parts[0] === 'zotero-translators' ? `zotero ${parts[1] ?? ''}` : (parts[0] ?? '')
}

function walk(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? walk(path) : [path]
    })
}
