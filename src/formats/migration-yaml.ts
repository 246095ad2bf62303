import { stringify } from 'yaml'
import { z } from 'zod'
import type { MigrationChange } from '../domain/decision.ts'
import type { Problem } from '../domain/problem.ts'
import { readYaml } from './yaml-content.ts'

/** What a migration file says: which codebook became which, and what becomes of codes. */
export interface MigrationFile {
  readonly from: string
  readonly to: string
  readonly because?: string
  readonly changes: readonly MigrationFileChange[]
}

/** A change as it is written: `into` are the codes among which people choose after a split. */
export interface MigrationFileChange extends MigrationChange {
  readonly into?: readonly string[]
}

const text = z.string({ error: 'a text' }).trim().min(1, { error: 'a text that is not empty' })
const hash = z
  .string({ error: 'a content hash of 64 hexadecimal digits' })
  .regex(/^[0-9a-f]{64}$/, { error: 'a content hash of 64 hexadecimal digits' })
const change = z
  .strictObject(
    {
      dimension: text,
      code: text.optional(),
      becomes: z.union([text, z.strictObject({ dimension: text, code: text })]).optional(),
      split: z.array(text, { error: 'a list of codes' }).min(1, { error: 'a list of codes' }).optional(),
      drop: z.literal(true, { error: 'true' }).optional(),
    },
    { error: 'a map with dimension, perhaps code, and one of becomes, split, drop' },
  )
  .refine((map) => [map.becomes, map.split, map.drop].filter((word) => word !== undefined).length === 1, {
    error: 'one of becomes, split and drop',
  })
  .refine((map) => map.split === undefined || map.code !== undefined, { error: 'a code to split' })
const shape = z.strictObject(
  {
    from: hash,
    to: hash,
    because: text.optional(),
    changes: z.array(change, { error: 'a list of changes' }),
  },
  { error: 'a map with from, to and changes' },
)

/** Reads a migration file. `migration` is absent where something is wrong with it. */
export function readMigration(
  source: string,
  file: string,
): { readonly migration?: MigrationFile; readonly problems: readonly Problem[] } {
  const { content, problems } = readYaml(source, file, shape, 'migration')
  if (content === undefined) return { problems }
  const { from, to, because, changes } = content
  return {
    migration: { from, to, ...(because === undefined ? {} : { because }), changes: changes.map(changeOf) },
    problems: [],
  }
}

function changeOf({ dimension, code, becomes, split }: z.infer<typeof change>): MigrationFileChange {
  const at = { dimension, ...(code === undefined ? {} : { code }) }
  if (split !== undefined) {
    // A code that stays as the heading of what it was split into stays in codings too.
    const stays = code !== undefined && split.includes(code) ? [{ dimension, code }] : []
    return { ...at, becomes: stays, ask: true, into: split }
  }
  if (becomes === undefined) return { ...at, becomes: [], ask: false }
  if (typeof becomes !== 'string') return { ...at, becomes: [becomes], ask: false }
  return {
    ...at,
    becomes: [code === undefined ? { dimension: becomes } : { dimension, code: becomes }],
    ask: false,
  }
}

/** The text of a migration file; reading it gives the same again. */
export function printMigration({ from, to, because, changes }: MigrationFile): string {
  return stringify(
    {
      from,
      to,
      ...(because === undefined ? {} : { because }),
      changes: changes.map(({ dimension, code, becomes: [target], into }) => ({
        dimension,
        ...(code === undefined ? {} : { code }),
        ...(into !== undefined
          ? { split: into }
          : target === undefined
            ? { drop: true }
            : target.code === undefined
              ? { becomes: target.dimension }
              : { becomes: target.dimension === dimension ? target.code : target }),
      })),
    },
    { lineWidth: 0 },
  )
}
