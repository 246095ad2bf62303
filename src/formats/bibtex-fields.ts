import { parseIsbn, parseIssn } from '../domain/identifier.ts'
import { type ParsedRecord, type RecordType, recordTypes } from '../domain/record.ts'
import { divide, readBibtexNames } from './bibtex-names.ts'
import { monthNumber, parseDate } from './dates.ts'
import { Draft } from './draft.ts'
import { proposalsInNote, isDecisionNote, verdictOf } from './proposals.ts'
import { typeInWords } from './publication-types.ts'
import { decodeEntities } from '../text/character-references.ts'
import { cleanLine } from './text-value.ts'

/** Entry types of BibTeX, biblatex and the programs that write them. */
const entryTypes: Readonly<Record<string, RecordType>> = {
  article: 'article',
  periodical: 'article',
  suppperiodical: 'article',
  magazine: 'article',
  jurisdiction: 'other',
  book: 'book',
  mvbook: 'book',
  booklet: 'book',
  bookinbook: 'book',
  manual: 'report',
  inbook: 'chapter',
  incollection: 'chapter',
  suppbook: 'chapter',
  inreference: 'chapter',
  suppcollection: 'chapter',
  collection: 'edited-book',
  mvcollection: 'edited-book',
  reference: 'edited-book',
  mvreference: 'edited-book',
  proceedings: 'edited-book',
  mvproceedings: 'edited-book',
  inproceedings: 'conference-paper',
  conference: 'conference-paper',
  phdthesis: 'thesis',
  mastersthesis: 'thesis',
  thesis: 'thesis',
  techreport: 'report',
  report: 'report',
  standard: 'report',
  online: 'web-page',
  electronic: 'web-page',
  www: 'web-page',
  webpage: 'web-page',
  dataset: 'dataset',
  data: 'dataset',
  newspaper: 'news',
  review: 'review',
  letter: 'letter',
}

/**
 * One entry's fields as a record.
 * @param text a field's value as text, a TeX value decoded
 * @param tex a field's value as TeX, macros filled in; undefined where there is no such field
 */
export function bibtexRecord(
  entry: { readonly type: string; readonly key: string; readonly names: readonly string[] },
  tex: (name: string) => string | undefined,
  decode: (tex: string) => string,
  source: { readonly line: number; readonly raw: string },
): ParsedRecord {
  const draft = new Draft()
  if (entry.key !== '') draft.sourceKey = entry.key
  const text = (name: string): string =>
    decode(unwrapped(tex(name) ?? ''))
      .replace(/[\s\u00A0]*\n\s*/g, ' ')
      .trim()
  const subtype = text('entrysubtype')
  const known = entryTypes[entry.type]
  draft.type = recordTypes.includes(subtype as RecordType)
    ? (subtype as RecordType)
    : (known ?? typeInWords(text('type')) ?? 'other')
  if (known === undefined && entry.type !== 'misc') draft.unknown('entry type', entry.type)
  dates(draft, entry.names, text)
  for (const name of entry.names) take(draft, name, tex, text, decode)
  verdict(draft, entry.names, text)
  return draft.finish({ format: 'bibtex', vendor: vendorOf(entry), line: source.line, raw: source.raw })
}

function vendorOf(entry: { readonly names: readonly string[] }): string | undefined {
  const has = (name: string): boolean => entry.names.includes(name)
  if (has('unique-id') || has('web-of-science-categories')) return 'web-of-science'
  if (has('funding_text 1') || (has('source') && has('document_type'))) return 'scopus'
  if (has('mendeley-groups') || has('mendeley-tags')) return 'mendeley'
  return undefined
}

