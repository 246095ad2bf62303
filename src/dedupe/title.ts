import { fold } from '../text/fold.ts'
import { isSmallWord } from '../text/word-difference.ts'

/** What a title says about the kind of entry; several can hold. Bits, so that a million cards stay small. */
export const titleMark = {
  correction: 1,
  comment: 2,
  editorial: 4,
  bookReview: 8,
  protocol: 16,
  retraction: 32,
  abstract: 64,
} as const

export interface TitleCard {
  /** Folded words, without tags such as "[Review] [33 refs]" or "T262."; empty when there is no title. */
  readonly words: string
  /** The same without spaces: what "equal title" means. */
  readonly compact: string
  /** How many words are more than articles and prepositions. */
  readonly sayingWords: number
  /** Folded titles in the record's other languages, compact. */
  readonly others: readonly string[]
  readonly marks: number
}

/** The title as it is compared. Bracketed translations and language tags are unwrapped, other forms kept aside. */
export function titleCard(title: string | undefined, alternatives: readonly string[] = []): TitleCard {
  const whole = title ?? ''
  const [main, ...variants] = titleForms(whole)
  const words = fold(main ?? '')
  const others: string[] = []
  for (const other of [...variants, ...alternatives.flatMap(titleForms)]) {
    const compact = fold(other).replaceAll(' ', '')
    if (compact !== '' && !others.includes(compact)) others.push(compact)
  }
  let sayingWords = 0
  for (const word of words.split(' ')) if (word !== '' && !isSmallWord(word)) sayingWords++
  return { words, compact: words.replaceAll(' ', ''), sayingWords, others, marks: titleMarks(whole, words) }
}

/** What kind of talk it was: databases add it in brackets, before a colon, or not at all. */
const talkTag =
  /\s*\((?:(?:panel|tutorial|demo(?:nstration)?|poster|keynote|invited|conference|meeting|extended|industrial)(?:\s+(?:session|abstract|only|paper|talk|description|presentation|address))?|abstract(?:\s+only)?)\)|^(?:tutorial|panel|keynote|demo)\s*:\s+/gi
const trailingTag =
  /[\s.;:…]*(?:\[(?:[^[\]]|\[[^\]]*\])*\]|\((?:provisional|structured) (?:abstract|record)\)|\((?:retracted article|retraction of|reprinted from|republished)[^()]*(?:\([^()]*\)[^()]*)*\)|\((?:brief record|project record|reprint(?:ed)?|review|english|chinese|russian)\)|\d+ refs?)[\s.]*$/i
const leadingTag =
  /^\s*(?:\[?(?:short|brief|original|case|research|special|technical|rapid|clinical|invited) (?:report|article|paper|communication|review|research|note)\]?\s*[:.—–-]\s+|(?:abstract\s+)?(?:no\.?\s*)?(?=[a-z\d-]*\d)[a-z]{0,3}-?\d{1,5}(?:-[a-z\d]{1,6})?\s*[.:|]\s+(?=\p{Lu})|(?:retracted(?: article| paper)?|withdrawn|original article|poster|abstract|oral|meeting abstract)s?\s*:\s+)/iu

/** The title without what databases put around it, then the forms in other languages that it holds. */
function titleForms(title: string): string[] {
  let rest = title.replace(talkTag, ' ').trim()
  const others: string[] = []
  const bracketed = /^\[([\s\S]{8,})\][\s.]*(?:\[[^\]]{2,24}\])?[\s.]*$/.exec(rest)
  if (bracketed?.[1] !== undefined && balanced(bracketed[1])) rest = bracketed[1]
  for (let i = 0; i < 4; i++) {
    const tag = trailingTag.exec(rest)
    if (tag === null || tag.index < 8) break
    const inside = /\[([\s\S]{12,})\]/.exec(tag[0])?.[1]
    if (inside !== undefined && !aboutIt.test(inside)) others.push(inside)
    rest = rest.slice(0, tag.index)
  }
  const opened = /^\[([\s\S]+)\]([\s\S]*)$/.exec(rest)
  if (opened?.[1] !== undefined && (opened[2] ?? '').trim().length < 4 && balanced(opened[1]))
    rest = opened[1]
  const parallel = / = /.exec(rest)
  if (parallel !== null && parallel.index > 15 && rest.length - parallel.index > 18) {
    others.push(rest.slice(parallel.index + 3))
    rest = rest.slice(0, parallel.index)
  }
  const untagged = rest.replace(leadingTag, '')
  return [untagged.length >= 8 ? untagged : rest, ...others]
}

/** Brackets that tell about the entry; anything else of some length is the title in another language. */
const aboutIt =
  /erratum|correct|comment|appears|published|see |review|refs|abstract|record|reprint|retract|republish|summary|translat|proceeding|conference|edition/i

function balanced(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '[') depth++
    if (character === ']' && --depth < 0) return false
  }
  return depth === 0
}

