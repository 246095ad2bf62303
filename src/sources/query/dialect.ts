import { printNode, printWord } from './print.ts'
import type { Near, Query, QueryField, QueryNode, Term, Word, YearRange } from './query.ts'
import type { Loss, NoteLoss, Translation } from './translation.ts'

/** Where a field lives in a source: each form has `%` for the word; several forms are joined by OR. */
export interface FieldForm {
  readonly forms: readonly string[]
  /** What is lost when the source has no such field and these forms stand in for it. */
  readonly loss?: 'field-widened' | 'field-narrowed'
}

/** A Boolean syntax as data. `printDialect` turns a query into it and reports what it cannot say. */
export interface Dialect {
  readonly name: string
  readonly operators: { readonly and: string; readonly or: string; readonly not: string }
  readonly fields: Readonly<Record<QueryField, FieldForm>>
  readonly wildcards: Wildcards
  /** Proximity in the source's words, or undefined where it has none (then AND, with a loss). */
  readonly near?: (near: NearParts) => string
  /** False where only "any order" exists. */
  readonly hasOrderedNear?: boolean
  /** A proximity of at most so many words between. */
  readonly maximumDistance?: number
  /** Whether alternatives may stand on both sides; otherwise every pair is written out. */
  readonly hasNearGroups?: boolean
  readonly years?: (years: YearRange) => string
  readonly languages?: (codes: readonly string[]) => string
  /** Characters that cannot be sent, or must be escaped, inside a word. */
  readonly escape?: (text: string, isPhrase: boolean) => string
  readonly quote?: (text: string) => string
}

interface Wildcards {
  readonly atEnd: boolean
  readonly atStart: boolean
  /** Inside a word: the sign for exactly one character. */
  readonly one?: string
  /** Letters needed before a `*`. */
  readonly minimumStem: number
  /** Where a phrase may have `*`: nowhere, only at its end, or in any word. */
  readonly inPhrase: 'none' | 'end' | 'any'
  /** An index that cuts words at hyphens and does not do so with wildcards finds nothing for `pre-school*`. */
  readonly cutsHyphens?: boolean
}

/** Both sides as the source writes them: bare words, or groups of them. */
interface NearParts {
  readonly left: string
  readonly right: string
  readonly within: number
  readonly isOrdered: boolean
  /** A form of the field, with `%`. */
  readonly form: string
  /** Both sides without quotation marks, for `"a b"~3`. */
  readonly bare: readonly [string, string]
}

/** The query in a dialect as one Boolean string (limits included where the dialect has them) with its losses. */
export function printDialect(dialect: Dialect, query: Query): { text: string; losses: readonly Loss[] } {
  const losses: Loss[] = []
  const note: NoteLoss = (kind, effect, part, message) => {
    if (!losses.some((loss) => loss.kind === kind && loss.part === part))
      losses.push({ kind, effect, part, message })
  }
  const limits = printLimits(dialect, query, note)
  const root = printIn(dialect, query.root, note)
  const isSimple = limits.length === 0 || query.root.kind === 'term' || query.root.kind === 'near'
  return { text: [isSimple ? root : `(${root})`, ...limits].join(dialect.operators.and), losses }
}

/** A translation with one parameter that carries the whole query. */
export function translateTo(dialect: Dialect, query: Query, parameter: string): Translation {
  const { text, losses } = printDialect(dialect, query)
  return { dialect: dialect.name, text, parameters: { [parameter]: text }, losses }
}

function printLimits(dialect: Dialect, query: Query, note: NoteLoss): readonly string[] {
  const limits: string[] = []
  if (query.years !== undefined && dialect.years !== undefined) limits.push(dialect.years(query.years))
  if (query.languages !== undefined) {
    if (dialect.languages !== undefined) limits.push(dialect.languages(query.languages))
    else
      note(
        'language-dropped',
        'wider',
        query.languages.join(','),
        `${dialect.name} cannot limit by language.`,
      )
  }
  return limits
}

