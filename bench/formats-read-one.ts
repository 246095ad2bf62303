/** Reads one file with one reader (lacuna's as built) in this process; prints records, seconds and peak memory as JSON. */
import { createReadStream, readFileSync } from 'node:fs'
import type * as Decode from '../src/formats/decode.ts'
import type * as Detect from '../src/formats/detect.ts'

const [, , reader = '', format = '', path = ''] = process.argv
const started = performance.now()
let records = 0
if (reader === 'lacuna') records = await withLacuna()
else if (reader === 'reflib') records = await withReflib()
else records = await withCitationJs()
const cpu = process.cpuUsage()
const seconds = (performance.now() - started) / 1000
console.log(
  JSON.stringify({
    records,
    seconds,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    peak: process.resourceUsage().maxRSS / 1024,
  }),
)

async function withLacuna(): Promise<number> {
  // What users run is the built code; the sources also pay for having their types stripped.
  const { decodeText } = (await import(
    new URL('../dist/formats/decode.js', import.meta.url).href
  )) as typeof Decode
  const { formatNamed } = (await import(
    new URL('../dist/formats/detect.js', import.meta.url).href
  )) as typeof Detect
  const decoded = decodeText(createReadStream(path), path)
  let count = 0
  for await (const entry of formatNamed(format)?.read(decoded.text, path) ?? [])
    if (entry.kind === 'record') count++
  return count
}

async function withReflib(): Promise<number> {
  const { readStream } = await import('@iebh/reflib')
  const name =
    ({ ris: 'ris', nbib: 'medline', 'endnote-xml': 'endnoteXml' } as Record<string, string>)[format] ?? format
  const emitter = readStream(name, createReadStream(path))
  let count = 0
  return new Promise((resolve, reject) => {
    emitter.on('ref', () => count++)
    emitter.on('end', () => resolve(count))
    emitter.on('error', reject)
  })
}

async function withCitationJs(): Promise<number> {
  const { plugins } = await import('@citation-js/core')
  if (format === 'ris') await import('@citation-js/plugin-ris')
  else await import('@citation-js/plugin-bibtex')
  return plugins.input.chain(readFileSync(path, 'utf8'), { generateGraph: false }).length
}
