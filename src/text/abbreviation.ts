const unsaid = new Set(
  'a an the of and for in on de la le des du der die das und fur y e et to part section'.split(' '),
)

/** The words of a name that an abbreviation of it may not leave out. */
export const sayingWords = (folded: string): readonly string[] =>
  folded.split(' ').filter((word) => word !== '' && !unsaid.has(word))

/**
 * Whether one folded name abbreviates the other, word for word: "j natl cancer inst" and "journal of the
 * national cancer institute". A word is abbreviated by its beginning ("j", "inst"), or by its first letter and
 * further letters in their order ("natl", "intl"), as ISO 4 has it. Small words may be missing. Equal names
 * abbreviate each other.
 */
export function abbreviates(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length || a.length === 0) return false
  return a.every((word, i) => isAbbreviation(word, b[i] ?? '') || isAbbreviation(b[i] ?? '', word))
}

function isAbbreviation(short: string, long: string): boolean {
  if (long.startsWith(short)) return true
  if (short.length < 3 || short.length >= long.length || short[0] !== long[0]) return false
  let at = 0
  for (const letter of short) {
    at = long.indexOf(letter, at)
    if (at === -1) return false
    at++
  }
  return true
}

/**
 * Whether a one-word name is made of the other name's initials: "cmaj" for "canadian medical association
 * journal", "jama", "vldb" for "very large data bases". At least three letters.
 */
export function isAcronym(short: readonly string[], long: readonly string[]): boolean {
  const [word] = short
  if (short.length !== 1 || word === undefined || word.length < 3 || long.length < 3) return false
  return long.map((part) => part[0]).join('') === word
}
