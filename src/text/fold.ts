/**
 * Text as it is compared: no tags, entities or accents, lower case, words of letters and digits separated by
 * one space. Scripts other than Latin are kept. A lone Greek letter is spelt out ("α-tocopherol" is
 * "alpha tocopherol"), since databases write it either way. Folding a folded text changes nothing.
 */
export function fold(text: string): string {
  let plain = text
  if (plain.includes('&') || plain.includes('<')) plain = decodeMarkup(plain)
  if (!isAscii(plain)) plain = foldUnicode(plain)
  return plain.toLowerCase().replace(unwanted, ' ').trim()
}

const unwanted = /[^\p{L}\p{N}]+/gu

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

/** Decoded first, lower-cased after: NFKD of a mathematical capital gives a capital. */
function foldUnicode(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u00AD\u200B-\u200D\uFEFF]/gu, '')
    .replace(/[’‘ʼ`´]/gu, "'")
    .toLowerCase()
    .replace(/[ßøæœłđıðþ]/gu, (letter) => plainLetters[letter] ?? letter)
    .replace(/(?<!\p{Script=Greek})\p{Script=Greek}(?!\p{Script=Greek})/gu, (letter) => {
      const name = greekLetters[letter]
      return name === undefined ? letter : ` ${name} `
    })
}

const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ð: 'd',
  þ: 'th',
}

const greekLetters: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'α alpha|β beta|γ gamma|δ delta|ε epsilon|ζ zeta|η eta|θ theta|ι iota|κ kappa|λ lambda|μ mu|ν nu|ξ xi|ο omicron',
    'π pi|ρ rho|σ sigma|ς sigma|τ tau|υ upsilon|φ phi|χ chi|ψ psi|ω omega',
  ]
    .join('|')
    .split('|')
    .map((pair) => pair.split(' ') as [string, string]),
)

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '-',
  ndash: '-',
  hellip: '...',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  kappa: 'κ',
  mu: 'μ',
  omega: 'ω',
}

/** Removes tags (a subscript joins its word: H<sub>2</sub>O is H2O) and decodes entities. */
function decodeMarkup(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
      const code = decimal === undefined ? Number.parseInt(String(hex ?? ''), 16) : Number(decimal)
      if (!Number.isNaN(code)) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
      const known = entities[String(name).toLowerCase()]
      if (known !== undefined) return known
      // &uuml; and its like: the accent is dropped later anyway.
      return /^[a-z](?:uml|acute|grave|circ|tilde|cedil|ring|slash|caron)$/i.test(String(name))
        ? String(name).charAt(0)
        : whole
    })
    .replace(/<\/?(?:su[bp]|inf|i|b|em|strong|scp?|italic|bold)\b[^<>]*>/gi, '')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
}
