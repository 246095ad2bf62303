/** What `export` offers. Apart from the stage itself, so that help can list it without loading everything. */
export const exportables = ['records', 'reports', 'studies', 'codings', 'verdicts', 'decisions'] as const
/** Codings: a row for every dimension of every report and coder, or a row for every report and coder. */
export const shapes = ['long', 'wide'] as const
export type Shape = (typeof shapes)[number]
export type Exportable = (typeof exportables)[number]
