import type { DecisionId } from './decision.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Makes ids for decisions, in the manner of ULID: 48 bits of milliseconds, then 80 random bits, in Crockford's
 * base 32. Each id is greater than every id made or seen before, even when the computer's clock goes back, so
 * "later" in the log always means "made with knowledge of". Then it goes on from the greatest id by a random step,
 * so that two computers that saw the same log and are both behind it do not make the same id. Time and randomness
 * are arguments; what is no id is not taken notice of.
 */
export class DecisionClock {
  readonly #now: () => number
  readonly #random: (bytes: number) => Uint8Array
  #last: DecisionId

  /** @param last the greatest id already in the log, if any */
  constructor(now: () => number, random: (bytes: number) => Uint8Array, last: DecisionId = '') {
    this.#now = now
    this.#random = random
    this.#last = isDecisionId(last) ? last : ''
  }

  /** Takes notice of an id made elsewhere, so that the next one is greater. */
  saw(id: DecisionId): void {
    if (id > this.#last && isDecisionId(id)) this.#last = id
  }

  /** The next id and its instant (ISO 8601, UTC). */
  tick(): { readonly id: DecisionId; readonly at: string } {
    const now = this.#now()
    const random = this.#random(10)
    let id = encodeTime(now) + encodeRandom(random)
    if (id <= this.#last) id = successor(this.#last, random)
    this.#last = id
    return { id, at: new Date(now).toISOString() }
  }
}

/** Whether a text has the form of a decision's id. */
export const isDecisionId = (text: string): boolean => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text)

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

/** A later id: a random step of up to 64 bits is added. There is room for tens of thousands in a millisecond. */
function successor(id: DecisionId, random: Uint8Array): DecisionId {
  const step = random.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) + 1n
  let rest = [...id].reduce((sum, place) => sum * 32n + BigInt(alphabet.indexOf(place)), 0n) + step
  let text = ''
  for (let i = 0; i < id.length; i++) {
    text = alphabet.charAt(Number(rest % 32n)) + text
    rest /= 32n
  }
  if (rest > 0n) throw new RangeError('No decision id is left after the greatest one.')
  return text
}
