import { createWriteStream, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { UserError } from '../domain/problem.ts'

/**
 * Writes text or bytes in pieces to a file, or to standard output. A file appears whole or not at all: it is written
 * beside its place and then renamed.
 */
export async function writeOut(
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  path: string | undefined,
): Promise<void> {
  if (path === undefined) {
    await pipeline(Readable.from(pieces, { objectMode: true }), process.stdout, { end: false })
    return
  }
  const draft = `${path}.${process.pid}.part`
  try {
    mkdirSync(dirname(path), { recursive: true })
    await pipeline(Readable.from(pieces, { objectMode: true }), createWriteStream(draft))
    renameSync(draft, path)
  } catch (cause) {
    rmSync(draft, { force: true })
    throw notWritten(path, cause)
  }
}

/**
 * Makes a folder hold exactly these files, each written as it comes. It is built beside its place and takes the old one's place at the
 * end, so that readers see the old folder or the new one, and an interruption leaves the old one.
 */
export function writeFolder(
  folder: string,
  files: Iterable<readonly [path: string, content: string | Uint8Array]>,
): void {
  const draft = `${folder}.${process.pid}.part`
  const old = `${folder}.${process.pid}.old`
  try {
    for (const [name, content] of files) {
      const path = join(draft, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
    }
    moveAway(folder, old)
    renameSync(draft, folder)
    rmSync(old, { recursive: true, force: true })
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true })
    throw notWritten(folder, cause)
  }
}

function moveAway(folder: string, old: string): void {
  try {
    renameSync(folder, old)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function notWritten(path: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOSPC') {
    return new UserError(
      `The disk is full; ${path} was not written.`,
      'You can free some space and try again.',
      { cause },
    )
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new UserError(
      `${path} cannot be written.`,
      'You can change its permissions or name another place.',
      { cause },
    )
  }
  return cause
}