const correctionTitle =
  /^\W*(?:(?:author|publisher|publication)s?['’]?s?\s+)?(?:errat(?:um|a)|corrigend(?:um|a)|corrections?|addend(?:um|a)|expression of concern)\b(?:\s*(?:[:(.\]\-–—]|to\b|for\b|in\b|$))/i
const citedVolume = /\(vol(?:ume)?\.?\s*\d+.{0,40}(?:pg?|pages?|19\d\d|20\d\d).{0,20}\)\s*\.?\s*$/i
const commentTitle =
  /^\W*(?:(?:invited |editorial |expert |letter|the )?comment(?:s|ary|aries)?\s*(?:[:.\]\-–—]|on\b|to\b|$)|(?:authors?['’]?s?\s+)?(?:reply|response|rejoinder)\s*(?:[:.\]]|to\b|by\b|$)|in (?:reply|response)\b|re\s*:|letters?\s*(?:to the editor|:)|discussion (?:of|on)\b|discussion\s*:)/i
const replyAtEnd =
  /(?:\b(?:a|authors?['’]?s?) (?:reply|response|comment(?:ary)?)|[:.?—–-]\s*(?:reply|response|comment(?:ary)?))\s*\.?$/i
/** The notice; "RETRACTED:" before a title is the article itself. */
const retractionTitle =
  /^\W*(?:retraction|withdrawal|notice of retraction)\b(?:\s+(?:note|notice))?\s*(?:[:.\]\-–—]|of\b|to\b|$)/i
const editorialWords = new Set(
  (
    'editorial|editorials|guest editorial|guest editors introduction|editors introduction|editor s note|editors note|editor s notes|letter from the editor|' +
    'from the editor|from the editors|note from the editor|introduction|introduction to the special issue|introduction to the special section|preface|foreword|' +
    'forward|in this issue|message from the editor|front matter|back matter|frontmatter|editorial board|table of contents|contents|title page|index|subject index|' +
    'author index|author s index|news|announcement|announcements|calendar|obituary|in memoriam|abstracts|poster abstracts|meeting abstracts|oral presentations|' +
    'poster presentations|proceedings|letters|letters to the editor|correspondence|short notices|keynote address|keynote|panel|chair s message|acknowledgement|' +
    'acknowledgements|acknowledgment|acknowledgments|list of reviewers|reviewers|thanks to reviewers|masthead|issue information|book review|book reviews|books received|' +
    'book review column|new books|reviews|commentary|comment|discussion|reply|response|opinion|viewpoint|perspective|perspectives|untitled|no title|erratum|corrigendum|correction|' +
    'conclusion|conclusions|summary|summaries|articles|standards|interview|column|reprint|abstract|poster session|contributors'
  ).split('|'),
)
const editorialStart =
  /^(?:editorial|guest editor|editors? (?:s )?(?:introduction|note)|introduction to the (?:\w+ )*?(?:minitrack|mini track|track|issue|special|section|symposium|proceedings|volume|workshop)|special (?:issue|section) (?:on|introduction)|proceedings of|front ?matter|message from|foreword|preface|book reviews?|report on the \w+ (?:international )?(?:workshop|conference|symposium))\b/

const guestEditor = /\bguest editors? (?:s )?(?:introduction|foreword|editorial)$/

function titleMarks(whole: string, words: string): number {
  let marks = 0
  if (correctionTitle.test(whole) || citedVolume.test(whole)) marks |= titleMark.correction
  if (commentTitle.test(whole) || replyAtEnd.test(whole)) marks |= titleMark.comment
  if (retractionTitle.test(whole)) marks |= titleMark.retraction
  if (editorialWords.has(words) || editorialStart.test(words) || guestEditor.test(words))
    marks |= titleMark.editorial
  if (/^(?:book reviews?\b|review of\b.*\bby\b)/.test(words)) marks |= titleMark.bookReview
  if (/\bprotocol\b/.test(words)) marks |= titleMark.protocol
  return marks
}

const roman = new Map(
  'i ii iii iv v vi vii viii ix x xi xii'.split(' ').map((word, i) => [word, String(i + 1)]),
)
const counted = new Map(
  'one two three four five six seven eight nine ten'.split(' ').map((word, i) => [word, String(i + 1)]),
)
for (const [i, word] of 'first second third fourth fifth sixth seventh eighth ninth tenth'
  .split(' ')
  .entries())
  counted.set(word, String(i + 1))

/**
 * The number that a word stands for in a title: digits, roman numerals, number words, ordinals ("2nd"), single
 * letters after "part". Undefined for other words.
 */
export function titleNumber(word: string): string | undefined {
  if (/^\d+(?:st|nd|rd|th)?$/.test(word)) return String(Number.parseInt(word, 10))
  return roman.get(word) ?? counted.get(word)
}