function printIn(dialect: Dialect, node: QueryNode, note: NoteLoss): string {
  const { and, or, not } = dialect.operators
  const inner = (child: QueryNode): string => {
    const text = printIn(dialect, child, note)
    return child.kind === 'term' || child.kind === 'near' ? text : `(${text})`
  }
  switch (node.kind) {
    case 'term':
      return printTerm(dialect, node, note)
    case 'near':
      return printNear(dialect, node, note)
    case 'and':
    case 'or':
      return node.operands.map(inner).join(node.kind === 'and' ? and : or)
    case 'not':
      return `${inner(node.keep)}${not}${inner(node.drop)}`
  }
}

const inForms = (dialect: Dialect, field: QueryField, print: (form: string) => string): string => {
  const printed = dialect.fields[field].forms.map(print)
  return printed.length === 1 ? (printed[0] ?? '') : `(${printed.join(dialect.operators.or)})`
}

function noteField(dialect: Dialect, field: QueryField, part: string, note: NoteLoss): void {
  const { loss } = dialect.fields[field]
  if (loss === undefined) return
  note(
    loss,
    loss === 'field-widened' ? 'wider' : 'narrower',
    part,
    `${dialect.name} has no field for ${field}; ${loss === 'field-widened' ? 'a wider' : 'a narrower'} one is searched.`,
  )
}

function printTerm(dialect: Dialect, term: Term, note: NoteLoss): string {
  noteField(dialect, term.field, printNode(term), note)
  const parts = splitPhrase(dialect, term, note)
  const print = (form: string): string => {
    const printed = parts.map((word) => form.replace('%', () => printInDialect(dialect, word, note)))
    return printed.length === 1 ? (printed[0] ?? '') : `(${printed.join(dialect.operators.and)})`
  }
  return inForms(dialect, term.field, print)
}

/** A phrase whose wildcards the source does not understand becomes its words, joined by AND. */
function splitPhrase(dialect: Dialect, word: Word, note: NoteLoss): readonly Word[] {
  const words = word.text.split(' ')
  if (!word.isPhrase || words.length === 1 || !/[*?]/.test(word.text)) return [word]
  const { inPhrase, atEnd } = dialect.wildcards
  if (!atEnd || inPhrase === 'any') return [word]
  if (inPhrase === 'end' && !/[*?]/.test(word.text.slice(0, -1))) return [word]
  note(
    'phrase-split',
    'wider',
    printWord(word),
    `${dialect.name} has no wildcards inside a phrase; its words are joined by AND instead.`,
  )
  return words.map((text) => ({ text, isPhrase: false }))
}

/** A word or phrase as the dialect writes it, wildcards and quotation marks included. */
function printInDialect(dialect: Dialect, word: Word, note: NoteLoss): string {
  const text = bareText(dialect, word, note)
  const quote = dialect.quote ?? ((inner: string): string => `"${inner}"`)
  const isLoneStem = word.isPhrase && !word.text.includes(' ') && /[*?]/.test(text)
  const needsQuotes = (word.isPhrase && !isLoneStem) || text.includes(' ')
  return needsQuotes ? quote(text) : text
}

function bareText(dialect: Dialect, word: Word, note: NoteLoss): string {
  const text = word.text
    .split(' ')
    .map((part) => wildcardsOf(dialect, part, printWord(word), note))
    .join(' ')
  if (dialect.escape === undefined) return text
  const escaped = dialect.escape(text, word.isPhrase)
  if (escaped.replaceAll('\\', '') !== text) {
    note(
      'characters-dropped',
      'wider',
      printWord(word),
      `${dialect.name} cannot take some of its characters; "${escaped}" is searched.`,
    )
  }
  return escaped
}

