interface Licence {
  /** Its name in the SPDX list (spdx.org/licenses). */
  readonly spdx: string
  readonly name: string
  readonly url: string
}

const creativeCommons = (kind: string, words: string): Licence => ({
  spdx: `CC-${kind}-4.0`,
  name: `Creative Commons ${words} 4.0 International`,
  url: `https://creativecommons.org/licenses/${kind.toLowerCase()}/4.0/`,
})

/** The licences a map is likely to have. */
const known: readonly Licence[] = [
  creativeCommons('BY', 'Attribution'),
  creativeCommons('BY-SA', 'Attribution ShareAlike'),
  creativeCommons('BY-NC', 'Attribution NonCommercial'),
  creativeCommons('BY-NC-SA', 'Attribution NonCommercial ShareAlike'),
  {
    spdx: 'CC0-1.0',
    name: 'Creative Commons Zero 1.0 Universal',
    url: 'https://creativecommons.org/publicdomain/zero/1.0/',
  },
  {
    spdx: 'ODbL-1.0',
    name: 'Open Data Commons Open Database License 1.0',
    url: 'https://opendatacommons.org/licenses/odbl/1-0/',
  },
  { spdx: 'MIT', name: 'MIT License', url: 'https://opensource.org/license/mit' },
]

/** The licence that words mean ("CC BY 4.0", "cc-by-4.0"); undefined for other words, which are kept as they are. */
export function knownLicence(words: string | undefined): Licence | undefined {
  const folded = words?.toUpperCase().replace(/[\s_]+/g, '-')
  return known.find(({ spdx }) => spdx.toUpperCase() === folded)
}
