import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '../shared-data.ts'

/** One recorded answer of an API, out of the reference data beside the repository. */
export interface Recorded {
  readonly name: string
  readonly body: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly url: string
}

interface Meta {
  readonly request: { readonly url: string | null }
  readonly response: { readonly status: number; readonly headers?: Readonly<Record<string, unknown>> }
}

export const recordedFolder = sharedData('data', 'harvest')

/** All recorded answers of an API in order of name; empty where the reference data is absent. */
export function recordedBodies(api: string): readonly Recorded[] {
  const known = read.get(api) ?? readBodies(api)
  read.set(api, known)
  return known
}

const read = new Map<string, readonly Recorded[]>()

function readBodies(api: string): readonly Recorded[] {
  if (recordedFolder === undefined) return []
  const folder = join(recordedFolder, api)
  return readdirSync(folder)
    .filter((file) => file.includes('.body.'))
    .toSorted()
    .map((file) => {
      const name = file.replace(/\.body\..*$/, '')
      const meta = JSON.parse(readFileSync(join(folder, `${name}.meta.json`), 'utf8')) as Meta
      const headers = Object.entries(meta.response.headers ?? {}).map(([key, value]) => [key, String(value)])
      return {
        name,
        body: decoded(readFileSync(join(folder, file), 'utf8')),
        status: meta.response.status,
        headers: Object.fromEntries(headers) as Record<string, string>,
        url: meta.request.url ?? '',
      }
    })
}

/** Some cassettes keep their bodies in base64; `eyJ` is `{"`. */
const decoded = (text: string): string =>
  text.startsWith('eyJ') ? Buffer.from(text, 'base64').toString('utf8') : text
