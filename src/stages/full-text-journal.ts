import { existsSync } from 'node:fs'
import { open, readFile, truncate } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { FullTextEntry } from '../domain/full-text.ts'

const journalFile = 'full-texts.jsonl'

/** All entries of a project's journal of full texts, in order; a line that a crash cut short is left out. */
export async function readFullTexts(folder: string): Promise<readonly FullTextEntry[]> {
  const path = join(folder, journalFile)
  if (!existsSync(path)) return []
  return (await readFile(path, 'utf8')).split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as FullTextEntry]
    } catch {
      return []
    }
  })
}

/** Adds entries durably: they are on the disk when it resolves. */
export async function appendFullTexts(folder: string, entries: readonly FullTextEntry[]): Promise<void> {
  if (entries.length === 0) return
  const path = join(folder, journalFile)
  if (existsSync(path)) {
    const bytes = await readFile(path)
    const end = bytes.lastIndexOf(0x0a) + 1
    if (end < bytes.length) await truncate(path, end)
  }
  const file = await open(path, 'a')
  try {
    await file.appendFile(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** A path as the journal keeps it: relative inside the project, so that the project can be moved. */
export function keptPath(folder: string, path: string): string {
  const absolute = resolve(path)
  const inside = relative(folder, absolute)
  return inside.startsWith('..') || isAbsolute(inside) ? absolute : inside
}

export const fullPath = (folder: string, kept: string): string => resolve(folder, kept)
