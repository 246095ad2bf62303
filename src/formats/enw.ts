import type { ParsedRecord } from '../domain/record.ts'
import { type FieldMeaning, takeField } from './common-fields.ts'
import { Draft } from './draft.ts'
import type { Format } from './format.ts'
import { typeInWords } from './publication-types.ts'
import { readTagged, type TaggedEntry, type TaggedGrammar } from './tagged-lines.ts'

/** EndNote's import format (`.enw`), after refer and BibIX: `%A Author`. */
export const enw: Format = {
  name: 'enw',
  extensions: ['enw', 'ref', 'bibix'],
  cannotCarry: ['lacuna reads this format and does not write it'],
  detect(head) {
    const tags = head.match(/^\uFEFF?%[0-9A-Z@!$&(~*?^#+>[] ?/gm)?.length ?? 0
    if (/^\uFEFF?%0 \S/m.test(head) && tags >= 2) return 0.9
    return tags >= 2 && /^%[AT] \S/m.test(head) && !/^%\s*Encoding/im.test(head) ? 0.7 : 0
  },
  read: (text, file) => readTagged(text, file, 'enw', grammar, (entry) => [enwRecord(entry)]),
}

const grammar: TaggedGrammar = {
  field(line) {
    if (line.charCodeAt(0) !== 0x25 || (line.length > 2 && line.charCodeAt(2) !== 0x20)) return undefined
    return line.length < 2 || line.charCodeAt(1) === 0x20
      ? undefined
      : { tag: line.slice(0, 2), value: line.slice(3).trim() }
  },
  // `%0` begins an entry, unless an empty one stands right before it.
  begins: (tag, open) => {
    const last = open?.at(-1)
    return open === undefined || (tag === '%0' && !(last?.tag === '%0' && last.value === ''))
  },
  blankEnds: true,
}

const tags: Readonly<Record<string, FieldMeaning>> = {
  '%A': 'author',
  '%E': 'editor',
  '%T': 'title',
  '%Q': 'alternative-title',
  '%J': 'container',
  '%B': 'container',
  '%D': 'year',
  '%8': 'date',
  '%V': 'volume',
  '%N': 'issue',
  '%P': 'pages',
  '%I': 'publisher',
  '%C': 'place',
  '%7': 'edition',
  '%S': 'series',
  '%G': 'language',
  '%@': 'standard-number',
  '%X': 'abstract',
  '%K': 'keywords',
  '%Z': 'note',
  '%O': 'note',
  '%U': 'url',
  '%R': 'doi',
  '%M': 'accession',
  '%F': 'key',
  '%L': 'key',
  '%2': 'pmcid',
}

function enwRecord(entry: TaggedEntry): ParsedRecord {
  const draft = new Draft()
  const kind = entry.fields.find(({ tag }) => tag === '%0')?.value ?? ''
  draft.type =
    typeInWords(kind) ??
    (entry.fields.some(({ tag }) => tag === '%J')
      ? 'article'
      : entry.fields.some(({ tag }) => tag === '%I')
        ? 'book'
        : 'other')
  const isBook = draft.type === 'book' || draft.type === 'edited-book'
  for (const { tag, value } of entry.fields) {
    if (tag === '%0') continue

    const meaning = tag === '%B' && isBook ? 'series' : tags[tag]
    takeField(draft, meaning, tag, value)
  }
  return draft.finish({ format: 'enw', line: entry.line, raw: entry.raw })
}
