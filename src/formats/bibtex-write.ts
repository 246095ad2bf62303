import { isGroup, type PersonName } from '../domain/person-name.ts'
import type { RecordType } from '../domain/record.ts'
import { isoDate } from './dates.ts'
import type { WritableRecord } from './format.ts'
import { protectText } from './text-value.ts'

/** biblatex's entry type, and whether `entrysubtype` must say which of our types it is. */
const entryTypeOf: Readonly<Record<RecordType, readonly [type: string, isExact: boolean]>> = {
  article: ['article', true],
  review: ['article', false],
  editorial: ['article', false],
  letter: ['article', false],
  'book-review': ['article', false],
  erratum: ['article', false],
  protocol: ['article', false],
  book: ['book', true],
  'edited-book': ['collection', true],
  chapter: ['incollection', true],
  'conference-paper': ['inproceedings', true],
  thesis: ['thesis', true],
  report: ['report', true],
  preprint: ['online', false],
  dataset: ['dataset', true],
  'web-page': ['online', true],
  news: ['article', false],
  other: ['misc', true],
}

/** biblatex in UTF-8, for biber: what the reader in `bibtex.ts` reads back without loss. */
export function* writeBiblatex(records: Iterable<WritableRecord>): Iterable<string> {
  for (const record of records) yield biblatexEntry(record)
}

function biblatexEntry(record: WritableRecord): string {
  const [type, isExact] = entryTypeOf[record.type]
  const lines: string[] = []
  const put = (name: string, tex: string | undefined): void => {
    if (tex !== undefined && tex !== '') lines.push(`  ${name} = {${tex}}`)
  }
  const { identifiers } = record
  const date = isoDate(record.date)
  put('author', record.authors.map(writeBibtexName).join(' and '))
  put('editor', record.editors?.map(writeBibtexName).join(' and '))
  put('title', line(record.title, true))
  put('alternativetitle', record.alternativeTitles?.map((title) => line(title)).join('\n\n'))
  put('date', date)
  // A month without a year is no biblatex date.
  if (date === '' && record.date?.month !== undefined) put('month', String(record.date.month))
  put('season', line(record.date?.season))
  put(
    record.type === 'chapter' || record.type === 'conference-paper' ? 'booktitle' : 'journaltitle',
    line(record.container),
  )
  put('shortjournal', line(record.containerShort))
  put('volume', line(record.volume))
  put(type === 'article' ? 'number' : 'issue', line(record.issue))
  put('pages', line(record.pages)?.replace(/(?<=^\w+)-(?=\w+$)/, '--'))
  put('eid', line(record.articleNumber))
  put('publisher', line(record.publisher))
  put('location', line(record.place))
  put('edition', line(record.edition))
  put('series', line(record.series))
  put('language', line(record.language))
  put('doi', identifiers.doi?.replace(/[{}\\%]/g, encodeURIComponent))
  put('pmid', identifiers.pmid)
  put('pmcid', identifiers.pmcid)
  put('openalex', identifiers.openalex)
  put('issn', identifiers.issn?.join(', '))
  put('isbn', identifiers.isbn?.join(', '))
  put('accession', line(identifiers.accession?.join('; ')))
  put(
    'url',
    record.urls
      ?.map((url) => url.replace(/[{}\\]/g, encodeURIComponent).replace(/%/g, String.raw`\%`))
      .join(' '),
  )
  put('abstract', prose(record.abstract))
  put('keywords', keywords(record.keywords ?? []))
  put('entrysubtype', isExact ? undefined : record.type)
  put('decision', line(record.decision?.verdict))
  put('decisionreason', line(record.decision?.reason))
  for (const note of record.notes ?? []) put('note', prose(note))
  return `@${type}{${keyOf(record.key)},\n${lines.join(',\n')}\n}\n\n`
}

/** A key that BibTeX takes: no spaces, commas, braces or the other special characters. */
const keyOf = (key: string): string => key.replace(/[\s,{}()"#%'=~\\]+/g, '_')

export function writeBibtexName(name: PersonName): string {
  if (isGroup(name)) return `{${escape(name.literal)}}`
  // Braces keep a lower-case first word, a comma or an " and " from being read as structure.
  const part = (text: string): string =>
    /^\p{Ll}|,/u.test(text) || /\sand\s/i.test(text) ? `{${escape(text)}}` : escape(text)
  const family =
    name.particle === undefined ? part(name.family) : `${escape(name.particle)} ${part(name.family)}`
  const given =
    name.given === undefined
      ? ''
      : /,|\sand\s/i.test(name.given)
        ? `{${escape(name.given)}}`
        : escape(name.given)
  return name.suffix === undefined ? `${family}, ${given}` : `${family}, ${escape(name.suffix)}, ${given}`
}

/** A single keyword in braces gets a comma after it, or its braces would be taken for those of the whole list. */
function keywords(list: readonly string[]): string {
  const tex = list.map(keyword).join(', ')
  return list.length === 1 && tex.startsWith('{') ? `${tex},` : tex
}

const keyword = (text: string): string => (/[,;]/.test(text) ? `{${line(text) ?? ''}}` : (line(text) ?? ''))

function line(text: string | undefined, protectCapitals = false): string | undefined {
  if (text === undefined) return undefined
  const tex = escape(text.replace(/\s+/g, ' ').trim())
  return protectCapitals
    ? tex.replace(
        /(?<![\\\p{L}\p{N}{])\p{L}?[\p{Ll}\p{N}]*\p{Lu}[\p{L}\p{N}]*\p{Lu}[\p{L}\p{N}]*(?![\p{L}\p{N}}])/gu,
        '{$&}',
      )
    : tex
}

/** One line end becomes a blank line, n become n + 1: so paragraphs come back as they were. */
const prose = (text: string | undefined): string | undefined =>
  text === undefined
    ? undefined
    : escape(text.trim().replace(/[ \t]*\r?\n[ \t]*/g, '\n')).replace(/\n+/g, (ends) => `${ends}\n`)

const special: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '{': String.raw`\textbraceleft{}`,
  '}': String.raw`\textbraceright{}`,
  $: String.raw`\$`,
  '&': String.raw`\&`,
  '#': String.raw`\#`,
  '%': String.raw`\%`,
  _: String.raw`\_`,
  '~': String.raw`\textasciitilde{}`,
  '^': String.raw`\textasciicircum{}`,
  '`': String.raw`\textasciigrave{}`,
  '\u00A0': '~',
}

/** Text as TeX: special characters escaped, hyphens and apostrophes kept from joining, markup as commands. */
function escape(text: string): string {
  const tex = protectText(text)
    .replace(/[\\{}$&#%_~^`\u00A0]/g, (character) => special[character] ?? character)
    .replace(/-(?=-)/g, '-{}')
    .replace(/'(?=')/g, "'{}")
  return tex.includes('<')
    ? tex.replace(
        /<(i|b|sub|sup)>([^<>{}\\]*)<\/\1>/g,
        (_, tag: string, inner: string) => `\\${commandOf[tag] ?? 'text'}{${inner}}`,
      )
    : tex
}

const commandOf: Readonly<Record<string, string>> = {
  i: 'textit',
  b: 'textbf',
  sub: 'textsubscript',
  sup: 'textsuperscript',
}
