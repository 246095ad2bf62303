import { decodeEntities } from '../text/character-references.ts'

/**
 * A field's text as people read it: C0 controls other than tab and line feed dropped, character references
 * decoded once, spaces around it cut. Inline markup that carries meaning (`<i>`, `<sub>`) stays as the source
 * wrote it; JATS and paragraph tags, which are about layout, become line breaks or nothing.
 */
export function cleanText(text: string): string {
  let clean = text
  if (controls.test(clean)) clean = clean.replace(allControls, '')
  if (clean.includes('<')) clean = withoutTags(clean, layoutTag)
  if (clean.includes('&')) {
    clean = decodeEntities(clean)
    // Crossref's abstracts come with their tags escaped.
    if (clean.includes('<')) clean = withoutTags(clean, jatsTag)
  }
  return clean.trim()
}

/** The same on one line: for titles, journals and everything that is not prose. */
export function cleanLine(text: string): string {
  const clean = cleanText(text)
  return /[\n\t]|\s\s/.test(clean) ? clean.replace(/\s+/g, ' ') : clean
}

/** What a reader would take for a character reference, written as text. */
export const protectEntities = (text: string): string =>
  text.includes('&') ? text.replace(/&(?=#?\w{1,31};)/g, '&amp;') : text

/** Undoes `cleanText` for a writer: references and layout tags that stand in the text are written as text. */
export const protectText = (text: string): string =>
  text.includes('<')
    ? protectEntities(text).replace(layoutTag, (tag) => `&lt;${tag.slice(1)}`)
    : protectEntities(text)

// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/
// eslint-disable-next-line no-control-regex
const allControls = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/** Attributes are asked for in full, or "y <p and z> 3" would lose its middle. */
const attributes = String.raw`(?:\s{1,9}[\w:.-]{1,40}\s{0,9}=\s{0,9}(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'))*\s{0,9}/?>`
const layoutTag = new RegExp(`</?(?:jats:[a-z-]+|p|br|div|span|AbstractText)${attributes}`, 'g')
const jatsTag = new RegExp(`</?jats:[a-z-]+${attributes}`, 'g')

function withoutTags(text: string, tags: RegExp): string {
  if (text.search(tags) === -1) return text
  return text
    .replace(tags, (tag) =>
      /^<(?:\/?(?:jats:)?(?:p|sec)|br|\/(?:jats:)?title|\/div)\b/.test(tag) ? '\n' : '',
    )
    .replace(/[ \t]*\n[ \t]*(?:\n[ \t]*)*/g, '\n')
}
