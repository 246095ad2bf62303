import type { Problem } from '../../src/domain/problem.ts'
import type { ParsedRecord } from '../../src/domain/record.ts'
import { decodeText } from '../../src/formats/decode.ts'
import type { Format } from '../../src/formats/format.ts'

export interface Reading {
  readonly records: readonly ParsedRecord[]
  readonly problems: readonly Problem[]
}

/** Everything a format reads in a text, handed over in chunks of a size that cuts lines and characters apart. */
export async function readAll(
  format: Format,
  text: string | Uint8Array,
  file = 'test',
  chunkSize = 7,
): Promise<Reading> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const size = Math.max(chunkSize, Math.ceil(bytes.length / 200))
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
  const decoded = decodeText(chunks, file)
  const records: ParsedRecord[] = []
  const problems: Problem[] = []
  for await (const entry of format.read(decoded.text, file)) {
    if (entry.kind === 'record') records.push(entry)
    else problems.push(entry)
  }
  return { records, problems: [...problems, ...decoded.problems()] }
}
