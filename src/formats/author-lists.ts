import type { PersonName } from '../domain/person-name.ts'
import { readName } from './names.ts'

/**
 * Names out of one cell, by whatever divides them: `;` or `|` or line ends, Python's `['A', 'B']`, " and " (BibTeX,
 * Rayyan), commas after initials ("Griffin DK, Larkin DM.", "Kim, J.S., Gilbert, J.B."), commas between whole names.
 * @param divider what divides the names, where it is known
 */
export function readNames(cell: string, divider?: string): PersonName[] {
  return (divider === undefined ? divideNames(cell.trim()) : cell.split(divider)).flatMap((text) => {
    const name = readName(text)
    return name === undefined ? [] : [name]
  })
}

function divideNames(cell: string): readonly string[] {
  if (cell === '') return []
  if (/^\[\s*['"]/.test(cell)) {
    return [...cell.matchAll(/'((?:[^'\\]|\\.)*)'(?=\s*[,\]])|"((?:[^"\\]|\\.)*)"(?=\s*[,\]])/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    )
  }
  for (const divider of [';', '|', '\n']) {
    if (cell.includes(divider)) return cell.split(divider).map((part) => part.replace(/^\s*(?:and|&)\s/, ''))
  }
  if (/\s(?:and|&)\s/.test(cell)) return byAnd(cell)
  return byCommas(cell)
}

/** " and " divides names; in "Smith J, Lee K and Young P" the commas do too. */
function byAnd(cell: string): readonly string[] {
  const parts = cell.split(/,?\s+(?:and|&)\s+/)
  const isPeople = parts.every((part) => /,/.test(part) || /^\S+(?:\s\S+){0,3}$/.test(part))
  if (!isPeople) return [cell]
  return parts.length === 2 && !/,/.test(parts[1] ?? '') ? parts.flatMap(byCommas) : parts
}

function byCommas(cell: string): readonly string[] {
  const parts = cell
    .replace(/[.,\s]+$/, (end) => (end.startsWith('.') ? '.' : ''))
    .split(/,\s*/)
    .filter((part) => part !== '')
  if (parts.length < 2)
    return [cell.replace(/\.$/, (dot) => (/\s\p{Lu}\.$|\p{Lu}\.\p{Lu}\.$/u.test(cell) ? dot : ''))]
  if (parts.every((part) => familyInitials.test(part)))
    // "Griffin DK, Larkin DM.": the full stop ends the list, unless initials carry full stops here.
    return parts.map((part) => (parts[0]?.endsWith('.') ? part : part.replace(/\.$/, '')))
  const isPairs =
    parts.length >= 4 &&
    parts.length % 2 === 0 &&
    parts.every((part, i) => i % 2 === 0 || initialsOnly.test(part))
  if (isPairs) return parts.flatMap((part, i) => (i % 2 === 0 ? [`${part}, ${parts[i + 1] ?? ''}`] : []))
  if (parts.length >= 3 && parts.every((part) => part.includes(' '))) return parts
  if (
    parts.length === 2 &&
    !initialsOnly.test(parts[1] ?? '') &&
    parts.every((part) => /^\p{L}[\p{L}.'’-]+(?:\s\p{L}[\p{L}.'’-]*)+$/u.test(part))
  )
    return parts
  return [cell]
}

/** "Griffin DK", "Liu R.", "van der Berg A.-M.". */
const familyInitials = /^(?:[\p{L}'’.-]+\s){1,4}(?:\p{Lu}{1,4}\.?|(?:\p{Lu}\.[\s-]?){1,4})$/u
const initialsOnly = /^(?:\p{Lu}\.?[\s-]?){1,4}$/u
