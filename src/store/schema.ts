import type { Kysely } from 'kysely'

/** The tables as the newest migration leaves them. JSON columns hold what `JSON.stringify` gave. */
export interface Schema {
  search: {
    id: string
    source: string
    /** Search without id, source and retrieved, as JSON. */
    entry: string
    /** Null until all records are stored. */
    retrieved: number | null
  }
  record: {
    id: string
    search: string
    source: string
    position: number
    source_key: string | null
    format: string
    title: string | null
    year: number | null
    doi: string | null
    /** The record's other fields, as JSON. */
    entry: string
    raw: string
  }
  problem: { id: number | null; search: string; line: number | null; entry: string }
  /** `merged` is the merged view with provenance, as JSON; null where the report is one record and nothing else. */
  report: { id: string; merged: string | null }
  report_record: { record: string; report: string }
  pair: {
    record_a: string
    record_b: string
    outcome: string
    probability: number
    rule: string
    reason: string
    rank: number
    relation: string | null
  }
  comparison: { id: number; rules: string }
  finding: { record_a: string; record_b: string; rule: string; probability: number }
  decision: {
    id: string
    coder: string
    at: string
    kind: string
    report: string | null
    /** The whole entry, as JSON. */
    entry: string
  }
}

export type Database = Kysely<Schema>

/** Ids are asked for in steps of this many, far below any engine's limit on parameters. */
const step = 500

/** A list in steps that one SQL statement can take. */
export function inSteps<T>(items: readonly T[], size: number = step): readonly (readonly T[])[] {
  const steps: T[][] = []
  for (let i = 0; i < items.length; i += size) steps.push(items.slice(i, i + size))
  return steps
}

/** For the columns that only help to find: a year that is none (1996.5) stays in the entry alone. */
export const wholeYear = (year: number | undefined): number | null =>
  year !== undefined && Number.isSafeInteger(year) ? year : null
