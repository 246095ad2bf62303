import type { RecordType } from '../domain/record.ts'

/** Words that vendors use for kinds of documents, most specific first; the first that matches wins. */
const words: readonly (readonly [RegExp, RecordType])[] = [
  // What was retracted ("Retracted Publication") is still what it was; the notice is an erratum.
  [/retraction|erratum|correct(?:ion|ed)|corrigendum/i, 'erratum'],
  [/study protocol|\bprotocol\b/i, 'protocol'],
  [/book review|product review/i, 'book-review'],
  [/systematic review|meta-?analysis|scoping review|\breview\b/i, 'review'],
  [/editorial|editorial material/i, 'editorial'],
  [/^letter$|\bletter\b|^comment$/i, 'letter'],
  [/preprint|posted content|working paper/i, 'preprint'],
  [
    /book,? (?:chapter|section)|chapter|in ?book|incollection|encyclopedia|dictionary entry|reference-entry/i,
    'chapter',
  ],
  [/edited[ -]book|book, edited|collection/i, 'edited-book'],
  [/proceeding|conference|meeting|congress|symposium|inproceedings/i, 'conference-paper'],
  [/thes[ie]s|dissertation/i, 'thesis'],
  [/dataset|data ?set|data file|database/i, 'dataset'],
  [/news|magazine|newspaper/i, 'news'],
  [/report|technical|government|standard|white paper/i, 'report'],
  [/web ?page|web ?site|electronic source|blog|online|internet|generic web/i, 'web-page'],
  [/\bbook\b|monograph|^books$/i, 'book'],
  [/article|journal|serial|paper/i, 'article'],
]

/** The kind of document in a vendor's words; undefined where the words say nothing known. */
export function typeInWords(text: string): RecordType | undefined {
  return words.find(([pattern]) => pattern.test(text))?.[1]
}

/**
 * One kind out of several publication types ("Journal Article", "Review", "Research Support"): the most specific.
 * "Journal Article" yields to everything else.
 */
export function typeOfAll(types: readonly string[]): RecordType | undefined {
  const found = types.map((type) => typeInWords(type)).filter((type) => type !== undefined)
  return found.find((type) => type !== 'article') ?? found[0]
}
