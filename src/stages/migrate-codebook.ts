import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { sha256 } from '../domain/canonical.ts'
import { allCodes, type Codebook, findDimension } from '../domain/codebook.ts'
import { foldLog } from '../domain/coding.ts'
import { type Decision, isMachine, type MigrateDecision, standingDecisions } from '../domain/decision.ts'
import { migrationsFor, migrationsOf, reasonsDimension } from '../domain/migration.ts'
import { printProblem, UserError } from '../domain/problem.ts'
import { reportIndex } from '../domain/report.ts'
import {
  type MigrationFile,
  type MigrationFileChange,
  printMigration,
  readMigration,
} from '../formats/migration-yaml.ts'
import { keepCodebook, keptCodebook } from '../review/codebook-versions.ts'
import type { Review } from '../review/review.ts'
import { type CodeUse, codesInUse, hasCode, namePlace, sayUse, unknownUses } from './codes-in-use.ts'
import { clockAfter, type Control } from './control.ts'

export interface MigrateOptions {
  /** A migration file; else the answers make one. */
  readonly file?: string
  readonly answers: readonly MigrationFileChange[]
  readonly because?: string
  readonly dryRun: boolean
}

export interface MigrateResult {
  readonly from: string
  readonly to: string
  readonly changes: readonly (MigrationFileChange & {
    /** Reports whose codings it changes, by coder. */
    readonly use: CodeUse
  })[]
  /** Reports that somebody has to look at again, by coder. */
  readonly again: Readonly<Record<string, number>>
  /** Agreed outcomes that have to be agreed on again. */
  readonly reopened: number
  /** The migration file in the project. Absent in a dry run of answers. */
  readonly file?: string
  /** The text of the migration file. */
  readonly text: string
  readonly recorded: number
}

/**
 * Has codings made under an older version of the codebook read under the one of now. The changes come from a
 * migration file, or from answers, which become one; its hash and changes go into the log as one entry. Nothing that
 * was coded changes in the log. Throws a UserError where a code in use is neither in the codebook nor spoken of,
 * where a change names what is not there, or where there is nothing to migrate.
 */
export async function migrateCodebook(
  review: Review,
  options: MigrateOptions,
  control: Control,
): Promise<MigrateResult> {
  const log = await review.store.decisions()
  const resolve = reportIndex(await review.store.memberships())
  const before = foldLog(log, resolve)
  const { migration, text, file } = readOrMake(review, options, log)
  check(review, migration, codesInUse(before))
  const clock = clockAfter(control, log.at(-1)?.id)
  const entry: MigrateDecision = {
    ...clock.tick(),
    kind: 'migrate',
    coder: control.coder,
    codebook: review.codebookHash,
    from: migration.from,
    to: migration.to,
    changes: migration.changes.map(({ into: _into, ...change }) => change),
    file: { name: file === undefined ? 'migration.yaml' : basename(file), sha256: sha256(text) },
  }
  const after = foldLog([...log, entry], resolve)
  refuseUnknown(unknownUses(after, review.codebook), review.codebook)
  const uses = new Map(codesInUse(before).map((use) => [namePlace(use), use]))
  const result = {
    from: migration.from,
    to: migration.to,
    changes: migration.changes.map((change) => ({
      ...change,
      use: uses.get(namePlace(change)) ?? { dimension: change.dimension, coders: {} },
    })),
    again: countAgain(after.recode),
    reopened: countSettled(before.reconciled) - countSettled(after.reconciled),
    text,
  }
  if (options.dryRun) return { ...result, ...(file === undefined ? {} : { file }), recorded: 0 }
  keepCodebook(review)
  const kept = file ?? writeMigration(review, migration, text)
  const named = { ...entry, file: { ...entry.file, name: basename(kept) } }
  return { ...result, file: kept, recorded: await review.store.appendDecisions([named]) }
}

function readOrMake(
  review: Review,
  { file, answers, because }: MigrateOptions,
  log: readonly Decision[],
): { readonly migration: MigrationFile; readonly text: string; readonly file?: string } {
  if (file !== undefined) {
    if (!existsSync(file)) {
      throw new UserError(`There is no file ${file}.`, 'You can check its name.', { exitCode: 2 })
    }
    const text = readFileSync(file, 'utf8')
    const { migration, problems } = readMigration(text, basename(file))
    if (migration !== undefined) return { migration, text, file }
    throw new UserError(
      `The migration cannot be read.\n${problems.map(printProblem).join('\n')}`,
      'You can correct the file and try again.',
    )
  }
  const from = versionInUse(review, log)
  if (from === undefined) {
    throw new UserError(
      'Nothing was coded under another version of the codebook.',
      'You can change the codebook first (a new "version" is enough), and then say what becomes of the codes.',
      { exitCode: 2 },
    )
  }
  const reason = because === undefined ? {} : { because }
  const migration = { from, to: review.codebookHash, ...reason, changes: answers }
  return { migration, text: printMigration(migration) }
}

/** The version, other than that of now, under which the latest judgement of a person is to be read. */
export function versionInUse({ codebookHash: now }: Review, log: readonly Decision[]): string | undefined {
  const standing = standingDecisions(log)
  const migrations = migrationsOf(standing)
  const judged = standing.filter(({ kind, codebook }) => codebook !== undefined && judgements.has(kind))
  const version = (entry: Decision): string | undefined =>
    migrationsFor(entry, migrations).at(-1)?.to ?? entry.codebook
  const people = judged.filter(({ coder }) => !isMachine(coder))
  const last =
    [...people].findLast((entry) => version(entry) !== now) ??
    judged.findLast((entry) => version(entry) !== now)
  return last === undefined ? undefined : version(last)
}