function take(
  draft: Draft,
  name: string,
  tex: (name: string) => string | undefined,
  text: (name: string) => string,
  decode: (tex: string) => string,
): void {
  const raw = tex(name) ?? ''
  if (raw.trim() === '') return
  switch (name) {
    case 'author':
    case 'editor': {
      const { names, others } = readBibtexNames(raw, decode)
      for (const person of names) (name === 'author' ? draft.authors : draft.editors).push(person)
      if (others) draft.unknown(name, 'others')
      return
    }
    case 'title': {
      const subtitle = text('subtitle')
      const main = text('title')
      return draft.title(
        name,
        subtitle === '' ? main : `${main}${/[.:?!]$/.test(main) ? '' : ':'} ${subtitle}`,
      )
    }
    case 'subtitle':
      return text('title') === '' ? draft.title(name, text(name)) : undefined
    case 'origtitle':
    case 'titletranslation':
    case 'alternativetitle':
      for (const title of decode(unwrapped(raw)).split(/\n\s*\n/)) draft.alternativeTitle(title)
      return
    case 'booktitle':
    case 'journal':
    case 'journaltitle':
    case 'maintitle':
    case 'containertitle':
      // MathSciNet abbreviates in `journal` and writes it out in `fjournal`.
      return draft.line(
        name === 'journal' && text('fjournal') !== '' ? 'containerShort' : 'container',
        name,
        text(name),
      )
    case 'fjournal':
      return draft.line('container', name, text(name))
    case 'shortjournal':
    case 'journal-iso':
    case 'journal-abbreviation':
    case 'abbrev_source_title':
      return draft.line('containerShort', name, text(name))
    case 'volume':
      return draft.line('volume', name, text(name))
    case 'issue':
      return draft.line('issue', name, text(name))
    case 'number':
      return text('issue') === '' ? draft.line('issue', name, text(name)) : draft.unknown(name, text(name))
    case 'pages':
      return draft.firstPage(name, text(name))
    case 'eid':
    case 'article-number':
    case 'art_number':
      return draft.line('articleNumber', name, text(name))
    case 'publisher':
    case 'institution':
    case 'school':
    case 'organization':
      return draft.line('publisher', name, text(name))
    case 'address':
    case 'location':
      return draft.line('place', name, text(name))
    case 'edition':
      return draft.line('edition', name, text(name))
    case 'series':
      return draft.line('series', name, text(name))
    case 'language':
      return draft.line('language', name, text(name))
    case 'langid':
      return text('language') === ''
        ? draft.line('language', name, text(name))
        : draft.unknown(name, text(name))
    case 'doi':
      return draft.doi(name, verbatim(raw))
    case 'pmid':
    case 'pubmedid':
    case 'pubmed_id':
      return draft.id('pmid', name, text(name))
    case 'pmcid':
    case 'pmc':
      return draft.id('pmcid', name, text(name))
    case 'eprint':
      return /pubmed|pmid/i.test(text('eprinttype') || text('archiveprefix'))
        ? draft.id('pmid', name, text(name))
        : draft.unknown(name, text(name))
    case 'openalex':
      return draft.id('openalex', name, text(name))
    case 'issn':
    case 'eissn':
    case 'isbn':
      return parseIssn(raw) === undefined && parseIsbn(raw) === undefined
        ? draft.unknown(name, raw)
        : draft.standardNumber(name, text(name))
    case 'accession':
    case 'unique-id':
    case 'accessionnumber':
      for (const number of text(name).split(/;\s*/)) draft.accession(number)
      return
    case 'url':
    case 'bdsk-url-1':
    case 'bdsk-url-2':
      return draft.url(verbatim(raw))
    case 'howpublished':
      return /https?:\/\//.test(raw)
        ? draft.url(/https?:\/\/[^\s{}]+/.exec(verbatim(raw))?.[0] ?? '')
        : draft.unknown(name, text(name))
    case 'abstract':
      return draft.abstract(paragraphs(raw, decode))
    case 'keywords':
    case 'keyword':
    case 'author_keywords':
    case 'keywords-plus':
    case 'mendeley-tags':
      for (const keyword of keywordsIn(raw)) draft.keyword(decode(keyword))
      return
    case 'note':
    case 'annote':
    case 'annotation':
    case 'comment': {
      const note = paragraphs(raw, decode)
      const pmid = /^PMID:\s*(\d+)\.?$/.exec(note.trim())?.[1]
      if (pmid !== undefined) return draft.id('pmid', name, pmid)
      draft.proposals.push(...proposalsInNote(note))
      return isDecisionNote(note) ? undefined : draft.note(note)
    }
    case 'year':
    case 'date':
    case 'month':
    case 'day':
    case 'season':
    case 'entrysubtype':
    case 'decision':
    case 'decisionreason':
      return
    default:
      return draft.unknown(name, raw)
  }
}

