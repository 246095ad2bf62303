import type { Dialect } from '../dialect.ts'
import type { QueryField } from '../query.ts'

/** What the Elasticsearch and Solr query-string APIs (DOAJ, DataCite, CORE, ERIC) have in common. */
export const elastic: Pick<Dialect, 'operators' | 'escape'> = {
  operators: { and: ' AND ', or: ' OR ', not: ' NOT ' },
  escape: (text, isPhrase) =>
    isPhrase ? text.replaceAll(/["\\]/g, '') : text.replaceAll(/([+=&|><!(){}[\]^"~:\\/]|^-)/g, '\\$1'),
}

/** `field:%` for every path of every field. */
export function paths(
  table: Readonly<Record<QueryField, readonly string[]>>,
): Record<QueryField, { forms: readonly string[] }> {
  return Object.fromEntries(
    Object.entries(table).map(([field, names]) => [
      field,
      { forms: names.map((name) => (name === '' ? '%' : `${name}:%`)) },
    ]),
  ) as unknown as Record<QueryField, { forms: readonly string[] }>
}

/** `name:[2010 TO 2020]`, open ends as `*`. */
export const yearRange =
  (name: string) =>
  ({ from, to }: { readonly from?: number; readonly to?: number }): string =>
    `${name}:[${from ?? '*'} TO ${to ?? '*'}]`

/** `name:a`, or `(name:a OR name:b)`. */
export const anyValue = (name: string, values: readonly string[]): string => {
  const parts = values.map((value) => `${name}:${value}`)
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' OR ')})`
}
