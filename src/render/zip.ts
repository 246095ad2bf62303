import { zipSync } from 'fflate'

/**
 * A ZIP archive whose bytes depend on nothing but its files: one fixed date, given without a zone because ZIP stores
 * local time, and always the same level. Texts given as functions are made one after the other.
 */
export function zip(files: readonly (readonly [path: string, text: string | (() => string)])[]): Uint8Array {
  const encoder = new TextEncoder()
  const entries = Object.fromEntries(
    files.map(([path, text]) => [
      path,
      [
        encoder.encode(typeof text === 'string' ? text : text()),
        { mtime: '1980-01-02T12:00:00', os: 3 },
      ] as const,
    ]),
  )
  return zipSync(entries as Parameters<typeof zipSync>[0], { level: 3 })
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
