import { type PersonName, parseName } from '../domain/person-name.ts'
import { cleanLine } from './text-value.ts'

/**
 * A name from an author field. Beyond `parseName`: EndNote's trailing comma marks a group ("World Health
 * Organization,") and its double comma a comma inside a group's name; a name that reads like an organisation stays
 * whole; "Brownstein C D" is a family name and initials; ", null" is no given name.
 */
export function readName(text: string): PersonName | undefined {
  const clean = cleanLine(text)
  if (clean === '' || clean === ',') return undefined
  if (clean.includes(',,')) return { literal: clean.replace(/,,\s*/g, ', ').replace(/[,\s]+$/, '') }
  if (/^[^,]+,$/.test(clean)) return { literal: clean.slice(0, -1).trim() }
  if (clean.includes(',')) return parseName(clean.replace(/,\s*null$/i, ''))
  if (isOrganisation(clean)) return { literal: clean }
  const initials = /^(\S.*?)\s+((?:\p{Lu}\.?[\s-]?){1,4})$/u.exec(clean)
  if (initials?.[1] !== undefined && initials[2] !== undefined && clean.length < 60) {
    return parseName(`${initials[1]}, ${initials[2].trim()}`)
  }
  return parseName(clean)
}

/** The opposite of `readName` for RIS and CSV: groups end with a comma, as EndNote and Zotero understand. */
export function writeName(name: PersonName): string {
  if ('literal' in name) return `${name.literal.replace(/,\s*/g, ',, ')},`.replace(/(,,.*),$/, '$1')
  const family = name.particle === undefined ? name.family : `${name.particle} ${name.family}`
  if (name.given === undefined && name.suffix === undefined) return family
  return [family, name.given ?? '', name.suffix].filter((part) => part !== undefined).join(', ')
}

/** A name whose parts the format gives apart. Without a given name it is a mononym or a group. */
export function nameOf(parts: {
  readonly family?: string | undefined
  readonly given?: string | undefined
  readonly suffix?: string | undefined
}): PersonName | undefined {
  const family = cleanLine(parts.family ?? '')
  const given = cleanLine(parts.given ?? '')
  const suffix = cleanLine(parts.suffix ?? '')
  if (family === '') return given === '' ? undefined : { literal: given }
  if (given === '' && suffix === '') return { literal: family }
  const name = parseName(`${family.replaceAll(',', ' ')}, ${given}`)
  if (name === undefined || 'literal' in name || suffix === '') return name
  return { ...name, suffix }
}

const organisationWords =
  /(?<![\p{L}'’-])(?:universit\p{L}*|institut\p{L}*|organi[sz]ation|association|committee|consortium|collaborat\p{L}*|society|council|ministry|department|dept|agency|commission|foundation|federation|network|group|team|cent(?:er|re)|college|school|hospital|academy|board|office|bureau|panel|task force|investigators|initiative|company|corporation|inc|ltd|gmbh|program(?:me)?|project|alliance|union|nations|press|library|laborator(?:y|ies)|service|services|trust|partnership|authority|government|bank|forum|staff|editors?|members|world|national|international|european)(?![\p{L}])/iu

/** Whether a name without a comma reads like an organisation. */
function isOrganisation(text: string): boolean {
  return (
    organisationWords.test(text) ||
    /\s(?:of|for|and|the|on|&)\s/i.test(text) ||
    text.split(' ').length > 5 ||
    /\d/.test(text)
  )
}
