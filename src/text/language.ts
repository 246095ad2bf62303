/**
 * The code of a language (ISO 639-1 where it has one) out of what records say: "English", "eng", "en-US", "ger". The
 * first where several are named. Undefined for what is no language.
 */
export function languageCode(text: string): string | undefined {
  const first =
    text
      .split(/[;,/|]/)[0]
      ?.trim()
      .toLowerCase() ?? ''
  if (/^[a-z]{2,3}(?:[-_][a-z0-9]+)*$/.test(first)) {
    const [code] = Intl.getCanonicalLocales(first.replace(/[-_].*$/, ''))
    // Three letters may still be a word that no language has.
    return code === undefined || nameOf(code) === undefined ? undefined : code
  }
  return codesByName().get(first)
}

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
const nameOf = (code: string): string | undefined => names.of(code)

let byName: ReadonlyMap<string, string> | undefined

/** English names of all languages with a code of two letters. */
function codesByName(): ReadonlyMap<string, string> {
  if (byName !== undefined) return byName
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const codes = letters.flatMap((a) => letters.map((b) => a + b))
  byName = new Map(
    codes
      // Two-letter codes that were given up for another ("iw" for "he") say the same name again.
      .filter((code) => Intl.getCanonicalLocales(code)[0] === code)
      .flatMap((code) => {
        const name = nameOf(code)
        return name === undefined ? [] : [[name.toLowerCase(), code] as const]
      }),
  )
  return byName
}
