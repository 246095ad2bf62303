import { bibtex } from './bibtex.ts'
import { cslJson } from './csl-json.ts'
import { csv } from './csv.ts'
import { endnoteXml } from './endnote-xml.ts'
import { enw } from './enw.ts'
import type { Format } from './format.ts'
import { marcxml } from './marcxml.ts'
import { mods } from './mods.ts'
import { nbib } from './nbib.ts'
import { ovidTagged } from './ovid-tagged.ts'
import { pubmedXml } from './pubmed-xml.ts'
import { refworksTagged } from './refworks-tagged.ts'
import { ris } from './ris.ts'
import { wosTagged } from './wos-tagged.ts'
import { zoteroRdf } from './zotero-rdf.ts'

/** Every format that lacuna reads, in the order in which equal certainty is decided: strict formats first. */
export const formats: readonly Format[] = [
  pubmedXml,
  endnoteXml,
  mods,
  marcxml,
  zoteroRdf,
  nbib,
  wosTagged,
  ovidTagged,
  ris,
  refworksTagged,
  enw,
  bibtex,
  cslJson,
  csv,
]

/**
 * The format of a file, from the first 4 KiB or more of its text; content wins over the name's extension, which
 * only decides between equals. Undefined where nothing fits.
 */
export function detectFormat(head: string, fileName: string): Format | undefined {
  let best: Format | undefined
  let most = 0
  for (const format of formats) {
    const sure = format.detect(head, fileName)
    if (sure === 0) continue
    const score = sure + (hasExtension(format, fileName) ? 0.02 : 0)
    if (score > most) {
      most = score
      best = format
    }
  }
  return best
}

/** A format by its name, as `--format` gives it. */
export const formatNamed = (name: string): Format | undefined =>
  formats.find((format) => format.name === name.toLowerCase())

const hasExtension = (format: Format, fileName: string): boolean =>
  format.extensions.some((extension) => fileName.toLowerCase().endsWith(`.${extension}`))
