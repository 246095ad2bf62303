import { createContext, Script } from 'node:vm'
import { allCodes, type Codebook } from '../domain/codebook.ts'

/** A cue whose pattern does not come to an end on some texts: one such text would stop suggestions for all. */
export interface RunawayCue {
  readonly dimension: string
  readonly code: string
  readonly cue: string
  /** The beginning of a text on which it did not end. */
  readonly text: string
}

/** Longer than any healthy pattern needs for a text of this size, however busy the computer. */
const limitMs = 500
const repeats = 2000

/**
 * Cues written as regular expressions that run away: each is tried on texts made to be hard for it (its own letters
 * and words over and over, then something that does not fit) and stopped after half a second. The notation of plain
 * cues cannot run away. A pattern may still be slow on a text that was not thought of here.
 */
export function runawayCues({ dimensions, screening }: Codebook): readonly RunawayCue[] {
  const parts = [
    ...dimensions.map(({ id, codes }) => ({ id, codes })),
    { id: 'screening.reasons', codes: screening?.reasons ?? [] },
  ]
  return parts.flatMap((dimension) =>
    allCodes(dimension).flatMap(({ code }) =>
      [...code.cues, ...code.nearMisses].flatMap((cue): readonly RunawayCue[] => {
        const text = hardTextFor(cue)
        return text === undefined
          ? []
          : [{ dimension: dimension.id, code: code.id, cue, text: text.slice(0, 40) }]
      }),
    ),
  )
}

/** A text on which the cue does not end in time; undefined where it always does. */
function hardTextFor(cue: string): string | undefined {
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/su.exec(cue) ?? []
  if (source === undefined) return undefined
  const pattern = `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags.replace('g', ''))})`
  // The pattern runs where it can be stopped, and leaves behind which text it was at.
  const bench = createContext({ texts: hardTexts(source), at: '' })
  const trial = new Script(`{ const pattern = ${pattern}; for (at of texts) pattern.test(at) }`)
  try {
    trial.runInContext(bench, { timeout: limitMs })
    return undefined
  } catch (error) {
    if (codeOf(error) === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return String(bench['at'])
    throw error
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined

function hardTexts(source: string): readonly string[] {
  const letters = new Set(
    [...source.replace(/\\./gu, '')].filter((letter) => /[\p{L}\p{N}\s_-]/u.test(letter)),
  )
  const words = source.match(/[\p{L}\p{N}]{2,}/gu) ?? []
  const pieces = [...letters, 'a', '1', ' ', '-', 'a ', 'a1', ...words, ...words.map((word) => `${word} `)]
  return [...new Set(pieces)].flatMap((piece) => {
    const run = piece.repeat(repeats)
    return [`${run}!`, `${words[0] ?? ''}${run}\u0000`]
  })
}