const judgements: ReadonlySet<Decision['kind']> = new Set(['code', 'screen', 'reconcile'])

/** Throws where a change names what was not there before, or is not there now. */
function check(review: Review, { to, from, changes }: MigrationFile, uses: readonly CodeUse[]): void {
  if (to !== review.codebookHash) {
    throw new UserError(
      `The migration leads to the codebook ${to.slice(0, 12)}; the project's is ${review.codebookHash.slice(0, 12)}.`,
      'You can put that codebook in place, or make the migration again.',
    )
  }
  const old = keptCodebook(review.folder, from)?.codebook
  const known = new Set(uses.map(namePlace))
  for (const change of changes) {
    const wasThere =
      known.has(namePlace(change)) || (old !== undefined && hasCode(old, change.dimension, change.code))
    if (!wasThere) {
      throw new UserError(
        `The migration speaks of "${namePlace(change)}", which nobody gave and the codebook of before does not have.`,
        'You can correct its name.',
      )
    }
    const targets = [
      ...change.becomes,
      ...(change.into ?? []).map((code) => ({ dimension: change.dimension, code })),
    ]
    const missing = targets.find(({ dimension, code }) => !hasCode(review.codebook, dimension, code))
    if (missing !== undefined) {
      throw new UserError(
        `"${namePlace(change)}" is to become "${namePlace(missing)}", which the codebook does not have.`,
        'You can add it to the codebook, or correct its name.',
      )
    }
  }
}

/** Throws where codes in use are neither in the codebook nor spoken of, with what could be said of each. */
function refuseUnknown(unknown: readonly CodeUse[], codebook: Codebook): void {
  if (unknown.length === 0) return
  const lines = unknown.map((use) => {
    const place = namePlace(use)
    const guess = use.code === undefined ? undefined : likelyHeir(use.dimension, use.code, codebook)
    const first = guess === undefined ? `--rename ${place}=NEW` : `--rename ${place}=${guess}`
    const split = use.code === undefined ? '' : `, --split ${place}=A,B`
    return `  ${place} (${sayUse(use)}): ${first}${split} or --drop ${place}`
  })
  throw new UserError(
    `The codebook does not have what is in codings:\n${lines.join('\n')}`,
    'You can say what becomes of each with these flags, or put the code back as retired.',
  )
}

/** The code that has the old one's id among its names. */
function likelyHeir(dimension: string, code: string, codebook: Codebook): string | undefined {
  const fold = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  const place = findDimension(codebook, dimension) ?? { codes: codebook.screening?.reasons ?? [] }
  return allCodes(place).find(({ code: { id, label, variants } }) =>
    [id, label, ...variants].some((name) => fold(name) === fold(code)),
  )?.code.id
}

function countAgain(recode: ReturnType<typeof foldLog>['recode']): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const dimensions of recode.values()) {
    const coders = new Set([...dimensions.values()].flatMap((asked) => [...asked]))
    for (const coder of coders) counts[coder] = (counts[coder] ?? 0) + 1
  }
  return counts
}

const countSettled = (reconciled: ReturnType<typeof foldLog>['reconciled']): number =>
  [...reconciled.values()].reduce((sum, subjects) => sum + subjects.size, 0)

/** Writes `migrations/0001-….yaml` in the project. */
function writeMigration(review: Review, { from, to }: MigrationFile, text: string): string {
  const folder = join(review.folder, 'migrations')
  mkdirSync(folder, { recursive: true })
  const numbers = readdirSync(folder).map((name) => Number.parseInt(name, 10))
  const number = Math.max(0, ...numbers.filter(Number.isFinite)) + 1
  const path = join(folder, `${String(number).padStart(4, '0')}-${from.slice(0, 8)}-${to.slice(0, 8)}.yaml`)
  writeFileSync(path, text, { flag: 'wx' })
  return path
}

/**
 * An answer from a flag: `topic/fire=wildfire`, `topic/fire=wildfire,house-fire` (split), `topic/fire` (drop),
 * `topic=theme` (a whole dimension), `reason/animals=not-people`, `topic/survey=design/survey` (move).
 * Throws a UserError for what cannot be read.
 */
export function answerOf(how: 'rename' | 'split' | 'drop', text: string): MigrationFileChange {
  const [left = '', right] = text.split('=', 2)
  const at = placeOf(left)
  const wants = how === 'drop' ? right === undefined : right !== undefined && right !== ''
  if (at === undefined || !wants) {
    throw new UserError(
      `--${how} is "${text}"; expected ${how === 'drop' ? 'DIMENSION/CODE' : `DIMENSION/CODE=${how === 'split' ? 'A,B' : 'NEW'}`}.`,
      'You can name reasons for exclusion as reason/ID.',
      { exitCode: 2 },
    )
  }
  if (how === 'drop' || right === undefined) return { ...at, becomes: [], ask: false }
  if (how === 'split') {
    const into = right.split(',').map((code) => code.trim())
    const stays =
      at.code !== undefined && into.includes(at.code) ? [{ dimension: at.dimension, code: at.code }] : []
    return { ...at, becomes: stays, ask: true, into }
  }
  if (at.code === undefined) return { ...at, becomes: [{ dimension: right }], ask: false }
  const target = right.includes('/') ? placeOf(right) : { dimension: at.dimension, code: right }
  return { ...at, becomes: target === undefined ? [] : [target], ask: false }
}

function placeOf(text: string): { readonly dimension: string; readonly code?: string } | undefined {
  const [dimension = '', code] = text.split('/', 2)
  if (dimension === '') return undefined
  const id = dimension === 'reason' ? reasonsDimension : dimension
  return code === undefined || code === '' ? { dimension: id } : { dimension: id, code }
}
