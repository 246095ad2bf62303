/** A kind of file that lacuna does not read, and what to do instead. */
export interface Unread {
  readonly what: string
  /** Starts with "You can". */
  readonly remedy: string
}

const kinds: readonly (readonly [RegExp, string, string])[] = [
  [
    /^PK\u0003\u0004/,
    'a workbook or another zipped file',
    'You can save the sheet as CSV UTF-8 and import that.',
  ],
  [/^%PDF-/, 'a PDF', 'You can export the references from the program that made it, as RIS.'],
  [
    /^\s*<(?:!doctype html|html)\b/i,
    'a web page',
    'You can use the "export" or "download" button of the database, and choose RIS.',
  ],
  [/^\d{5}[acdnp][a-z]/, 'binary MARC', 'You can export MARCXML or RIS from the catalogue.'],
  [
    /^cff-version\s*:/m,
    'a citation file (CFF)',
    'You can convert it to BibTeX with cffconvert, or copy its reference as BibTeX from its page.',
  ],
  [
    /<(?:\w+:)?Sources\b[^>]*bibliography/,
    "Word's bibliography",
    'You can open it in JabRef or Zotero and export RIS.',
  ],
  [
    /"schemaVersion"\s*:\s*"https?:\/\/datacite\.org/,
    'DataCite JSON',
    'You can ask the same address for BibTeX or CSL-JSON by content negotiation.',
  ],
]

/** What an unrecognised file seems to be, from the beginning of its text; undefined where nothing is known of it. */
export function explainUnread(head: string): Unread | undefined {
  const found = kinds.find(([pattern]) => pattern.test(head))
  return found === undefined ? undefined : { what: found[1], remedy: found[2] }
}
