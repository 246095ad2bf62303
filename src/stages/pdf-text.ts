import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseDoi } from '../domain/identifier.ts'
import type { PdfFacts } from './full-text-match.ts'

/** The title and the DOI stand at the front. */
const pagesRead = 2
const largestBytes = 300 * 1024 * 1024
const longestText = 20_000

/** What a PDF says of itself, or why it cannot be read. Scanned pages give no text. The reader is loaded when asked. */
export async function readPdf(path: string): Promise<PdfFacts | { readonly unreadable: string }> {
  const { size } = await stat(path)
  if (size > largestBytes) return { unreadable: `it is larger than ${largestBytes >> 20} MB` }
  const bytes = new Uint8Array(await readFile(path))
  if (!isPdf(bytes)) return { unreadable: 'it is not a PDF' }
  const { getDocumentProxy, getMeta } = await import('unpdf')
  try {
    // 0: errors only; the reader would print warnings over the results.
    const document = await getDocumentProxy(bytes, { verbosity: 0 })
    try {
      const { info, metadata } = await getMeta(document)
      const pages: string[] = []
      for (let number = 1; number <= Math.min(pagesRead, document.numPages); number++) {
        const { items } = await (await document.getPage(number)).getTextContent()
        const pieces = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
        pages.push(pieces.join('').slice(0, longestText))
      }
      const own = (info as { readonly Custom?: unknown }).Custom
      const said = (name: string): string =>
        textIn(info, name) ?? textIn(own, name) ?? textIn(metadata, name) ?? ''
      const doi = ['prism:doi', 'doi', 'DOI', 'WPS-ARTICLEDOI', 'crossmark:doi', 'dc:identifier', 'Subject']
        .map((name) => parseDoi(said(name)))
        .find((found) => found !== undefined)
      const title = said('Title') === '' ? said('dc:title') : said('Title')
      return {
        fileName: basename(path),
        ...(title === '' ? {} : { metadataTitle: title }),
        ...(doi === undefined ? {} : { metadataDoi: doi }),
        firstPage: pages[0] ?? '',
        text: pages.join('\n'),
      }
    } finally {
      await document.loadingTask.destroy()
    }
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) }
  }
}

/** The mark may have some bytes of a mail program or a web server before it. */
const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-')

function textIn(values: unknown, name: string): string | undefined {
  if (typeof values !== 'object' || values === null) return undefined
  const value = (values as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
