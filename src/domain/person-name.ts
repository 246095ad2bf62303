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
/** Words that no person's name has, for exports that do not mark groups. */
const groupWords =
  /(?<!\p{L})(?:agency|assembly|association|board|cent(?:er|re)|collaborat(?:ion|ive|ors)|college|commission|committee|consortium|council|department|federation|foundation|group|institut(?:e|ion)|investigators|ministry|network|organi[sz]ation|society|team|university)(?!\p{L})/iu

/** "Group, ASCUS LSIL Triage Study": reference managers take a group's last word for its family name. */
const turnedGroup = /^(?:collaborat(?:ion|ive|ors)|committee|consortium|group|investigators|network)$/i

/**
 * One name from the forms that exports use: "Family, Given", "Family, Given, Jr", "Family, Jr, Given" (BibTeX),
 * "Family Jr, Given", "Family, Given von", "Given Family", "Family AB" (MEDLINE initials), "Family AB 3rd". A name
 * in {braces}, one that ends in a comma (EndNote), one with a word such as "Committee" or without any separable
 * part is a group or a mononym and becomes `literal`. Control characters become spaces. Empty input gives
 * undefined. What `printName` prints of a person with a given name reads back as the same.
 */
export function parseName(text: string): PersonName | undefined {
  const clean = text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  const braced = /^\{+([^{}]*)\}+$/.exec(clean)
  if (braced?.[1] !== undefined) return literal(braced[1])
  const name = withoutOuterCommas(clean)
  if (name.includes(',')) return fromCommaForm(name)
  const words = name.split(' ')
  if (words.length === 1 || clean.endsWith(',') || groupWords.test(name)) return literal(name)
  return fromWords(words)
}

function withoutOuterCommas(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && ',; '.includes(text.charAt(start))) start++
  while (end > start && ',; '.includes(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

function literal(text: string): PersonName | undefined {
  const clean = text.trim()
  return clean === '' ? undefined : { literal: clean }
}

function fromCommaForm(text: string): PersonName | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const [first = '', second, third] = parts
  if (second === undefined) return literal(first)
  if (turnedGroup.test(first) && second.split(' ').filter((word) => !isInitials(word)).length > 1)
    return literal(`${parts.slice(1).join(', ')} ${first}`)
  const family = first.split(' ')
  if (third !== undefined && suffixes.test(second)) return person(family, third, second)
  if (third !== undefined && suffixes.test(third)) return person(family, second, third)
  if (third === undefined && suffixes.test(second)) {
    return family.length === 1 ? person(family, '', second) : fromWords([...family, second])
  }
  return person(family, parts.slice(1).join(', '))
}

function fromWords(words: readonly string[]): PersonName {
  const last = words.at(-1) ?? ''
  const hasSuffix = suffixes.test(last) && (words.length > 2 || !isInitials(last))
  const rest = hasSuffix ? words.slice(0, -1) : words
  const suffix = hasSuffix ? last : undefined
  let family = rest.length
  while (family > 1 && isInitials(rest[family - 1] ?? '')) family--
  if (family < rest.length && !isInitials(rest[0] ?? '')) {
    return person(rest.slice(0, family), rest.slice(family).join(' '), suffix)
  }
  let start = rest.length - 1
  while (start > 0 && isParticle(rest[start - 1] ?? '')) start--
  return person(rest.slice(start), rest.slice(0, start).join(' '), suffix)
}

/** Parts from the family's words (which may begin with a particle) and the given names (which may end with one). */
function person(familyWords: readonly string[], givenNames: string, givenSuffix?: string): PersonName {
  const last = familyWords.at(-1) ?? ''
  const suffix = givenSuffix ?? (familyWords.length > 1 && suffixes.test(last) ? last : undefined)
  const words = suffix === last && givenSuffix === undefined ? familyWords.slice(0, -1) : familyWords
  let count = 0
  while (count < words.length - 1 && isParticle(words[count] ?? '')) count++
  const given = givenNames.split(' ').filter((word) => word !== '')
  let end = given.length
  if (count === 0) while (end > 1 && isParticle(given[end - 1] ?? '')) end--
  const particle = [...words.slice(0, count), ...given.slice(end)].join(' ')
  return {
    family: words.slice(count).join(' '),
    ...(end === 0 ? {} : { given: given.slice(0, end).join(' ') }),
    ...(particle === '' ? {} : { particle }),
    ...(suffix === undefined ? {} : { suffix }),
  }
}

/** Only a lower-case word is a particle: "Van Halen, Eddie" keeps its capital and is a family name. */
const isParticle = (word: string): boolean => particles.has(word)

/** "A", "AB", "A.B.", "J.-P.", "J-P": up to four capitals, with points and hyphens, or up to three without. */
const isInitials = (word: string): boolean =>
  /^\p{Lu}{1,3}$/u.test(word) || /^\p{Lu}(?:\.?-?\p{Lu}){0,3}\.$|^\p{Lu}(?:-\p{Lu}){1,3}$/u.test(word)

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
    .replace(/[æđøıłœßþ]/gu, (letter) => withoutStroke[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** Letters that Unicode does not take apart, as exports without them write them. */
const withoutStroke: Readonly<Record<string, string>> = {
  æ: 'ae',
  đ: 'd',
  ø: 'o',
  ı: 'i',
  ł: 'l',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
}
