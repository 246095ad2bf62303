import type { TaggedField } from './tagged-lines.ts'

type Look = (tag: string) => string

/** Who wrote a RIS record, by what only they write. In order: the screening tools first, for they re-export others. */
const vendors: readonly (readonly [string, (first: Look, tags: ReadonlySet<string>) => boolean])[] = [
  ['rayyan', (first) => first('N1').startsWith('RAYYAN-') || /^rayyan-\d+/.test(first('ID'))],
  ['covidence', (_first, tags) => tags.has('NS') || (tags.has('PG') && tags.has('PD'))],
  ['eppi-reviewer', (first) => /^eppi-reviewer/i.test(first('KW')) || /^eppi/i.test(first('DB'))],
  [
    'scopus',
    (first) =>
      /^(?:Export Date|Cited By\s?:)/.test(first('N1')) ||
      first('UR').includes('scopus.com') ||
      first('DB') === 'Scopus',
  ],
  [
    'web-of-science',
    (first, tags) =>
      /^(?:WOS|ISI|BCI|MEDLINE|CCC|KJD|SCIELO|BIOABS|ZOOREC|CSCD):/.test(first('AN') || first('UT')) ||
      tags.has('J9'),
  ],
  ['cochrane', (first) => first('AN').startsWith('CN-')],
  ['embase', (first) => first('UR').includes('embase.com') || /^L\d{6,}$/.test(first('U2'))],
  ['ebsco', (first) => /ebsco/i.test(first('DP')) || first('UR').includes('ebscohost')],
  ['proquest', (first) => first('UR').includes('proquest') || /proquest/i.test(first('DP'))],
  ['ovid', (first, tags) => first('UR').includes('ovid') || (tags.has('NL') && tags.has('AI'))],
  ['refworks', (first) => first('ID').startsWith('RefID:')],
  ['lens', (first) => first('UR').includes('lens.org')],
  ['endnote', (first) => first('DP') === 'NLM' || first('L1').startsWith('internal-pdf:')],
  ['openalex', (first) => first('UR').includes('openalex.org')],
]

export function risVendor(fields: readonly TaggedField[]): string | undefined {
  const values = new Map<string, string>()
  for (const { tag, value } of fields) if (!values.has(tag)) values.set(tag, value)
  const tags = new Set(values.keys())
  const first: Look = (tag) => values.get(tag) ?? ''
  return vendors.find(([, isIt]) => isIt(first, tags))?.[0]
}
