import type { Problem } from '../domain/problem.ts'
import type { ParsedRecord } from '../domain/record.ts'
import { cslRecord } from './csl-fields.ts'
import { writeCslJson } from './csl-write.ts'
import type { Format } from './format.ts'
import { JsonSplitter } from './json-items.ts'

/** CSL-JSON: an array of items, one item, or an item a line. */
export const cslJson: Format = {
  name: 'csl-json',
  extensions: ['json', 'jsonl', 'csl'],
  cannotCarry: ['nothing that lacuna knows: what CSL has no name for stands under `custom`'],
  detect(head) {
    if (!/^\uFEFF?\s*[[{]/.test(head)) return 0
    if (
      /"type"\s*:\s*"(?:article|article-journal|article-magazine|article-newspaper|book|chapter|paper-conference|thesis|report|dataset|webpage|review|review-book|manuscript|post-weblog|document|speech)"/.test(
        head,
      ) &&
      /"(?:issued|author|container-title|title|DOI|id)"\s*:/.test(head)
    )
      return 0.9
    return /"container-title"\s*:|"issued"\s*:/.test(head) ? 0.8 : 0
  },
  async *read(text, file) {
    const splitter = new JsonSplitter()
    for await (const chunk of text) for (const item of splitter.push(chunk)) yield* readItem(item, file)
    for (const item of splitter.end()) yield* readItem(item, file)
  },
  write: writeCslJson,
}

function readItem(
  item: { readonly line: number; readonly raw: string },
  file: string,
): readonly (ParsedRecord | Problem)[] {
  try {
    const value: unknown = JSON.parse(item.raw)
    if (typeof value === 'object' && value !== null)
      return [cslRecord(value as Record<string, unknown>, item)]
    return [unreadable(item.line, file, 'is not an object')]
  } catch (error) {
    return [
      unreadable(
        item.line,
        file,
        `is not valid JSON (${error instanceof Error ? error.message.slice(0, 80) : 'unreadable'})`,
      ),
    ]
  }
}

const unreadable = (line: number, file: string, why: string): Problem => ({
  kind: 'problem',
  severity: 'lost',
  code: 'csl-json/unreadable-item',
  at: { file, line },
  message: `The item ${why.replace(/[^\P{C}]/gu, '·')}; it was not read.`,
  remedy: 'You can export it again, or mend the line and import the file again.',
})
