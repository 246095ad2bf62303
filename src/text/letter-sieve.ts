/** A run of letters to look for, with what the sieve asks about it. */
export interface SievedRun {
  readonly run: string
  readonly triples: readonly number[]
}

const slots = 4096

/**
 * Tells quickly that a text does not contain a run of letters: it remembers which triples of characters the text
 * has (in 4096 slots, so different triples may share one). Where it cannot tell, the text itself is searched.
 * Worth building when one text is asked about hundreds of runs.
 */
export class LetterSieve {
  readonly #text: string
  readonly #seen = new Uint8Array(slots)

  constructor(text: string) {
    this.#text = text
    for (let i = 0; i + 2 < text.length; i++) this.#seen[slot(text, i)] = 1
  }

  contains({ run, triples }: SievedRun): boolean {
    for (const triple of triples) if (this.#seen[triple] === 0) return false
    return this.#text.includes(run)
  }
}

/** Prepares a run for any number of texts. */
export function sieved(run: string): SievedRun {
  const triples = Array.from({ length: Math.max(0, run.length - 2) }, (_, i) => slot(run, i))
  return { run, triples: [...new Set(triples)] }
}

const slot = (text: string, i: number): number =>
  (text.charCodeAt(i) * 961 + text.charCodeAt(i + 1) * 31 + text.charCodeAt(i + 2)) % slots
