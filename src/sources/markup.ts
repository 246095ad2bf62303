import { decodeEntities } from '../text/character-references.ts'

/**
 * Text of an HTML or JATS fragment: tags gone, blocks on lines of their own, entities resolved, white space
 * collapsed. A "<" that begins no tag ("p < 0.05") stays.
 */
export function plainText(markup: string | undefined): string | undefined {
  if (markup === undefined) return undefined
  const once = decodeEntities(withoutTags(markup))
  // Some sources escape their markup twice. What is then unescaped is a tag only if it is one of those in use.
  const text = /<\/?[a-z]/i.test(once) ? once.replaceAll(usualBlock, '\n').replaceAll(usualInline, '') : once
  const lines = text.split('\n').map((line) => line.replaceAll(/[ \t\r\f]+/g, ' ').trim())
  const joined = lines.filter((line) => line !== '').join('\n')
  return joined === '' ? undefined : joined
}

const withoutTags = (markup: string): string =>
  markup
    .replaceAll(
      /<(?:\/?(?:jats:|mml:)?(?:p|sec|title|h[1-6]|li|div|list-item|abstract)|br\s*\/?)(?:\s[^<>]*)?>/gi,
      '\n',
    )
    .replaceAll(/<\/?[A-Za-z][\w:.-]*(?:\s[^<>]*)?\/?>/g, '')

const usualBlock = /<(?:\/?(?:jats:)?(?:p|sec|title|h[1-6]|li|ul|ol|div)|br\s*\/?)(?:\s[^<>]*)?>/gi
const usualInline =
  /<\/?(?:jats:)?(?:i|b|em|strong|sub|sup|sc|scp|tt|u|a|span|font|italic|bold|inline-formula)(?:\s[^<>]*)?>/gi

/** The same on one line, for titles and names. */
export const plainLine = (markup: string | undefined): string | undefined =>
  plainText(markup)?.replaceAll('\n', ' ')
