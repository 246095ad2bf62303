/** What `gaps` can show besides the table of cells, and what each tells. */
export const gapViews = {
  cells: 'the gap table (default)',
  questions: "the codebook's questions, answered with numbers",
  disciplines: 'which disciplines read each other, and which do not',
  terms: 'when and where each label is used, and which mean the same in use',
  coverage: 'what the search may have missed, and whether codes still come up new',
  directions: 'which way results point, by the codes of --rows',
  trends: 'studies per year, by the codes of --rows',
} as const
export type GapView = keyof typeof gapViews
