/** What `export` offers. Apart from the stage itself, so that help can list it without loading everything. */
export const exportables = ['records', 'reports', 'studies', 'codings', 'decisions'] as const
export type Exportable = (typeof exportables)[number]
