/** Writes docs/formats.md from what the formats say of themselves: `node scripts/formats-document.ts`. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formats } from '../src/formats/detect.ts'
import { writers } from '../src/formats/writers.ts'

export const documentPath = fileURLToPath(new URL('../docs/formats.md', import.meta.url))

/** The document's text. A test holds docs/formats.md to it. */
export function formatsDocument(): string {
  const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')
  const reading = formats.map((format) => {
    const { name, extensions } = format
    const usual = extensions.map((extension) => `.${extension}`).join(', ')
    return `\`${name}\` (${usual})${'write' in format ? ', written too' : ''}`
  })
  const writing = writers.map(
    ({ name, extension, purpose, cannotCarry }) =>
      `### ${name} (.${extension})\n\nFor ${purpose}. It cannot carry:\n\n${list(cannotCarry)}\n`,
  )
  return `# Formats

<!-- Made by scripts/formats-document.ts from the formats' own statements; a test holds it to them. -->

## Reading

A file is recognised by its content; its name decides only between equals. Every reader is a stream of records and
located problems: a broken record costs itself, text outside records is named, and what has no field of ours stays with
the record under the source's own tag (\`unknown\`), beside its raw text and line.

In the order in which equal certainty is decided, with the usual extensions:

${list(reading)}

Encodings: a byte order mark, UTF-16 by its zero bytes, strict UTF-8, what the file declares, and for a line that is none of
these windows-1252, with a problem that names the line. Inline markup that carries meaning (\`<i> <b> <sub> <sup>\`) stays
as the source wrote it; JATS and paragraph tags become line breaks. Character references are decoded once.

Decisions made elsewhere come along as proposals: Rayyan's inclusion notes and exclusion reasons, Covidence's
exclusion reasons, ASReview's labels and notes, and lacuna's own.

## Writing

${writing.join('\n')}
## Reference lists

APA, Harvard, Vancouver or the text of any independent \`.csl\` style, as text or HTML, in en-US, de-DE, es-ES, fr-FR or
nl-NL, by citeproc-js through @citation-js/plugin-csl.
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(documentPath, formatsDocument())
