import type { ParsedRecord } from '../domain/record.ts'
import type { Problem } from '../domain/problem.ts'
import type { Format } from './format.ts'
import { readTagged, type TaggedEntry, type TaggedGrammar } from './tagged-lines.ts'
import { wosLists, wosRecord } from './wos-fields.ts'

/** Web of Science plain text, `.ciw` or `.txt`: two-letter tags, continuation by three spaces. */
export const wosTagged: Format = {
  name: 'wos-tagged',
  extensions: ['ciw', 'isi', 'txt'],
  cannotCarry: ['lacuna reads this format and does not write it'],
  detect(head) {
    if (/^\uFEFF?\s*FN (?:Clarivate|Thomson|ISI|Web of)/.test(head) && /^PT \S/m.test(head)) return 0.97
    return /^PT [A-Z]\s*$/m.test(head) && /^(?:AU|TI|SO|UT) \S/m.test(head) ? 0.85 : 0
  },
  read: (text, file) => readTagged(text, file, 'wos-tagged', grammar, (entry) => readEntry(entry, file)),
}

const grammar: TaggedGrammar = {
  field(line) {
    const first = line.charCodeAt(0)
    const second = line.charCodeAt(1)
    if (first < 65 || first > 90 || !((second >= 65 && second <= 90) || (second >= 48 && second <= 57)))
      return undefined
    if (line.length > 2 && line.charCodeAt(2) !== 0x20) return undefined
    // A line of two capitals is a tag without value only where the format has such lines.
    if (line.trimEnd().length === 2 && !/^(?:ER|EF|AB|CR|C1)/.test(line)) return undefined
    const tag = line.slice(0, 2)
    return knownTags.has(tag) ? { tag, value: line.slice(3).trim() } : undefined
  },
  begins: (tag) => tag === 'PT',
  endTag: 'ER',
  blankEnds: false,
  outside: new Set(['FN', 'VR', 'EF']),
  adoptsOrphans: true,
}

/** Older exports do not indent continuation lines, so "IN vitro …" must not be taken for a tag: the tags are listed. */
const knownTags: ReadonlySet<string> = new Set(
  (
    'FN VR PT AU AF BA BF CA GP BE TI SO SE BS LA DT CT CY CL SP HO DE ID AB C1 C3 RP EM RI OI FU FP FX CR NR TC Z9 Z8 ZB ' +
    'ZR ZS ZA U1 U2 PU PI PA SN EI BN J9 JI PD PY VL IS PN SU SI MA BP EP AR DI D2 EA EY PG P2 WC WE SC GA PM UT OA HC HP ' +
    'DA ER EF PS CC CN BD OR MC ED FT AN AE MQ GE TA DS TM PV NT ME SS TN CI CO RG PR MI BB CE'
  ).split(' '),
)

function readEntry(entry: TaggedEntry, file: string): readonly (ParsedRecord | Problem)[] {
  const fields = new Map<string, string[]>()
  for (const { tag, value } of entry.fields) {
    const lines = value.split('\n').filter((line) => line !== '')
    const values = wosLists.has(tag) ? lines : [lines.join(' ')]
    const known = fields.get(tag)
    if (known === undefined) fields.set(tag, values)
    else for (const item of values) known.push(item)
  }
  const record = wosRecord(fields, { format: 'wos-tagged', line: entry.line, raw: entry.raw })
  if (entry.closed && entry.fields[0]?.tag === 'PT') return [record]
  const missing = entry.closed ? 'does not begin with PT' : 'does not end with ER'
  return [
    record,
    {
      kind: 'problem',
      severity: 'doubtful',
      code: entry.closed ? 'wos-tagged/no-type' : 'wos-tagged/no-end',
      at: { file, line: entry.line, ...(record.sourceKey === undefined ? {} : { record: record.sourceKey }) },
      message: `The record ${missing}; it was kept with what there is.`,
      remedy: 'You can compare the record with its source; a download may have been cut off.',
    },
  ]
}
