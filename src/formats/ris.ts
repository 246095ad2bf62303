import type { Problem } from '../domain/problem.ts'
import type { ParsedRecord } from '../domain/record.ts'
import type { Format } from './format.ts'
import { risRecord } from './ris-fields.ts'
import { isRisTag } from './ris-tags.ts'
import { writeRis } from './ris-write.ts'
import { readTagged, type TaggedEntry, type TaggedGrammar } from './tagged-lines.ts'

/** RIS, in the dialects of the databases, reference managers and screening tools. */
export const ris: Format = {
  name: 'ris',
  extensions: ['ris'],
  cannotCarry: [
    'record types finer than the RIS list: an editorial or a letter comes back as an article',
    'a keyword that holds a semicolon, where it is the only keyword',
    'unknown fields whose tag is not two characters, or means something else in RIS',
    'line breaks in titles and names: they become spaces',
  ],
  detect(head) {
    if (/^\uFEFF?[ \t]*TY {1,3}- {0,2}\S/m.test(head)) return 0.95
    return /^(?:AU|A1|TI|T1) {2}- \S/m.test(head) && /^ER {1,2}-/m.test(head) ? 0.6 : 0
  },
  read: (text, file) => readTagged(text, file, 'ris', risGrammar, (entry) => readEntry(entry, file)),
  write: writeRis,
}

export const risGrammar: TaggedGrammar = {
  field: risField,
  begins: (tag) => tag === 'TY',
  endTag: 'ER',
  blankEnds: false,
  adoptsOrphans: true,
  // Ovid numbers its records and puts links between them; Cochrane writes three lines before each.
  furniture: /^(?:\d+\.\s*$|Record #\d+ of \d+|Provider: |Content: |Database: |Link to |<\d+\. ?>)/,
}

/**
 * `TY  - JOUR`, also with one, two or three spaces around the hyphen, and without one after it. With one space
 * before the hyphen only tags that RIS knows count: "IV - an overview" is text.
 */
function risField(line: string): { tag: string; value: string } | undefined {
  const from = line.charCodeAt(0) === 0x20 ? line.length - line.trimStart().length : 0
  // A tag may be indented a little, but three spaces are how Web of Science continues a value.
  if (from > 2) return undefined
  const first = line.charCodeAt(from)
  const second = line.charCodeAt(from + 1)
  if (first < 65 || first > 90 || !((second >= 65 && second <= 90) || (second >= 48 && second <= 57)))
    return undefined
  let at = from + 2
  while (line.charCodeAt(at) === 0x20) at++
  const spaces = at - from - 2
  if (spaces < 1 || spaces > 3 || line.charCodeAt(at) !== 0x2d) return undefined
  const after = line.charCodeAt(at + 1)
  const tag = line.slice(from, from + 2)
  if (spaces === 1 && !((after === 0x20 || Number.isNaN(after)) && isRisTag(tag))) return undefined
  if (spaces > 1 && after === 0x2d) return undefined
  return { tag, value: line.slice(at + 1).trim() }
}

function readEntry(entry: TaggedEntry, file: string): readonly (ParsedRecord | Problem)[] {
  const record = risRecord(entry)
  const at = {
    file,
    line: entry.line,
    ...(record.sourceKey === undefined ? {} : { record: record.sourceKey }),
  }
  const problems: Problem[] = []
  if (entry.fields.every(({ tag, value }) => tag === 'TY' || value === '')) {
    problems.push({
      kind: 'problem',
      severity: 'doubtful',
      code: 'ris/empty-record',
      at,
      message: 'The record has a type and nothing else.',
      remedy: 'You can leave it out when you screen, or complete it in its source and import the file again.',
    })
  } else if (entry.fields[0]?.tag !== 'TY') {
    problems.push({
      kind: 'problem',
      severity: 'doubtful',
      code: 'ris/no-type',
      at,
      message: `The record begins with ${entry.fields[0]?.tag ?? 'nothing'}; expected TY. It was kept as type "other".`,
      remedy: 'You can compare the record with its source: its first lines may be missing.',
    })
  }
  if (!entry.closed) {
    problems.push({
      kind: 'problem',
      severity: 'doubtful',
      code: 'ris/no-end',
      at,
      message: 'The record does not end with ER; the next record or the end of the file ended it.',
      remedy: 'You can check whether its last fields are complete; a download may have been cut off.',
    })
  }
  return [record, ...problems]
}
