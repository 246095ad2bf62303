/** Expected results beside the reference files, in one shape: Zotero's items, reflib's JSON, tags counted. */
import { existsSync, readFileSync } from 'node:fs'
import type { ParsedRecord } from '../src/domain/record.ts'
import { parseDoi } from '../src/domain/identifier.ts'
import { normalisePages } from '../src/formats/pages.ts'
import { decodeEntities } from '../src/text/character-references.ts'

export const fieldNames = [
  'title',
  'authors',
  'year',
  'journal',
  'volume',
  'issue',
  'pages',
  'doi',
  'pmid',
  'abstract',
  'keywords',
  'language',
  'url',
] as const
export type FieldName = (typeof fieldNames)[number]
export type Expected = Readonly<Partial<Record<FieldName, string | readonly string[]>>>

/** The expected records of a file, or undefined where nothing says what they are. */
export function expectedOf(path: string, format: string | undefined): readonly Expected[] | undefined {
  const beside = path.replace(/\.[^./]+$/, '').replace(/\.mrc$/, '') + '.expected.json'
  if (existsSync(beside)) return (JSON.parse(readFileSync(beside, 'utf8')) as ZoteroItem[]).map(fromZotero)
  return countOnly(path, format)
}

/** Where only the number of records is known: one for each beginning that the format has. */
function countOnly(path: string, format: string | undefined): readonly Expected[] | undefined {
  const text = readFileSync(path, 'utf8')
  const count = (pattern: RegExp): readonly Expected[] =>
    Array.from({ length: text.match(pattern)?.length ?? 0 }, () => ({}))
  if (format === 'ris') return count(/^\uFEFF?TY {1,2}- /gm)
  if (format === 'wos-tagged') return count(/^PT /gm)
  if (format === 'nbib') return count(/^\uFEFF?PMID- ?\d/gm)
  if (format === 'pubmed-xml') return count(/<Pubmed(?:Book)?Article[\s>]/g)
  if (format === 'endnote-xml') return count(/<record[\s>]/g)
  return undefined
}

interface ZoteroItem {
  readonly itemType: string
  readonly creators?: readonly {
    readonly firstName?: string
    readonly lastName?: string
    readonly name?: string
    readonly creatorType: string
  }[]
  readonly tags?: readonly (string | { readonly tag: string })[]
  readonly [field: string]: unknown
}

function fromZotero(item: ZoteroItem): Expected {
  const text = (...names: readonly string[]): string | undefined => {
    for (const name of names) if (typeof item[name] === 'string' && item[name] !== '') return item[name]
    return undefined
  }
  const creators = item.creators ?? []
  const main = creators.filter(({ creatorType }) => creatorType === 'author')
  const year = /\b(1[0-9]{3}|20[0-9]{2})\b/.exec(text('date', 'issueDate') ?? '')?.[1]
  const pmid = /PMID:?\s*(\d+)/.exec(text('extra') ?? '')?.[1] ?? text('PMID')
  return {
    ...of('title', text('title', 'caseName', 'subject', 'nameOfAct')),
    ...(main.length === 0 ? {} : { authors: main.map((name) => name.lastName ?? name.name ?? '') }),
    ...of('year', year),
    ...of(
      'journal',
      text('publicationTitle', 'bookTitle', 'proceedingsTitle', 'encyclopediaTitle', 'dictionaryTitle'),
    ),
    ...of('volume', text('volume')),
    ...of('issue', text('issue')),
    ...of('pages', text('pages')),
    ...of('doi', text('DOI')),
    ...of('pmid', pmid),
    ...of('abstract', text('abstractNote')),
    ...(item.tags === undefined || item.tags.length === 0
      ? {}
      : { keywords: item.tags.map((tag) => (typeof tag === 'string' ? tag : tag.tag)) }),
    ...of('language', text('language')),
    ...of('url', text('url')),
  }
}

const of = (name: FieldName, value: string | undefined): Expected =>
  value === undefined ? {} : { [name]: value }

/** Letters and digits, case and markup apart: what is compared is the content, not its punctuation. */
const folded = (text: string): string =>
  decodeEntities(text)
    .replace(/<\/?(?:i|b|sub|sup|em|strong|span|p|sc)\b[^<>]*>/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

export function sameField(
  field: FieldName,
  wanted: string | readonly string[],
  record: ParsedRecord,
): boolean {
  const list = Array.isArray(wanted) ? (wanted as readonly string[]) : [String(wanted)]
  const [one = ''] = list
  switch (field) {
    case 'title':
      return folded(one) === folded(record.title ?? '')
    case 'authors':
      return same(
        list,
        record.authors.map((name) =>
          'literal' in name ? name.literal : `${name.particle ?? ''}${name.family}`,
        ),
        record.authors.map((name) => ('literal' in name ? name.literal : name.family)),
      )
    case 'year':
      return one === String(record.date?.year ?? '')
    case 'journal':
      return [record.container, record.containerShort].some((name) => folded(one) === folded(name ?? ''))
    case 'volume':
    case 'issue':
    case 'language':
      return folded(one) === folded(record[field] ?? '')
    case 'pages':
      return folded(normalisePages(one)) === folded(record.pages ?? record.articleNumber ?? '')
    case 'doi':
      return (parseDoi(one) ?? one) === record.identifiers.doi
    case 'pmid':
      return one === record.identifiers.pmid
    case 'abstract':
      return folded(one) === folded(record.abstract ?? '')
    case 'keywords': {
      const have = new Set((record.keywords ?? []).map(folded))
      return list.every((keyword) => have.has(folded(keyword)))
    }
    case 'url':
      return (record.urls ?? []).some(
        (url) => url === one || decodeURI(one) === url || url.replace(/\/$/, '') === one.replace(/\/$/, ''),
      )
  }
}

function same(wanted: readonly string[], ...have: readonly (readonly string[])[]): boolean {
  const key = (names: readonly string[]): string => names.map(folded).join('|')
  return have.some((names) => key(names) === key(wanted))
}
