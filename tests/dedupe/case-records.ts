import { readFileSync } from 'node:fs'
import { parseDoi, parseIsbn } from '../../src/domain/identifier.ts'
import { parseName } from '../../src/domain/person-name.ts'
import type { RecordType } from '../../src/domain/record.ts'
import type { SlimRecord } from '../../src/dedupe/slim-record.ts'

/** A record as tests/cases/dedupe.json writes it. */
export interface CaseRecord {
  readonly type?: RecordType
  readonly title?: string
  readonly authors?: readonly string[]
  readonly year?: number
  readonly container?: string
  readonly volume?: string
  readonly issue?: string
  readonly pages?: string
  readonly doi?: string
  readonly pmid?: string
  readonly isbn?: string
  readonly issn?: readonly string[]
  readonly edition?: string
  readonly abstract?: string
}

export interface HardCase {
  readonly id: string
  readonly kind: string
  readonly note: string
  /** A labelled library, published test cases, or "constructed": made in the manner of published records. */
  readonly from: string
  readonly expected: 'merged' | 'apart' | 'doubtful' | 'related'
  readonly rule: string
  readonly records: readonly [CaseRecord, CaseRecord]
}

export const hardCases = JSON.parse(
  readFileSync(new URL('../cases/dedupe.json', import.meta.url), 'utf8'),
) as readonly HardCase[]

export function caseRecord(id: string, fields: CaseRecord): SlimRecord {
  const { authors = [], year, doi, pmid, isbn, issn, type = 'article', ...rest } = fields
  const parsedDoi = parseDoi(doi ?? '')
  const parsedIsbn = parseIsbn(isbn ?? '')
  return {
    ...rest,
    id,
    type,
    authors: authors.flatMap((name) => parseName(name) ?? []),
    identifiers: {
      ...(parsedDoi === undefined ? {} : { doi: parsedDoi }),
      ...(pmid === undefined ? {} : { pmid }),
      ...(parsedIsbn === undefined ? {} : { isbn: [parsedIsbn] }),
      ...(issn === undefined ? {} : { issn }),
    },
    ...(year === undefined ? {} : { date: { year } }),
  }
}
