import type { Problem } from '../domain/problem.ts'
import type { ParsedRecord } from '../domain/record.ts'
import { Draft } from './draft.ts'
import { printable } from './tagged-lines.ts'
import { type XmlSlice, XmlSplitter } from './xml-records.ts'
import { parseXml, type XmlElement } from '../text/xml-tree.ts'

/** How one XML format is read: the names of its record elements and what to do with one. */
export interface XmlMapping {
  readonly format: string
  readonly records: readonly string[]
  /** Fills the draft from a record element; a vendor's name where it can tell. */
  readonly read: (draft: Draft, root: XmlElement) => string | undefined
}

/** Runs an XML file through its mapping, record by record. */
export async function* readXml(
  text: AsyncIterable<string>,
  file: string,
  mapping: XmlMapping,
): AsyncIterable<ParsedRecord | Problem> {
  const splitter = new XmlSplitter(mapping.records)
  for await (const chunk of text)
    for (const slice of splitter.push(chunk)) yield* readSlice(slice, file, mapping)
  for (const slice of splitter.end()) yield* readSlice(slice, file, mapping)
}

function readSlice(slice: XmlSlice, file: string, mapping: XmlMapping): readonly (ParsedRecord | Problem)[] {
  const { root, fault } = parseXml(slice.raw)
  const draft = new Draft()
  const vendor = root === undefined ? undefined : mapping.read(draft, root)
  // A wrapper around records (SRU's `record` around MARC's) is no record.
  if (!slice.closed && draft.isEmpty) return []
  const record = draft.finish({ format: mapping.format, vendor, line: slice.line, raw: slice.raw })
  if (slice.closed && fault === undefined) return [record]
  const found = slice.closed
    ? `is not well-formed XML (${printable((fault ?? '').slice(0, 100))})`
    : 'is not closed'
  return [
    record,
    {
      kind: 'problem',
      severity: 'doubtful',
      code: `${mapping.format}/malformed-record`,
      at: { file, line: slice.line, ...(record.sourceKey === undefined ? {} : { record: record.sourceKey }) },
      message: `The record ${found}; it was kept with what could be read.`,
      remedy: 'You can compare it with its source, or export it again.',
    },
  ]
}
