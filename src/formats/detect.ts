import { bibtex } from './bibtex.ts'
import { csv } from './csv.ts'
import type { Format } from './format.ts'
import { nbib } from './nbib.ts'
import { ris } from './ris.ts'
import { wosTagged } from './wos-tagged.ts'

/** Every format that lacuna reads, in the order in which equal certainty is decided: strict formats first. */
export const formats: readonly Format[] = [nbib, wosTagged, ris, bibtex, csv]

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
