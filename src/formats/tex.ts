import { texAccents, texSkippedArguments, texSwitches, texSymbols, texWrappers } from './tex-commands.ts'

/** TeX decoded, and whether every command in it was known. */
export interface DecodedTex {
  readonly text: string
  readonly unknownCommands: readonly string[]
}

/**
 * TeX text as Unicode: accents composed, symbols, quotes and dashes, grouping braces dropped, emphasis and
 * sub- and superscripts as `<i> <b> <sub> <sup>`. Mathematics is decoded where it is plain and kept as TeX,
 * dollars and all, where it is not. An unknown command leaves its argument and is named.
 */
export function decodeTex(source: string): DecodedTex {
  if (!/[\\{}$~`]|--|''/.test(source)) return { text: source, unknownCommands: [] }
  const decoding = new TexDecoding(source)
  return { text: decoding.all(), unknownCommands: decoding.unknown }
}

/** Groups deeper than this are taken as text without looking into them. */
const deepest = 200

class TexDecoding {
  readonly unknown: string[] = []
  readonly #source: string
  #at = 0
  #depth = 0

  constructor(source: string) {
    this.#source = source
  }

  all(): string {
    const parts: string[] = []
    // A closing brace too many is dropped, and reading goes on.
    while (this.#at < this.#source.length) {
      parts.push(this.#run(false))
      this.#at++
    }
    return parts.join('').normalize('NFC')
  }

  /** Text up to the end of the group (or of the source), leaving the closing brace. */
  #run(isMath: boolean): string {
    const out: string[] = []
    const source = this.#source
    while (this.#at < source.length) {
      const plainEnd = nextSpecial(source, this.#at)
      if (plainEnd > this.#at) {
        out.push(source.slice(this.#at, plainEnd))
        this.#at = plainEnd
        continue
      }
      const character = source.charAt(this.#at)
      if (character === '}') return out.join('')
      this.#at++
      if (character === '{') out.push(this.#group(isMath))
      else if (character === '\\') out.push(this.#command(isMath))
      else if (character === '~') out.push('\u00A0')
      else if (character === '$') out.push(this.#dollar())
      else if (isMath && (character === '^' || character === '_')) out.push(this.#script(character))
      else out.push(this.#ligature(character))
    }
    return out.join('')
  }

  #group(isMath: boolean): string {
    if (this.#depth >= deepest) return ''
    this.#depth++
    const text = this.#run(isMath)
    this.#depth--
    this.#at++
    return text
  }

  /** Two or three hyphens are dashes, doubled quotes are typographic. */
  #ligature(character: string): string {
    const source = this.#source
    const next = source.charAt(this.#at)
    if (character === '-' && next === '-') {
      this.#at++
      if (source.charAt(this.#at) !== '-') return '–'
      this.#at++
      return '—'
    }
    if (character === '`' && next === '`') {
      this.#at++
      return '“'
    }
    if (character === "'" && next === "'") {
      this.#at++
      return '”'
    }
    return character
  }

  #command(isMath: boolean): string {
    const source = this.#source
    const first = source.charAt(this.#at)
    if (first === '') return '\\'
    let name = first
    this.#at++
    if (/[A-Za-z]/.test(first)) {
      while (/[A-Za-z]/.test(source.charAt(this.#at))) name += source.charAt(this.#at++)
      if (source.charAt(this.#at) === '*') this.#at++
    }
    const isWord = /[A-Za-z]/.test(first)
    if (name in texAccents && !(isWord && texSymbols.has(name) && !this.#hasArgument()))
      return this.#accent(name)
    const symbol = texSymbols.get(name)
    if (symbol !== undefined) {
      if (isWord) this.#skipSpace(name === 'par' ? 0 : 1)
      return symbol
    }
    if (texSwitches.has(name)) {
      this.#skipSpace(1)
      return ''
    }
    const skipped = texSkippedArguments.get(name) ?? 0
    for (let i = 0; i < skipped; i++) this.#argument(isMath)
    const markup = texWrappers.get(name)
    if (markup !== undefined) return wrapped(markup, this.#argument(isMath))
    if (skipped > 0) return this.#hasArgument() ? this.#argument(isMath) : ''
    this.unknown.push(name)
    return this.#hasArgument() ? this.#argument(isMath) : isWord ? '' : first
  }

  #hasArgument(): boolean {
    const from = /^\s*/.exec(this.#source.slice(this.#at, this.#at + 20))?.[0].length ?? 0
    return this.#source.charAt(this.#at + from) === '{'
  }

  /** A group, or the one character or command that follows. */
  #argument(isMath: boolean): string {
    this.#skipSpace(20)
    if (this.#source.charAt(this.#at) === '[') {
      const end = this.#source.indexOf(']', this.#at)
      if (end !== -1 && end - this.#at < 200) this.#at = end + 1
    }
    const character = this.#source.charAt(this.#at)
    if (character === '' || character === '}') return ''
    this.#at++
    if (character === '{') return this.#group(isMath)
    if (character === '\\') {
      if (this.#depth >= deepest) return ''
      this.#depth++
      const text = this.#command(isMath)
      this.#depth--
      return text
    }
    const code = character.charCodeAt(0)
    return code >= 0xd800 && code < 0xdc00 ? character + this.#source.charAt(this.#at++) : character
  }

  #skipSpace(most: number): void {
    for (let i = 0; i < most && /\s/.test(this.#source.charAt(this.#at)); i++) this.#at++
  }

  /** The accent stands on the first letter of its argument; dotless i and j get their dot back from the accent. */
  #accent(name: string): string {
    const argument = this.#argument(false)
    const combining = texAccents[name] ?? ''
    if (argument === '') return name.length === 1 && /[`'^~"=.]/.test(name) ? spacing(name) : ''
    const letter = String.fromCodePoint(argument.codePointAt(0) ?? 0x20)
    const base = letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter
    if (base.trim() === '') return spacing(name) + argument.slice(letter.length)
    return (base + combining).normalize('NFC') + argument.slice(letter.length)
  }

  /** Mathematics to its closing dollar, if it reads like mathematics; else a dollar sign. */
  #dollar(): string {
    const source = this.#source
    const isDouble = source.charAt(this.#at) === '$'
    const from = isDouble ? this.#at + 1 : this.#at
    const end = source.indexOf('$', from)
    const content = end === -1 ? '' : source.slice(from, end)
    const isMath =
      end !== -1 &&
      content.length < 2000 &&
      (/[\\^_=<>{}]/.test(content) || /^\S{1,12}$/.test(content)) &&
      !content.endsWith('\\')
    if (!isMath || content === '') return '$'
    const inner = new TexDecoding(content)
    inner.#depth = this.#depth + 1
    const text = inner.#depth >= deepest ? content : inner.#mathematics()
    this.#at = end + (isDouble && source.charAt(end + 1) === '$' ? 2 : 1)
    return inner.unknown.length > 0 ? `$${content}$` : text
  }

  #mathematics(): string {
    const parts: string[] = []
    while (this.#at < this.#source.length) {
      parts.push(this.#run(true))
      this.#at++
    }
    return parts.join('')
  }

  #script(character: string): string {
    return wrapped(character === '^' ? 'sup' : 'sub', this.#argument(true))
  }
}

function nextSpecial(source: string, from: number): number {
  let at = from
  while (at < source.length) {
    const code = source.charCodeAt(at)
    // \ { } $ ~ ` - ' ^ _
    if (
      code === 0x5c ||
      code === 0x7b ||
      code === 0x7d ||
      code === 0x24 ||
      code === 0x7e ||
      code === 0x60 ||
      code === 0x2d ||
      code === 0x27 ||
      code === 0x5e ||
      code === 0x5f
    )
      return at
    at++
  }
  return at
}

function wrapped(markup: string, text: string): string {
  if (markup === '' || text === '') return text
  if (markup === 'quote') return `“${text}”`
  return `<${markup}>${text}</${markup}>`
}

/** An accent over nothing is its character: `\~{}` is a tilde. */
const spacing = (name: string): string =>
  ({ '`': '`', "'": '´', '^': '^', '~': '~', '"': '¨', '=': '¯', '.': '˙' })[name] ?? ''
