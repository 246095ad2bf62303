import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { sha256 } from '../domain/canonical.ts'
import { type Problem, UserError } from '../domain/problem.ts'
import { type BibRecord, RecordNumbering } from '../domain/record.ts'
import type { SearchChannel } from '../domain/search.ts'
import { decodeText } from '../formats/decode.ts'
import { detectFormat, formats } from '../formats/detect.ts'
import type { Format } from '../formats/format.ts'
import type { Review } from '../review/review.ts'
import { breathe, type Control, dayOf } from './control.ts'

export interface ImportOptions {
  /** Files, or folders whose files are all meant. */
  readonly paths: readonly string[]
  /** Name of a format, where detection must not decide. */
  readonly format?: string
  /** Label of the source; only for a single file. Default: the file's name. */
  readonly source?: string
  readonly database?: string
  readonly channel: SearchChannel
  /** ISO date of the search; default: today. */
  readonly date?: string
  readonly query?: string
}

/** What became of one file. */
export interface ImportedFile {
  readonly file: string
  readonly source: string
  readonly format?: string
  readonly vendor?: string
  readonly encoding?: string
  /** Entries read, those that were new to the review, and those it already had. */
  readonly records: number
  readonly added: number
  readonly known: number
  readonly problems: readonly Problem[]
  readonly outcome: 'imported' | 'already-imported' | 'not-recognised'
}

const recordsPerTransaction = 1_000
const headLength = 4_096

/**
 * Reads export files into the review, each as one dated search. Good records beside a bad one are kept; what is
 * not kept is a problem with its line. A file that was imported before (by content) adds nothing; an interrupted
 * import is finished by importing the file again. A file that is no known format becomes a problem and the
 * others are still read.
 */
export async function importFiles(
  review: Review,
  options: ImportOptions,
  control: Control,
): Promise<readonly ImportedFile[]> {
  const files = filesOf(options.paths)
  const forced = options.format === undefined ? undefined : formatNamed(options.format)
  if (options.source !== undefined && files.length > 1) {
    throw new UserError('One source label cannot serve several files.', 'You can import them one by one.', {
      exitCode: 2,
    })
  }
  const results: ImportedFile[] = []
  for (const file of files) {
    await breathe(control)
    results.push(await importFile(review, file, forced, options, control))
  }
  return results
}

interface FileToImport {
  readonly path: string
  /** As the user will see it: relative to the folder that was named. */
  readonly name: string
}

function filesOf(paths: readonly string[]): readonly FileToImport[] {
  return paths.flatMap((path): FileToImport[] => {
    if (!existsSync(path)) {
      throw new UserError(`There is no file ${path}.`, 'You can check its name.', { exitCode: 2 })
    }
    if (!statSync(path).isDirectory()) return [{ path: resolve(path), name: basename(path) }]
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .map((entry) => join(path, entry))
      .filter((entry) => statSync(entry).isFile() && !basename(entry).startsWith('.'))
      .toSorted()
      .map((entry) => ({ path: resolve(entry), name: relative(path, entry).replaceAll('\\', '/') }))
  })
}

function formatNamed(name: string): Format {
  const format = formats.find((candidate) => candidate.name === name)
  if (format !== undefined) return format
  const names = formats.map((candidate) => candidate.name).join(', ')
  throw new UserError(`There is no format "${name}".`, `You can name one of: ${names}.`, { exitCode: 2 })
}

async function importFile(
  review: Review,
  { path, name }: FileToImport,
  forced: Format | undefined,
  options: ImportOptions,
  control: Control,
): Promise<ImportedFile> {
  const source = options.source ?? name
  const digest = await digestOf(path)
  const done = (await review.store.searches()).find(
    (search) => search.digest === digest && search.retrieved !== undefined,
  )
  if (done !== undefined) {
    const records = done.retrieved ?? 0
    return {
      file: name,
      source: done.source,
      records,
      added: 0,
      known: records,
      problems: [],
      outcome: 'already-imported',
    }
  }
  const format = forced ?? detectFormat(await headOf(path), name)
  if (format === undefined) return notRecognised(name, source)
  const id = `q${sha256(`${source}\n${digest}`).slice(0, 20)}`
  await review.store.addSearch({
    id,
    source,
    channel: options.channel,
    ...(options.database === undefined ? {} : { database: options.database }),
    ...(options.query === undefined ? {} : { query: options.query }),
    date: options.date ?? dayOf(control.now()),
    file: name,
    digest,
    format: format.name,
  })
  const decoded = decodeText(createReadStream(path, { highWaterMark: 1 << 18 }), name)
  const problems: Problem[] = []
  const numbering = new RecordNumbering(source, id)
  let batch: BibRecord[] = []
  let records = 0
  let added = 0
  let vendor: string | undefined
  const save = async (): Promise<void> => {
    added += await review.store.addRecords(batch)
    batch = []
    control.progress({ step: name, done: records, unit: 'records' })
    await breathe(control)
  }
  for await (const item of format.read(decoded.text, name)) {
    if (item.kind === 'problem') problems.push(item)
    else {
      records++
      vendor ??= item.vendor
      batch.push(numbering.number(item))
      if (batch.length === recordsPerTransaction) await save()
    }
  }
  await save()
  problems.unshift(...decoded.problems())
  await review.store.addProblems(id, problems)
  await review.store.completeSearch(id, records)
  return {
    file: name,
    source,
    format: format.name,
    ...(vendor === undefined ? {} : { vendor }),
    encoding: decoded.encoding(),
    records,
    added,
    known: records - added,
    problems,
    outcome: 'imported',
  }
}

function notRecognised(file: string, source: string): ImportedFile {
  const known = formats.map((format) => format.name).join(', ')
  const problem: Problem = {
    kind: 'problem',
    severity: 'lost',
    code: 'import/format-not-recognised',
    at: { file },
    message: 'The file is in no format that lacuna recognises; nothing was read from it.',
    remedy: `You can say which it is with --format (${known}), or export it as RIS.`,
  }
  return { file, source, records: 0, added: 0, known: 0, problems: [problem], outcome: 'not-recognised' }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** The beginning of a file as text, for detection; decoded like the rest. */
async function headOf(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0)
    const pieces: string[] = []
    for await (const piece of decodeText([buffer.subarray(0, bytesRead)], path).text) pieces.push(piece)
    return pieces.join('')
  } finally {
    await file.close()
  }
}
