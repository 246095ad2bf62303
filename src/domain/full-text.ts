/** Where the full text of a document can be read, as a source says. */
export interface FullTextLink {
  readonly url: string
  readonly format?: 'pdf' | 'html'
  readonly isOpen: boolean
  readonly licence?: string
  readonly version?: string
}
