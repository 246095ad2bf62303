import type { PersonName } from '../domain/person-name.ts'

/** How a piece of TeX becomes text. */
export type Decode = (tex: string) => string

/**
 * A BibTeX name list: names divided by " and " outside braces; "First von Last", "von Last, First", "von Last, Jr,
 * First", biblatex's `family=…, given=…`; a name wholly in braces is a group. "others" is told apart.
 */
export function readBibtexNames(value: string, decode: Decode): { names: PersonName[]; others: boolean } {
  const names: PersonName[] = []
  let others = false
  for (const part of divide(value.replace(/\s+/g, ' ').trim(), ' and ', true)) {
    const text = part.trim()
    if (text === '') continue
    if (text === 'others') {
      others = true
      continue
    }
    const name = readBibtexName(text, decode)
    if (name !== undefined) names.push(name)
  }
  return { names, others }
}

function readBibtexName(text: string, decode: Decode): PersonName | undefined {
  const clean = (tex: string): string =>
    decode(tex)
      .replace(/[\s\u00A0]+/g, ' ')
      .trim()
  if (isOneGroup(text)) return literal(clean(text))
  if (/^(?:family|given|prefix|suffix|given-i|family-i)\s*=/.test(text)) return extended(text, clean)
  const commas = divide(text, ',').map((part) => part.trim())
  if (commas.length === 1) return natural(text, clean)
  const [last = '', second = '', ...rest] = commas
  const hasSuffix = rest.length > 0 && (rest.join('') !== '' || second !== '')
  const given = hasSuffix ? rest.join(', ') : second
  const suffix = hasSuffix ? second : ''
  const words = wordsOf(last)
  let count = 0
  while (count < words.length - 1 && isLower(words[count] ?? '')) count++
  if (clean(given) === '' && suffix === '' && count === 0) return literal(clean(last))
  return assemble(words.slice(0, count), words.slice(count), given, suffix, clean)
}

/** Without commas: the first run of lower-case words is the particle, what follows the family name. */
function natural(text: string, clean: Decode): PersonName | undefined {
  const words = wordsOf(text)
  if (words.length === 1) return literal(clean(text))
  // An organisation that lost its braces: no one's name holds these words.
  if (words.some((word) => /^(?:of|for|and|on)$/.test(word))) return literal(clean(text))
  let from = words.findIndex((word, i) => i < words.length - 1 && isLower(word))
  let to = from
  if (from === -1) {
    from = words.length - 1
    to = from
    if (words.length > 2 && /^(?:Jr|Sr|II|III|IV)\.?$/.test(words[from] ?? '')) {
      return assemble(
        [],
        words.slice(from - 1, from),
        words.slice(0, from - 1).join(' '),
        words[from] ?? '',
        clean,
      )
    }
  } else {
    for (let i = from; i < words.length - 1; i++) if (isLower(words[i] ?? '')) to = i + 1
  }
  return assemble(words.slice(from, to), words.slice(to), words.slice(0, from).join(' '), '', clean)
}

function assemble(
  particle: readonly string[],
  family: readonly string[],
  given: string,
  suffix: string,
  clean: Decode,
): PersonName | undefined {
  const parts = {
    family: clean(family.join(' ')),
    given: clean(given),
    particle: clean(particle.join(' ')),
    suffix: clean(suffix),
  }
  if (parts.family === '') return literal(parts.given)
  return {
    family: parts.family,
    ...(parts.given === '' ? {} : { given: parts.given }),
    ...(parts.particle === '' ? {} : { particle: parts.particle }),
    ...(parts.suffix === '' ? {} : { suffix: parts.suffix }),
  }
}

function extended(text: string, clean: Decode): PersonName | undefined {
  const parts = new Map(
    divide(text, ',').map((part) => {
      const at = part.indexOf('=')
      return [
        part.slice(0, at).trim(),
        part
          .slice(at + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      ] as const
    }),
  )
  const family = parts.get('family') ?? ''
  if (family === '') return literal(clean(parts.get('given') ?? ''))
  return assemble(
    [parts.get('prefix') ?? ''],
    [family],
    parts.get('given') ?? '',
    parts.get('suffix') ?? '',
    clean,
  )
}

const literal = (text: string): PersonName | undefined => (text === '' ? undefined : { literal: text })

/** Cuts at a divider that stands outside braces; " and " in any case. */
export function divide(text: string, divider: string, anyCase = false): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) at++
    else if (code === 0x7b) depth++
    else if (code === 0x7d) depth = Math.max(0, depth - 1)
    else if (depth === 0 && code === divider.charCodeAt(0)) {
      const found = text.slice(at, at + divider.length)
      if (found !== divider && !(anyCase && found.toLowerCase() === divider)) continue
      parts.push(text.slice(from, at))
      // The space that ends one " and " may begin the next.
      at += divider.length - 1
      from = at + 1
      if (divider.length > 1 && divider.endsWith(' ')) at--
    }
  }
  parts.push(text.slice(Math.min(from, text.length)))
  return parts
}

function wordsOf(text: string): string[] {
  return divide(text.replace(/~/g, ' '), ' ').filter((word) => word !== '')
}

/** BibTeX's rule: the first letter outside braces decides; a braced accent (`{\'e}`) counts as its letter. */
function isLower(word: string): boolean {
  if (word.startsWith('{') && !word.startsWith('{\\')) return false
  const letters = word.replace(/^\{\\[^A-Za-z]\s*\{?|^\\[^A-Za-z]\s*\{?|^\{\\[A-Za-z]+\s*/, '')
  const first = /\p{L}/u.exec(letters)?.[0] ?? ''
  return first !== '' && first === first.toLowerCase() && first !== first.toUpperCase()
}

function isOneGroup(text: string): boolean {
  if (!text.startsWith('{') || !text.endsWith('}') || text.startsWith('{\\')) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) at++
    else if (code === 0x7b) depth++
    else if (code === 0x7d && --depth === 0) return at === text.length - 1
  }
  return false
}
