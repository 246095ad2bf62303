/**
 * The exact texts of the items of an array inside a JSON text, found by its path of keys: `['message', 'items']`;
 * an empty path means the text is the array. Undefined when there is no such array or the text ends too early.
 * Records keep these texts as their raw form: parsing and printing again would change numbers and spacing.
 */
export function arrayItems(json: string, path: readonly string[]): readonly string[] | undefined {
  let at = skipSpace(json, 0)
  for (const key of path) {
    const found = memberOf(json, at, key)
    if (found === undefined) return undefined
    at = found
  }
  if (json[at] !== '[') return undefined
  const items: string[] = []
  at = skipSpace(json, at + 1)
  if (json[at] === ']') return items
  for (;;) {
    const end = skipValue(json, at)
    if (end === undefined) return undefined
    items.push(json.slice(at, end))
    at = skipSpace(json, end)
    if (json[at] === ']') return items
    if (json[at] !== ',') return undefined
    at = skipSpace(json, at + 1)
  }
}

/** The exact text of the value under a path of keys, or undefined. */
export function valueText(json: string, path: readonly string[]): string | undefined {
  let at = skipSpace(json, 0)
  for (const key of path) {
    const found = memberOf(json, at, key)
    if (found === undefined) return undefined
    at = found
  }
  const end = skipValue(json, at)
  return end === undefined ? undefined : json.slice(at, end)
}

/** Where the value of a key of the object at `at` begins. */
function memberOf(json: string, at: number, key: string): number | undefined {
  if (json[at] !== '{') return undefined
  const wanted = JSON.stringify(key)
  let next = skipSpace(json, at + 1)
  while (json[next] === '"') {
    const keyEnd = skipString(json, next)
    if (keyEnd === undefined) return undefined
    const isWanted = keyEnd - next === wanted.length && json.startsWith(wanted, next)
    const colon = skipSpace(json, keyEnd)
    if (json[colon] !== ':') return undefined
    const value = skipSpace(json, colon + 1)
    if (isWanted) return value
    const end = skipValue(json, value)
    if (end === undefined) return undefined
    next = skipSpace(json, end)
    if (json[next] === ',') next = skipSpace(json, next + 1)
  }
  return undefined
}

const quote = 0x22
const backslash = 0x5c

function skipSpace(json: string, at: number): number {
  let next = at
  while (next < json.length && json.charCodeAt(next) <= 0x20) next++
  return next
}

function skipString(json: string, at: number): number | undefined {
  let end = json.indexOf('"', at + 1)
  while (end !== -1) {
    let slashes = 0
    while (json.charCodeAt(end - 1 - slashes) === backslash) slashes++
    if (slashes % 2 === 0) return end + 1
    end = json.indexOf('"', end + 1)
  }
  return undefined
}

function skipValue(json: string, at: number): number | undefined {
  const first = json[at]
  if (first === '"') return skipString(json, at)
  if (first !== '{' && first !== '[') {
    let end = at
    while (end < json.length && !/[\s,\]}]/.test(json[end] ?? '')) end++
    return end > at ? end : undefined
  }
  let depth = 0
  for (let next = at; next < json.length; next++) {
    const code = json.charCodeAt(next)
    if (code === quote) {
      const end = skipString(json, next)
      if (end === undefined) return undefined
      next = end - 1
    } else if (code === 0x7b || code === 0x5b) depth++
    else if (code === 0x7d || code === 0x5d) {
      depth--
      if (depth === 0) return next + 1
    }
  }
  return undefined
}
