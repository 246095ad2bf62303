import type { DecisionId } from './decision.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Makes ids for decisions, in the manner of ULID: 48 bits of milliseconds, then 80 random bits, in Crockford's
 * base 32. Each id is greater than every id made or seen before, even when the computer's clock goes back, so
 * "later" in the log always means "made with knowledge of". Time and randomness are arguments.
 */
export class DecisionClock {
  readonly #now: () => number
  readonly #random: (bytes: number) => Uint8Array
  #last: DecisionId

  /** @param last the greatest id already in the log, if any */
  constructor(now: () => number, random: (bytes: number) => Uint8Array, last: DecisionId = '') {
    this.#now = now
    this.#random = random
    this.#last = last
  }

  /** Takes notice of an id made elsewhere, so that the next one is greater. */
  saw(id: DecisionId): void {
    if (id > this.#last) this.#last = id
  }

  /** The next id and its instant (ISO 8601, UTC). */
  tick(): { readonly id: DecisionId; readonly at: string } {
    const now = this.#now()
    let id = encodeTime(now) + encodeRandom(this.#random(10))
    if (id <= this.#last) id = successor(this.#last)
    this.#last = id
    return { id, at: new Date(now).toISOString() }
  }
}

function encodeTime(milliseconds: number): string {
  let rest = milliseconds
  let text = ''
  for (let i = 0; i < 10; i++) {
    text = alphabet.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

function encodeRandom(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return text
}

/** The next id in order: one added to the last place, with carry. */
function successor(id: DecisionId): DecisionId {
  const places = [...id]
  for (let i = places.length - 1; i >= 0; i--) {
    const value = alphabet.indexOf(places[i] ?? '0')
    if (value < 31) {
      places[i] = alphabet.charAt(value + 1)
      return places.join('')
    }
    places[i] = '0'
  }
  throw new RangeError('No decision id is left after the greatest one.')
}
