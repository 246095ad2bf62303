import { allCodes, type Code, type CodeReference, type Dimension } from '../domain/codebook.ts'
import { isRetracted, printNotices } from '../domain/notice.ts'
import { printName, type PersonName } from '../domain/person-name.ts'
import type { ReviewSnapshot, SnapshotCoding, SnapshotReport } from '../domain/snapshot.ts'
import type { GapSummary } from './map-data.ts'
import type {
  PageCode,
  PageCoding,
  PageData,
  PageDimension,
  PageReference,
  PageStudy,
  Reference,
} from './page/page-data.ts'
import { clip } from './page/reference.ts'

/** Longest title, name and quote that the page carries; the snapshot and the tables beside it have them whole. */
const longest = 1000

/**
 * What the page carries of a snapshot: codes and coders by number, no abstracts.
 * @param hash of the whole snapshot (`snapshotHash`), computed once for all files
 * @param gaps of the layout's rows and columns
 */
export function pageData(snapshot: ReviewSnapshot, hash: string, gaps?: GapSummary): PageData {
  const { codebook, review } = snapshot
  const used = codesInUse(snapshot)
  const dimensions = codebook.dimensions.map((dimension) => pageDimension(dimension, used))
  const at = new Map(dimensions.map((dimension, i) => [dimension.id, i]))
  const codes = dimensions.map((dimension) => new Map(dimension.codes.map((code, i) => [code.id, i])))
  const coders = [
    ...new Set(snapshot.studies.flatMap((study) => study.codings.flatMap((coding) => coding.coders))),
  ]
  const coderAt = new Map(coders.map((coder, i) => [coder, i]))
  const reference = ({ dimension, codes: named }: CodeReference): PageReference | undefined => {
    const d = at.get(dimension)
    if (d === undefined) return undefined
    return named === undefined
      ? { dimension: d }
      : { dimension: d, codes: named.flatMap((id) => codes[d]?.get(id) ?? []) }
  }
  const withCodes = dimensions.flatMap((dimension, i) => (dimension.codes.length > 0 ? [i] : []))
  const segments = codebook.map?.segments === undefined ? undefined : at.get(codebook.map.segments)
  const rows = at.get(codebook.map?.rows ?? '') ?? withCodes[0] ?? 0
  return {
    title: review.title,
    version: review.version,
    hash,
    ...(review.searchedTo === undefined ? {} : { searchedTo: review.searchedTo }),
    dimensions,
    impossible: codebook.impossible.flatMap(({ cells: [first, second], because }) => {
      const [a, b] = [reference(first), reference(second)]
      return a === undefined || b === undefined ? [] : [{ a, b, because }]
    }),
    layout: {
      rows,
      columns: at.get(codebook.map?.columns ?? '') ?? withCodes.find((i) => i !== rows) ?? rows,
      ...(segments === undefined ? {} : { segments }),
    },
    kinds: kindsByPlace(dimensions, gaps),
    coders,
    studies: snapshot.studies.map((study): PageStudy => ({
      id: study.id,
      reports: study.reports.map((report) => shortened(referenceOf(report))),
      codings: study.codings.flatMap((coding) => {
        const d = at.get(coding.dimension)
        return d === undefined ? [] : [pageCoding(coding, d, codes[d] ?? new Map(), coderAt)]
      }),
    })),
  }
}

function kindsByPlace(dimensions: readonly PageDimension[], gaps: GapSummary | undefined): PageData['kinds'] {
  const places = (id: string | undefined): ReadonlyMap<string, number> =>
    new Map((dimensions.find((dimension) => dimension.id === id)?.codes ?? []).map((code, i) => [code.id, i]))
  const [rows, columns] = [places(gaps?.rows), places(gaps?.columns)]
  return Object.fromEntries(
    (gaps?.ranked ?? []).flatMap(({ row, column, kinds }) =>
      kinds.length === 0
        ? []
        : [[`${rows.get(row) ?? ''},${columns.get(column) ?? ''}`, kinds.map((line) => clip(line, longest))]],
    ),
  )
}

