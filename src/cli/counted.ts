/** "1 pair", "2 pairs": a number with its noun. */
export const counted = (number: number, one: string, many: string = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`
