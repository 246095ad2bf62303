import { cslItem } from './csl-write.ts'
import type { WritableRecord } from './format.ts'
import { UserError } from '../domain/problem.ts'

/** How references are set: a style that comes along, or the text of any `.csl` file. */
export interface BibliographyOptions {
  readonly style: 'apa' | 'harvard' | 'vancouver' | { readonly csl: string }
  /** A locale that comes along: en-US, de-DE, es-ES, fr-FR, nl-NL; another falls back to en-US. */
  readonly locale?: string
  readonly format?: 'text' | 'html'
}

const templates = { apa: 'apa', harvard: 'harvard1', vancouver: 'vancouver' } as const

/**
 * A formatted reference list, by citeproc-js (used unmodified; CPAL-1.0 or AGPL-1.0), loaded when first asked for.
 * The style decides the order. Rejects with a UserError for a text that is no CSL style.
 */
export async function writeBibliography(
  records: Iterable<WritableRecord>,
  options: BibliographyOptions,
): Promise<string> {
  const { plugins } = await import('@citation-js/core')
  await import('@citation-js/plugin-csl')
  const template =
    typeof options.style === 'string'
      ? templates[options.style]
      : added(plugins.config.get('@csl').styles, options.style.csl)
  // Equal keys would be one reference to citeproc, so entries are numbered.
  const items = [...records].map((record, i) => ({
    ...withoutEmpty({ ...cslItem(record), page: record.pages ?? record.articleNumber }),
    id: `item-${i + 1}`,
  }))
  try {
    return plugins.output.format('bibliography', items, {
      template,
      lang: options.locale ?? 'en-US',
      format: options.format ?? 'text',
    })
  } catch (cause) {
    if (typeof options.style === 'string') throw cause
    throw notAStyle(cause)
  }
}

function added(
  styles: { add(name: string, xml: string): void; has(name: string): boolean },
  csl: string,
): string {
  if (!/<style[\s>][\s\S]*<\/style>\s*$/.test(csl)) throw notAStyle()
  if (/<style[^>]*>[\s\S]*<link[^>]+rel="independent-parent"/.test(csl) && !/<bibliography[\s>]/.test(csl))
    throw notAStyle()
  // citeproc keeps one engine a name, so the name must change with the text.
  let name = 0
  for (let i = 0; i < csl.length; i++) name = (Math.imul(name, 31) + csl.charCodeAt(i)) | 0
  const template = `own-${csl.length}-${name >>> 0}`
  if (!styles.has(template)) styles.add(template, csl)
  return template
}

const notAStyle = (cause?: unknown): UserError =>
  new UserError(
    'The text is not an independent CSL style.',
    'You can download the style as a .csl file from the Zotero style repository; a dependent style names its parent, which is the one to take.',
    { cause },
  )

/** citeproc takes a key that is there and undefined for a value. */
function withoutEmpty(item: object): object {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]: [string, unknown]) => {
      if (value === undefined || name === 'custom') return []
      if (Array.isArray(value))
        return [
          [
            name,
            value.map((entry: unknown) =>
              typeof entry === 'object' && entry !== null ? withoutEmpty(entry) : entry,
            ),
          ],
        ]
      return [
        [
          name,
          typeof value === 'object' && value !== null && name === 'issued' ? withoutEmpty(value) : value,
        ],
      ]
    }),
  )
}
