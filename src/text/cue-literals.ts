/**
 * Runs of letters of which every match of a cue contains one, folded as `foldForLiterals` folds texts; undefined
 * where no such run can be told from the cue (regular expressions, an empty alternative). Looking for them first
 * spares most expressions from being run at all.
 */
export function literalsOf(cue: string): readonly string[] | undefined {
  if (/^\/.+\/[a-z]*$/su.test(cue)) return undefined
  let outside = ''
  const groups: string[][] = []
  let depth = 0
  for (const character of cue) {
    if (character === '(') {
      if (depth === 0) groups.push([''])
      else return undefined
      depth++
      outside += ' '
    } else if (character === ')') depth--
    else if (depth === 0) {
      if (character === '|') return undefined
      outside += character
    } else if (character === '|') groups.at(-1)?.push('')
    else {
      const group = groups.at(-1) ?? []
      group.push((group.pop() ?? '') + character)
    }
  }
  const longest = longestRun(outside)
  const choices = groups.map((alternatives) => alternatives.map(longestRun)).filter(isTelling)
  if (longest.length > 2) return [longest]
  return choices.toSorted((a, b) => a.length - b.length)[0] ?? (longest === '' ? undefined : [longest])
}

const isTelling = (runs: readonly string[]): boolean => runs.length > 0 && runs.every((run) => run !== '')

const longestRun = (text: string): string =>
  foldForLiterals(text)
    .split(/[^\p{L}\p{N}]+/u)
    .reduce((longest, run) => (run.length > longest.length ? run : longest), '')

/** Lower case in the way of the `i` and `u` flags: the long s and the final sigma are s and sigma too. */
export const foldForLiterals = (text: string): string =>
  text.toLowerCase().replaceAll('ſ', 's').replaceAll('ς', 'σ')
