import { spawn } from 'node:child_process'
import { UserError } from '../domain/problem.ts'
import type { Report } from '../domain/report.ts'

/** Where a report can be read: its DOI's page, else its first link, and a PDF where a link names one. */
export function linksOf({ identifiers, urls }: Report): { readonly page?: string; readonly text?: string } {
  const links = (urls ?? []).filter((url) => /^https?:\/\/\S+$/iu.test(url))
  const text = links.find((url) => /\.pdf(?:$|[?#])/iu.test(url))
  const page = identifiers.doi === undefined ? links[0] : `https://doi.org/${encodeURI(identifiers.doi)}`
  return { ...(page === undefined ? {} : { page }), ...(text === undefined ? {} : { text }) }
}

/**
 * Opens an http address in the viewer that the system has for it, and does not wait for it to close. The address
 * is one argument, never a line for a shell. Throws a UserError where no viewer can be started.
 */
export async function openLink(url: string): Promise<void> {
  const [command = '', ...words] = viewer()
  const child = spawn(command, [...words, url], { detached: true, stdio: 'ignore' })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause) =>
      reject(
        new UserError(`${url} cannot be opened here (${command}).`, 'You can name a viewer in BROWSER.', {
          cause,
        }),
      ),
    )
  })
  child.unref()
}

/** BROWSER is how terminals name one; else the system's own. */
function viewer(): readonly string[] {
  const named = process.env['BROWSER']
  if (named !== undefined && named !== '') return [named]
  if (process.platform === 'darwin') return ['open']
  return process.platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open']
}
