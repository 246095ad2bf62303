/** Text for HTML and XML, in content and in quoted attributes. Characters that XML 1.0 does not allow are dropped. */
export function markup(text: string): string {
  return allowed(text).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Control characters but tab and line ends, lone surrogates and non-characters out: XML 1.0 section 2.2. */
const allowed = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (character) => (/[\t\n\r]/.test(character) ? character : ''))

/** Someone else's text in the middle of a sentence: escaped and isolated, so that its direction stays its own. */
export const foreign = (text: string): string => `<bdi>${markup(text)}</bdi>`

/** JSON that can stand inside a script element: no sequence in it can end the element or open a comment. */
export const jsonForScript = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0')
    return `\\u${code}`
  })

/** A text for one line of Markdown: nothing in it can become markup, an entity, HTML or a list. */
export const markdown = (text: string): string =>
  allowed(text)
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>|~$&]/g, (character) => `\\${character}`)
    .replace(/^(\d*)([#+=.)-])/, '$1\\$2')
