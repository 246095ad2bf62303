/** English words that carry no subject; no phrase begins or ends with one. */
const stopWords: ReadonlySet<string> = new Set(
  `a about above across after again against all almost along already also although always am among an and another any
  are around as at be became because been before being below between both but by can cannot could despite did do does
  doing done down due during each either et even ever every few first for from further had has have having he hence her
  here him his how however i ie if in instead into is it its itself least less like made make many may me might more
  most much must my near neither no nor not now of off often on once one only onto or other others otherwise our out
  over own per rather same second several she should since so some such than that the their them themselves then there
  thereby therefore these they this those though three through throughout thus to too toward towards two under until
  up upon us use used uses using very via was we well were what when where whereas whether which while who whom whose
  why will with within without would yet you your al eg etc vs paper article study studies results result conclusion
  conclusions background objective objectives aim aims methods method introduction discussion purpose findings abstract
  copyright rights reserved elsevier springer wiley ltd inc`.split(/\s+/),
)

/**
 * The words and phrases of up to `longest` words in a text, each once, folded: lower case, no accents, hyphens as
 * spaces. A phrase does not run over punctuation and neither begins nor ends with a word that carries no subject;
 * single words have at least three letters and are no numbers.
 */
export function phrasesIn(text: string, longest = 3): ReadonlySet<string> {
  const found = new Set<string>()
  eachPhrase(text, (phrase) => found.add(phrase), longest)
  return found
}

/**
 * The same phrases one by one, as often as they stand there.
 * @param isWanted words without which a phrase is of no interest: saves the time of making it
 */
export function eachPhrase(
  text: string,
  visit: (phrase: string) => void,
  longest = 3,
  isWanted: (word: string) => boolean = () => true,
): void {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  for (const clause of plain.split(/[^\p{L}\p{N}\s'’\-‐‑–/]+|\s[-–]\s/u)) {
    const words = clause.replace(/['’]s?\b/gu, ' ').split(/[^\p{L}\p{N}]+/u)
    for (let from = 0; from < words.length; from++) {
      if (!isSubject(words[from])) continue
      let phrase = ''
      for (let to = from; to < Math.min(words.length, from + longest); to++) {
        const word = words[to] ?? ''
        if (word === '' || !isWanted(word)) break
        phrase = phrase === '' ? word : `${phrase} ${word}`
        if (isSubject(word) && phrase.length >= 3) visit(phrase)
      }
    }
  }
}

const isSubject = (word: string | undefined): boolean =>
  word !== undefined && word.length >= 2 && !stopWords.has(word) && !/^\d/.test(word)