/** Dimension and code of everything that a study is coded with. */
function codesInUse(snapshot: ReviewSnapshot): ReadonlySet<string> {
  const used = new Set<string>()
  for (const { codings } of snapshot.studies)
    for (const { dimension, value } of codings)
      if ('codes' in value) for (const code of value.codes) used.add(`${dimension} ${code}`)
  return used
}

/** Retired codes stay only where they, or codes below them, are in use. */
function pageDimension(dimension: Dimension, used: ReadonlySet<string>): PageDimension {
  const isUsed = (code: Code): boolean => used.has(`${dimension.id} ${code.id}`) || code.children.some(isUsed)
  const codes: PageCode[] = []
  const places = new Map<string, number>()
  for (const { code, path } of allCodes(dimension)) {
    if (code.retired && !isUsed(code)) continue
    const above = path.slice(0, -1).findLast((id) => places.has(id))
    places.set(code.id, codes.length)
    codes.push({
      id: code.id,
      label: clip(code.label, longest),
      ...(code.definition === undefined ? {} : { definition: clip(code.definition, longest) }),
      parent: above === undefined ? -1 : (places.get(above) ?? -1),
      depth: above === undefined ? 0 : (codes[places.get(above) ?? 0]?.depth ?? 0) + 1,
    })
  }
  return {
    id: dimension.id,
    label: clip(dimension.label, longest),
    ...(dimension.definition === undefined ? {} : { definition: clip(dimension.definition, longest) }),
    type: dimension.type,
    ...(dimension.unit === undefined ? {} : { unit: dimension.unit }),
    codes,
  }
}

function pageCoding(
  { value, by, coders, evidence }: SnapshotCoding,
  d: number,
  codes: ReadonlyMap<string, number>,
  coderAt: ReadonlyMap<string, number>,
): PageCoding {
  return {
    d,
    by,
    who: coders.flatMap((coder) => coderAt.get(coder) ?? []),
    ...('codes' in value ? { codes: value.codes.flatMap((code) => codes.get(code) ?? []) } : {}),
    ...('number' in value ? { number: value.number } : {}),
    ...('text' in value ? { text: clip(value.text, longest) } : {}),
    ...(evidence === undefined || evidence.length === 0
      ? {}
      : { quotes: evidence.map((quote) => ({ ...quote, quote: clip(quote.quote, longest) })) }),
  }
}

/** A report in the words of reference writers. */
export function referenceOf(report: SnapshotReport): Reference {
  const { identifiers } = report
  const url = report.urls?.find((candidate) => /^https?:\/\/[^\s]+$/i.test(candidate))
  const optional = {
    title: report.title,
    editors: report.editors?.map(nameOf),
    year: report.date?.year,
    container: report.container,
    volume: report.volume,
    issue: report.issue,
    pages: report.pages ?? report.articleNumber,
    publisher: report.publisher,
    place: report.place,
    doi: identifiers.doi,
    pmid: identifiers.pmid,
    isbn: identifiers.isbn?.[0],
    issn: identifiers.issn?.[0],
    url,
    keywords: report.keywords,
    language: report.language,
    byMachine: report.includedBy === 'machine' ? true : undefined,
    notices: report.notices === undefined ? undefined : printNotices(report.notices),
    isRetracted: isRetracted(report) ? true : undefined,
  }
  const known = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined))
  return { id: report.id, type: report.type, authors: report.authors.map(nameOf), ...known }
}

const nameOf = (name: PersonName): string => ('literal' in name ? `{${name.literal}}` : printName(name))

function shortened(whole: Reference): Reference {
  const { keywords, ...reference } = whole
  const cut = (text: string): string => clip(text, longest)
  return {
    ...reference,
    authors: reference.authors.map(cut),
    ...(reference.title === undefined ? {} : { title: cut(reference.title) }),
    ...(reference.container === undefined ? {} : { container: cut(reference.container) }),
    ...(keywords === undefined ? {} : { keywords: keywords.slice(0, 12).map((word) => clip(word, 80)) }),
  }
}
