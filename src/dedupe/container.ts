import { abbreviates, isAcronym, sayingWords } from '../text/abbreviation.ts'
import { fold } from '../text/fold.ts'

/** A journal, book or proceedings as it is compared. One object per distinct name, shared by all its records. */
export interface ContainerCard {
  readonly number: number
  readonly kind: 'journal' | 'conference' | 'repository' | 'registry' | 'thesis' | 'unknown'
  /** The saying words of each form of the name: as given, in brackets, before a colon or "Conference:". */
  readonly forms: readonly (readonly string[])[]
}

export type ContainerAgreement = 'same' | 'similar' | 'different' | 'missing'

const conference =
  /\b(?:conf|conference|proc|proceedings?|symp|symposium|workshops?|congress|meeting|colloquium|annual convention|kongress|jahrestagung|lecture notes|hicss|amcis|icis|ecis|pacis)\b/
const journal =
  /\b(?:j|jnl|journal|trans|transactions|annals|ann|archives|arch|revista|rev|zeitschrift|zhurnal|bulletin|bull|letters|magazine|record|quarterly|acta|giornale|zhonghua|zazhi|za zhi|tijdschrift|newsletter|communications)\b/
const repository =
  /\b(?:arxiv|medrxiv|biorxiv|chemrxiv|psyarxiv|socarxiv|ssrn|research square|preprints?|authorea|osf|zenodo|corr)\b/
const registry =
  /\b(?:clinicaltrials gov|ictrp|isrctn|trial registry|trials register|eu ctr|prospero)\b|^https? (?:www )?clinicaltrials/
const thesis = /\b(?:dissertations?|theses|thesis|ph ?d)\b/

/** Interns container names: equal names give the same card, and each pair of names is compared only once. */
export class Containers {
  readonly #byName = new Map<string, ContainerCard>()
  readonly #compared = new Map<number, ContainerAgreement>()

  card(name: string | undefined, short: string | undefined): ContainerCard | undefined {
    const given = name ?? short
    if (given === undefined || given.trim() === '') return undefined
    const key = short === undefined || name === undefined ? given : `${name}\n${short}`
    let card = this.#byName.get(key)
    if (card === undefined) {
      card = {
        number: this.#byName.size,
        kind: kindOf(given),
        forms: formsOf(given, key === given ? undefined : short),
      }
      this.#byName.set(key, card)
    }
    return card
  }

  compare(a: ContainerCard | undefined, b: ContainerCard | undefined): ContainerAgreement {
    if (a === undefined || b === undefined) return 'missing'
    if (a === b) return 'same'
    const key = a.number < b.number ? a.number * 2 ** 26 + b.number : b.number * 2 ** 26 + a.number
    let known = this.#compared.get(key)
    if (known === undefined) {
      known = compareForms(a, b)
      this.#compared.set(key, known)
    }
    return known
  }
}

function kindOf(name: string): ContainerCard['kind'] {
  const folded = fold(name)
  if (registry.test(folded)) return 'registry'
  if (repository.test(folded)) return 'repository'
  if (thesis.test(folded)) return 'thesis'
  const isJournal = journal.test(folded)
  if (conference.test(folded) && !(isJournal && /^(?:the )?(?:j|journal)\b/.test(folded))) return 'conference'
  return isJournal ? 'journal' : 'unknown'
}

/** What stands before a subtitle or a conference's name is a form of the name; some tails are, too. */
const separators: readonly { readonly at: RegExp; readonly isTailAName: boolean }[] = [
  { at: /\.\s+conference\s*:/i, isTailAName: false },
  { at: /\s*[:;/]\s+/, isTailAName: false },
  { at: /\s*,\s+(?=supplement)/i, isTailAName: false },
  { at: /\s+(?:[—–-]|&mdash;)\s+/, isTailAName: true },
  { at: /\s+=\s+/, isTailAName: true },
  { at: /\.\s+(?=\p{Lu}\p{L}{3,}\s)/u, isTailAName: true },
]

function formsOf(name: string, short: string | undefined): readonly (readonly string[])[] {
  const texts = new Set([name, name.replace(/\s*[[(][^\])]*[\])]?/g, ' ')])
  for (const match of name.matchAll(/[[(]([^\])]{4,})[\])]/g)) texts.add(match[1] ?? '')
  for (const { at, isTailAName } of separators) {
    const [head = '', ...tails] = name.split(at)
    if (tails.length === 0) continue
    texts.add(head)
    if (isTailAName) for (const tail of tails) texts.add(tail)
  }
  if (short !== undefined) texts.add(short)
  const forms: (readonly string[])[] = []
  for (const text of texts) {
    const words = sayingWords(fold(text).replace(/\bu s\b/g, 'us'))
    if (words.length > 0 && !forms.some((form) => form.join(' ') === words.join(' '))) forms.push(words)
  }
  return forms
}

function compareForms(a: ContainerCard, b: ContainerCard): ContainerAgreement {
  let best: ContainerAgreement = 'different'
  for (const left of a.forms) {
    for (const right of b.forms) {
      if (left.join('') === right.join('') || abbreviates(left, right)) return 'same'
      if (isAcronym(left, right) || isAcronym(right, left)) return 'same'
      if (isSimilar(left, right)) best = 'similar'
    }
  }
  return best
}

/** One name says more than the other ("brain" and "brain a journal of neurology"), or most words agree. */
function isSimilar(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  const found = short.filter((word) =>
    long.some(
      (other) =>
        word === other ||
        (word.length >= 3 && other.startsWith(word)) ||
        (other.length >= 3 && word.startsWith(other)),
    ),
  )
  if (found.length === short.length) return short.join('').length >= 4
  return found.length >= 2 && found.length / long.length >= 0.7
}
