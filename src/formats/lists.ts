/**
 * A keyword field that may hold one keyword or several. Split at semicolons and line ends, never at commas, which
 * are part of headings (MeSH "Aged, 80 and over"). Empty ones are left out.
 */
export function splitKeywords(text: string): string[] {
  return text
    .split(/;|\n/)
    .map((keyword) => keyword.replace(/\s+/g, ' ').trim())
    .filter((keyword) => keyword !== '')
}

/** URLs out of a field that may hold several, apart from the text between them. */
export function splitUrls(text: string): string[] {
  const urls = text.match(/(?:https?|ftp):\/\/\S+/g)
  if (urls === null) return text.trim() === '' ? [] : [text.trim()]
  return urls.map((url) => url.replace(/[;,]+$/, ''))
}