/** biblatex `date` (the first of a range), else `year`, `month` and `day`; `month` may hold the day ("mar 1"). */
function dates(draft: Draft, names: readonly string[], text: (name: string) => string): void {
  const whole = text('date')
  const season = text('season')
  const range = /^([^/]{4,})\/(.*)$/.exec(whole)
  const day = Number(text('day'))
  const first = parseDate((range?.[1] ?? whole).replace(/[~?%]$/, ''))
  const fallback = parseDate(text('year').replace(/^[{(\s]+|[)}\s]+$/g, ''))
  const date = first ?? fallback
  if (range !== null) draft.unknown('date', whole)
  const monthText = text('month')
  const words = monthText.split(/[\s~.,/-]+/).filter((word) => word !== '')
  const months = words.map(monthNumber)
  const named = words.findIndex((word, i) => months[i] !== undefined && !/^\d/.test(word))
  const month = named === -1 ? (words.length === 1 ? months[0] : undefined) : months[named]
  const dayWord = words.find((word, i) => i !== named && /^\d{1,2}(?:st|nd|rd|th)?$/.test(word))
  if (date === undefined) {
    for (const name of ['date', 'year', 'month'])
      if (names.includes(name) && text(name) !== '') draft.unknown(name, text(name))
    draft.date = season === '' ? undefined : { season }
    return
  }
  const severalMonths =
    months.filter((number, i) => number !== undefined && !/^\d/.test(words[i] ?? '')).length > 1
  const dayNumber =
    day >= 1 && day <= 31
      ? day
      : dayWord !== undefined && named !== -1
        ? Number.parseInt(dayWord, 10)
        : undefined
  draft.date = {
    ...date,
    ...(date.month === undefined && month !== undefined && !severalMonths ? { month } : {}),
    ...(date.day === undefined &&
    dayNumber !== undefined &&
    dayNumber >= 1 &&
    dayNumber <= 31 &&
    !severalMonths &&
    (date.month ?? month) !== undefined
      ? { day: dayNumber }
      : {}),
    ...(season === '' ? {} : { season }),
    ...(monthText !== '' && (month === undefined || severalMonths) && season === ''
      ? { season: monthText }
      : {}),
  }
}

function verdict(draft: Draft, names: readonly string[], text: (name: string) => string): void {
  if (!names.includes('decision')) return
  const found = verdictOf(text('decision'))
  const reason = cleanLine(text('decisionreason'))
  if (found === undefined) draft.unknown('decision', text('decision'))
  else draft.proposals.push({ stage: 'title-abstract', verdict: found, ...(reason === '' ? {} : { reason }) })
}

/** `{{Title}}`: braces around the whole value say "as it is", not more. */
function unwrapped(value: string): string {
  const text = value.trim()
  return text.startsWith('{') && text.endsWith('}') && divide(text, '\u0000').length === 1 ? text : value
}

/** Addresses and identifiers are not TeX, but programs escape them all the same. */
const verbatim = (raw: string): string =>
  decodeEntities(
    raw
      .replace(/\\(?:url|href|path|nolinkurl)\b/g, '')
      .replace(/\\([%&_#$~{}])/g, '$1')
      .replace(/\{\\textunderscore\}|\\textunderscore(?:\{\})?/g, '_')
      .replace(/^[\s{]+|[\s}]+$/g, '')
      .replace(/\{([_%&#~])\}/g, '$1'),
  )

/** One line end is a space, a blank line a new paragraph; each further one a blank line of the text. */
const paragraphs = (raw: string, decode: (tex: string) => string): string =>
  decode(
    raw
      .trim()
      .replace(/[ \t]*\n[ \t]*/g, '\n')
      .replace(/\n+/g, (ends) => (ends.length === 1 ? ' ' : '\u0001'.repeat(ends.length - 1))),
  ).replaceAll('\u0001', '\n')

/** Semicolons divide keywords, else commas; what stands in braces is one keyword. */
function keywordsIn(raw: string): readonly string[] {
  const text = raw.replace(/\s+/g, ' ').trim()
  const whole = /^\{([^{}]*)\}$/.exec(text)?.[1] ?? text
  const parts = divide(whole, ';')
  return parts.length > 1 ? parts : divide(whole, ',')
}
