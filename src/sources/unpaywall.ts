import type { FullTextLink } from '../domain/record.ts'
import { optional } from './bibliography.ts'
import { type Fields, field, fieldsAt, parseObject, textAt } from './json-fields.ts'
import type { HarvestRequest } from './source.ts'

/**
 * Unpaywall, https://unpaywall.org/products/api: open full texts of one DOI a call. A real e-mail address is
 * required (placeholders answer 422) and is added when sending.
 */
export const unpaywall = {
  name: 'unpaywall',
  label: 'Unpaywall',
  baseUrl: 'https://api.unpaywall.org/v2',
  access: { contact: { parameter: 'email', isRequired: true } },
  pace: () => ({ intervalMs: 120, concurrency: 2 }),
  request: (doi: string, baseUrl?: string): HarvestRequest => ({
    method: 'GET',
    url: `${baseUrl ?? unpaywall.baseUrl}/${encodeURI(doi).replaceAll(/[?#]/g, encodeURIComponent)}`,
    isRepeatable: true,
  }),
  /** Best link first, each URL once; undefined when the body is not Unpaywall's. */
  parse(body: string): readonly FullTextLink[] | undefined {
    const fields = parseObject(body)
    if (fields === undefined || textAt(fields, 'doi') === undefined) return undefined
    const best = field(fields, 'best_oa_location')
    const links = [best, ...fieldsAt(fields, 'oa_locations')].flatMap((one) => linkOf(one))
    return links.filter((link, index) => links.findIndex((other) => other.url === link.url) === index)
  },
} as const

function linkOf(location: Fields | undefined): readonly FullTextLink[] {
  const pdf = textAt(location, 'url_for_pdf')
  const url = pdf ?? textAt(location, 'url') ?? textAt(location, 'url_for_landing_page')
  if (url === undefined) return []
  return [
    {
      url,
      format: pdf === undefined ? 'html' : 'pdf',
      isOpen: true,
      ...optional('licence', textAt(location, 'license')),
      ...optional('version', textAt(location, 'version')),
    },
  ]
}
