import type { Problem } from '../domain/problem.ts'
import type { ParsedRecord } from '../domain/record.ts'
import { skippedEntry } from './bibliography.ts'
import { asFields, type Fields } from './json-fields.ts'
import { type Entry, failedPage, type Page } from './source.ts'

/** What a source's reader makes of one item: an entry, or why there is none. */
export type ItemReader = (item: Fields, raw: string) => Entry | string

interface Read {
  readonly entries: readonly Entry[]
  readonly skipped: readonly Problem[]
}

/** Reads the JSON items of a page one by one; one that cannot be read is skipped with a problem, the rest stay. */
export const readItems = (source: string, items: readonly string[], read: ItemReader): Read =>
  readEach(source, items, (raw) => {
    const item = parsed(raw)
    if (item === undefined) return 'it is not valid JSON'
    const fields = asFields(item.value)
    return fields === undefined ? `expected an object, found ${raw.slice(0, 20)}` : read(fields, raw)
  })

/**
 * The same for items of any kind. A reader that meets a shape nobody thought of and throws loses that one item: the
 * page, which can often not be asked for again, is worth more than the stack.
 */
export function readEach<Item>(
  source: string,
  items: readonly Item[],
  read: (item: Item) => Entry | Problem | string,
): Read {
  const entries: Entry[] = []
  const skipped: Problem[] = []
  for (const [index, item] of items.entries()) {
    let entry: Entry | Problem | string
    try {
      entry = read(item)
    } catch (error) {
      entry = `it has a shape that was not foreseen (${error instanceof Error ? error.message : 'unknown'})`
    }
    if (typeof entry === 'string') skipped.push(skippedEntry(source, index + 1, entry))
    else if ('record' in entry) entries.push(entry)
    else skipped.push(entry)
  }
  return { entries, skipped }
}

function parsed(json: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(json) }
  } catch {
    return undefined
  }
}

/**
 * A body that is not what the API documents: an HTML page of a proxy, plain text, JSON that ends too early. Status
 * decides first; a 200 that cannot be read was cut or replaced on the way and may be asked for again.
 */
export function unexpectedBody(source: string, body: string, status = 200): Page {
  const start = body.trimStart().slice(0, 80).replaceAll(/\s+/g, ' ')
  const what = `${source} answered with status ${status} and a body that is not its own format: "${start}".`
  if (status === 404 || status === 410) return failedPage('missing', what)
  if (status === 401 || status === 403 || status === 407) return failedPage('access', what)
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return failedPage('query', what)
  return failedPage('temporary', what)
}

/** What every record of a source has in common. Line 1: an answer has no lines a person would look up. */
export const recordBase = (
  source: string,
  raw: string,
): Pick<ParsedRecord, 'kind' | 'format' | 'line' | 'raw'> => ({
  kind: 'record',
  format: source,
  line: 1,
  raw: raw.replaceAll('\r\n', '\n'),
})

/** A URL with its parameters, each escaped; undefined values are left out. */
export function urlWith(
  base: string,
  parameters: Readonly<Record<string, string | number | undefined>>,
): string {
  const query = Object.entries(parameters)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value)).replaceAll('%20', '+')}`)
  return query.length === 0 ? base : `${base}?${query.join('&')}`
}
