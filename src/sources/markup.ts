const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  copy: '©',
  reg: '®',
  deg: '°',
  plusmn: '±',
  times: '×',
  middot: '·',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  aring: 'å',
  atilde: 'ã',
  ccedil: 'ç',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  ntilde: 'ñ',
  oslash: 'ø',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  mu: 'μ',
  le: '≤',
  ge: '≥',
}

/** Character references resolved; what is not a known reference stays as it is. Twice-escaped text is resolved once. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{2,8}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return named[name as string] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal)
      const isCharacter = code > 0 && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff)
      return isCharacter ? String.fromCodePoint(code) : whole
    },
  )
}

/**
 * Text of an HTML or JATS fragment: tags gone, blocks on lines of their own, entities resolved, white space
 * collapsed. A "<" that begins no tag ("p < 0.05") stays.
 */
export function plainText(markup: string | undefined): string | undefined {
  if (markup === undefined) return undefined
  const text = decodeEntities(
    markup
      .replaceAll(
        /<(?:\/?(?:jats:|mml:)?(?:p|sec|title|h[1-6]|li|div|list-item|abstract)|br\s*\/?)(?:\s[^<>]*)?>/gi,
        '\n',
      )
      .replaceAll(/<\/?[A-Za-z][\w:.-]*(?:\s[^<>]*)?\/?>/g, ''),
  )
    // Some sources escape their markup twice.
    .replaceAll(/<\/?(?:i|b|em|strong|sub|sup|sc|scp|tt|u|span)>/gi, '')
  const lines = text.split('\n').map((line) => line.replaceAll(/[ \t\r\f]+/g, ' ').trim())
  const joined = lines.filter((line) => line !== '').join('\n')
  return joined === '' ? undefined : joined
}

/** The same on one line, for titles and names. */
export const plainLine = (markup: string | undefined): string | undefined =>
  plainText(markup)?.replaceAll('\n', ' ')
