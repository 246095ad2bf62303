/** A probability as a sentence carries it: two significant digits, "< 0.001" below that, "> 0.99" above. */
export function printProbability(p: number): string {
  if (p < 0.001) return '< 0.001'
  if (p > 0.99) return '> 0.99'
  return String(Number(p.toPrecision(2)))
}

/** "p = 0.015", "p < 0.001". */
export const printP = (name: string, p: number): string => {
  const printed = printProbability(p)
  return /^[<>]/.test(printed) ? `${name} ${printed}` : `${name} = ${printed}`
}

/** "1 study", "12 studies", "no study". */
export const printStudies = (count: number, adjective = ''): string =>
  `${count === 0 ? 'no' : count} ${adjective === '' ? '' : `${adjective} `}${count === 0 || count === 1 ? 'study' : 'studies'}`

/** "a", "a and b", "a, b and c". */
export function printList(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}

/** "25 %", from a share between 0 and 1. */
export const printShare = (share: number): string => `${Math.round(share * 100)} %`

export const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)
