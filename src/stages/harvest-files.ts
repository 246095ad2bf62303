import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { open, readFile, rename, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sha256 } from '../domain/canonical.ts'
import { UserError } from '../domain/problem.ts'
import type { CitedWork } from '../sources/source.ts'
import {
  type Journal,
  type JournalEntry,
  printJournalEntry,
  type RawBodies,
  readJournal,
} from '../sources/journal.ts'
import { isRunning } from './pace-board.ts'

/** Where a review keeps what its harvests got: a folder a search with its journal, and all raw bodies. */
const searchesFolder = 'searches'

/**
 * Raw bodies as gzip files named by the SHA-256 of what is inside. A body is complete on the disk before it has its
 * name, so a crash leaves at most a file that nobody looks at.
 */
export function rawBodiesIn(folder: string): RawBodies {
  const fileOf = (digest: string): string =>
    join(folder, searchesFolder, 'raw', digest.slice(0, 2), `${digest}.gz`)
  return {
    put: async (body) => {
      const digest = sha256(body)
      const file = fileOf(digest)
      if (existsSync(file)) return digest
      mkdirSync(dirname(file), { recursive: true })
      await writeDurably(`${file}.${process.pid}.new`, gzipSync(body))
      await rename(`${file}.${process.pid}.new`, file)
      await syncFolder(dirname(file))
      return digest
    },
    get: async (digest) => {
      const file = fileOf(digest)
      let body: Buffer
      try {
        body = gunzipSync(await readFile(file))
      } catch (cause) {
        throw new UserError(
          `The raw response ${file} is missing or cannot be read.`,
          'You can take it from a backup, or delete the search folder that names it and harvest again.',
          { cause },
        )
      }
      if (sha256(body) === digest) return body.toString('utf8')
      throw new UserError(
        `The raw response ${file} is not what was received.`,
        'You can take it from a backup, or delete the search folder that names it and harvest again.',
      )
    },
  }
}

const journalFile = 'journal.jsonl'

/** The journal of a search in its folder. A line that a crash cut short is taken away before the next is added. */
export function journalIn(folder: string, search: string): Journal {
  const path = join(folder, searchesFolder, search, journalFile)
  let isChecked = false
  return {
    read: async () => (existsSync(path) ? readJournal(await readFile(path, 'utf8')) : []),
    append: async (entry) => {
      if (!isChecked) {
        mkdirSync(dirname(path), { recursive: true })
        await dropHalfLine(path)
        isChecked = true
      }
      const file = await open(path, 'a')
      try {
        await file.appendFile(printJournalEntry(entry))
        await file.datasync()
      } finally {
        await file.close()
      }
    },
  }
}

/**
 * Takes a search for this process; the result gives it back. A UserError when another command is at it, so that no
 * page is asked for by both; a claim whose process is gone counts no more.
 */
export function claimSearch(folder: string, search: string): () => void {
  const path = join(folder, searchesFolder, search, 'running')
  mkdirSync(dirname(path), { recursive: true })
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => {
        rmSync(path, { force: true })
      }
    } catch (error) {
      if ((error as { readonly code?: string }).code !== 'EEXIST') throw error
      const owner = ownerOf(path)
      if (owner !== undefined && owner !== process.pid && isRunning(owner)) {
        throw new UserError(
          `Another lacuna (process ${owner}) is at the same search.`,
          'You can wait until it is done, or stop it; nothing it has is lost.',
        )
      }
      rmSync(path, { force: true })
    }
  }
  throw new UserError(`The search ${search} is claimed again and again.`, 'You can try again in a moment.')
}

function ownerOf(path: string): number | undefined {
  try {
    const owner = Number(readFileSync(path, 'utf8'))
    return Number.isInteger(owner) && owner > 0 ? owner : undefined
  } catch {
    return undefined
  }
}

async function dropHalfLine(path: string): Promise<void> {
  if (!existsSync(path)) return
  const bytes = await readFile(path)
  const end = bytes.lastIndexOf(0x0a) + 1
  if (end < bytes.length) await truncate(path, end)
}

/** The journals of all searches of a review by search id, in order of id. */
export function allJournals(
  folder: string,
): readonly { readonly search: string; readonly entries: readonly JournalEntry[] }[] {
  const root = join(folder, searchesFolder)
  if (!existsSync(root)) return []
  return readdirSync(root)
    .toSorted()
    .flatMap((search) => {
      const path = join(root, search, journalFile)
      return existsSync(path) ? [{ search, entries: readJournal(readFileSync(path, 'utf8')) }] : []
    })
}

/** That one work cites another, by the source's own key and whatever identifies the cited work. */
export interface CitationEdge {
  readonly citing: string
  readonly cited: CitedWork
}

/** Takes the citations that a search brought along, one a line, beside its journal; they stand when it is closed. */
export function edgesFile(
  folder: string,
  search: string,
): { readonly add: (edges: readonly CitationEdge[]) => void; readonly close: () => void } {
  const path = join(folder, searchesFolder, search, 'citations.jsonl')
  rmSync(`${path}.new`, { force: true })
  return {
    // A hundred thousand records have millions of references: they are not held in memory.
    add: (edges) => {
      if (edges.length === 0) return
      appendFileSync(`${path}.new`, edges.map((edge) => `${JSON.stringify(edge)}\n`).join(''))
    },
    close: () => {
      if (existsSync(`${path}.new`)) renameSync(`${path}.new`, path)
    },
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch {
    // Some systems do not sync folders; the file itself is safe.
  } finally {
    await folder.close()
  }
}
