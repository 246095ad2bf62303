/**
 * A contributor as the source wrote it, in parts. A group author ("World Health Organization") has only
 * `literal`. Parts are kept as given: initials stay initials, case and accents stay.
 */
export type PersonName =
  | {
      readonly family: string
      readonly given?: string
      /** "van der", "de la": before the family name, not sorted on in most styles. */
      readonly particle?: string
      /** "Jr", "III". */
      readonly suffix?: string
    }
  | { readonly literal: string }

export const isGroup = (name: PersonName): name is { readonly literal: string } => 'literal' in name

/** "van der Berg, Anna M., Jr" or the group's name: sorts and reads the same in every export. */
export function printName(name: PersonName): string {
  if (isGroup(name)) return name.literal
  const family = name.particle === undefined ? name.family : `${name.particle} ${name.family}`
  return [family, name.given, name.suffix].filter((part) => part !== undefined && part !== '').join(', ')
}

const particles = new Set(
  "af al am ap auf aus d' da dal dall' de degli dei del dela dell' della dem den der des di do dos du el het in la las le les lo los op 't te ten ter thoe und van vande vanden vander vom von y zu zum zur".split(
    ' ',
  ),
)
const suffixes = /^(?:jr|sr|jnr|snr|ii|iii|iv|2nd|3rd|4th)\.?$/i

/**
 * One name from the forms that exports use: "Family, Given", "Family, Given, Jr", "Family, Jr, Given" (BibTeX),
 * "Given Family", "Family AB" (MEDLINE initials). A name in {braces} or without any separable part is a group
 * or a mononym and becomes `literal`. Empty input gives undefined.
 */
export function parseName(text: string): PersonName | undefined {
  const clean = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[,;\s]+$/, '')
  if (clean === '') return undefined
  const braced = /^\{([^{}]+)\}$/.exec(clean)
  if (braced?.[1] !== undefined) return { literal: braced[1].trim() }
  if (clean.includes(',')) return fromCommaForm(clean)
  const words = clean.split(' ')
  const last = words.at(-1) ?? ''
  if (words.length === 1) return { literal: clean }
  if (isInitials(last) && words.length <= 4) return person(words.slice(0, -1), last)
  return fromNaturalOrder(words)
}

function fromCommaForm(text: string): PersonName {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const [first = '', second, third] = parts
  if (second === undefined) return { literal: first }
  const familyWords = first.split(' ')
  if (third !== undefined && suffixes.test(second)) return person(familyWords, third, second)
  if (third !== undefined && suffixes.test(third)) return person(familyWords, second, third)
  if (suffixes.test(second) && third === undefined && familyWords.length > 1) {
    return { ...(fromNaturalOrder(familyWords) as { family: string }), suffix: second }
  }
  return person(familyWords, parts.slice(1).join(', '))
}

function fromNaturalOrder(words: readonly string[]): PersonName {
  const suffix = suffixes.test(words.at(-1) ?? '') && words.length > 2 ? words.at(-1) : undefined
  const rest = suffix === undefined ? words : words.slice(0, -1)
  let start = rest.length - 1
  while (start > 1 && isParticle(rest[start - 1] ?? '')) start--
  return person(rest.slice(start), rest.slice(0, start).join(' '), suffix)
}

function person(familyWords: readonly string[], given: string, suffix?: string): PersonName {
  let count = 0
  while (count < familyWords.length - 1 && isParticle(familyWords[count] ?? '')) count++
  return {
    family: familyWords.slice(count).join(' '),
    ...(given === '' ? {} : { given }),
    ...(count === 0 ? {} : { particle: familyWords.slice(0, count).join(' ') }),
    ...(suffix === undefined ? {} : { suffix }),
  }
}

/** Only a lower-case word is a particle: "Van Halen, Eddie" keeps its capital and is a family name. */
const isParticle = (word: string): boolean => particles.has(word)

const isInitials = (word: string): boolean =>
  /^\p{Lu}{1,3}$/u.test(word) || /^(?:\p{Lu}\.-?){1,4}$/u.test(word)

/**
 * Whether two spellings can be one person: equal family names (case and accents apart, particles optional) and
 * given names that do not contradict (an initial agrees with every name that begins with it). Unknown given
 * names agree with everything. It never says that they *are* one person.
 */
export function canBeSamePerson(a: PersonName, b: PersonName): boolean {
  if (isGroup(a) || isGroup(b)) return foldedName(lastPart(a)) === foldedName(lastPart(b))
  if (!sameFamily(a, b)) return false
  const left = initials(a.given)
  const right = initials(b.given)
  const shared = Math.min(left.length, right.length)
  for (let i = 0; i < shared; i++) {
    const x = left[i] ?? ''
    const y = right[i] ?? ''
    if (!x.startsWith(y) && !y.startsWith(x)) return false
  }
  return true
}

function sameFamily(
  a: Exclude<PersonName, { literal: string }>,
  b: Exclude<PersonName, { literal: string }>,
): boolean {
  const left = foldedName(a.family)
  const right = foldedName(b.family)
  if (left === right) return true
  return (
    foldedName(`${a.particle ?? ''} ${a.family}`) === right ||
    left === foldedName(`${b.particle ?? ''} ${b.family}`)
  )
}

/** Given names as lower-case parts; "AB" and "A.B." are two initials, "Anna B." is a name and an initial. */
function initials(given: string | undefined): string[] {
  if (given === undefined) return []
  const spread = /^\p{Lu}{2,3}$/u.test(given) ? [...given].join(' ') : given
  return spread
    .split(/[\s.-]+/)
    .filter((part) => part !== '')
    .map(foldedName)
}

const lastPart = (name: PersonName): string => (isGroup(name) ? name.literal : name.family)

const foldedName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