function wildcardsOf(dialect: Dialect, word: string, part: string, note: NoteLoss): string {
  if (!/[*?]/.test(word)) return word
  const { wildcards, name } = dialect
  let text = word
  if (/^[*?]/.test(text) && !wildcards.atStart) {
    note(
      'left-truncation-dropped',
      'narrower',
      part,
      `${name} cannot truncate at the start of a word; the word is searched as it stands.`,
    )
    text = text.replace(/^[*?]+/, '')
  }
  const one = wildcards.one
  if (/\?/.test(text)) {
    if (one !== undefined) text = text.replaceAll('?', () => one)
    else if (wildcards.atEnd && text.indexOf('?') >= Math.max(wildcards.minimumStem, 3)) {
      note(
        'wildcard-widened',
        'wider',
        part,
        `${name} has no sign for one character; the word is truncated there.`,
      )
      text = `${text.slice(0, text.indexOf('?'))}*`
    } else {
      note('wildcard-dropped', 'narrower', part, `${name} has no sign for one character; it is left out.`)
      text = text.replaceAll('?', '')
    }
  }
  if (!text.includes('*')) return text
  if (!wildcards.atEnd) {
    note(
      'truncation-dropped',
      'narrower',
      part,
      `${name} cannot truncate; only the word as written is found.`,
    )
    return text.replaceAll('*', '')
  }
  const stem = text.indexOf('*', 1)
  if (stem > 0 && stem < text.length - 1 && !wildcards.atStart) {
    note('wildcard-widened', 'wider', part, `${name} truncates only at the end of a word.`)
    text = text.slice(0, stem + 1)
  }
  if (text.replaceAll('*', '').length < wildcards.minimumStem) {
    note(
      'truncation-too-short',
      'narrower',
      part,
      `${name} wants ${wildcards.minimumStem} letters before a truncation; only the word as written is found.`,
    )
    return text.replaceAll('*', '')
  }
  if (wildcards.cutsHyphens === true && /[-‐]/.test(text)) {
    note(
      'hyphen-with-wildcard',
      'narrower',
      part,
      `${name} cuts words at hyphens, but not those with a wildcard: this may find nothing.`,
    )
  }
  return text
}

function printNear(dialect: Dialect, near: Near, note: NoteLoss): string {
  const part = printNode(near)
  noteField(dialect, near.field, part, note)
  const { near: print } = dialect
  const hasWildcards = [...near.left, ...near.right].some((word) => /[*?]/.test(word.text))
  if (print === undefined || (hasWildcards && dialect.hasNearGroups !== true)) {
    const what = print === undefined ? 'no proximity' : 'no wildcards inside a proximity'
    note('proximity-widened', 'wider', part, `${dialect.name} has ${what}; AND is used instead.`)
    return nearAsAnd(dialect, near, note)
  }
  if (near.isOrdered && dialect.hasOrderedNear !== true)
    note('order-dropped', 'wider', part, `${dialect.name} has proximity in any order only.`)
  const within = Math.min(near.within, dialect.maximumDistance ?? near.within)
  if (within < near.within)
    note('proximity-widened', 'narrower', part, `${dialect.name} goes no further than ${within} words.`)
  const parts = (form: string, left: readonly Word[], right: readonly Word[]): string =>
    print({
      left: nearSide(dialect, left, note),
      right: nearSide(dialect, right, note),
      within,
      isOrdered: near.isOrdered && dialect.hasOrderedNear === true,
      form,
      bare: [bareSide(dialect, left, note), bareSide(dialect, right, note)],
    })
  return inForms(dialect, near.field, (form) => {
    if (dialect.hasNearGroups === true) return parts(form, near.left, near.right)
    const pairs = near.left.flatMap((left) => near.right.map((right) => parts(form, [left], [right])))
    return pairs.length === 1 ? (pairs[0] ?? '') : `(${pairs.join(dialect.operators.or)})`
  })
}

function nearSide(dialect: Dialect, words: readonly Word[], note: NoteLoss): string {
  const printed = words.map((word) => printInDialect(dialect, word, note))
  return printed.length === 1 ? (printed[0] ?? '') : `(${printed.join(dialect.operators.or)})`
}

/** For `"a b"~3`: the text of a single word or phrase, which has no wildcards here. */
function bareSide(dialect: Dialect, words: readonly Word[], note: NoteLoss): string {
  const [word] = words
  return word === undefined || words.length > 1 ? '' : bareText(dialect, word, note)
}

function nearAsAnd(dialect: Dialect, near: Near, note: NoteLoss): string {
  return inForms(dialect, near.field, (form) => {
    const side = (words: readonly Word[]): string => {
      const parts = words.map((word) => form.replace('%', () => printInDialect(dialect, word, note)))
      return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(dialect.operators.or)})`
    }
    return `(${side(near.left)}${dialect.operators.and}${side(near.right)})`
  })
}
