/**
 * A text that a terminal may show: control characters (C0, DEL, C1) and characters that turn the direction of
 * writing become visible pictures or vanish, so that a hostile title can neither move the cursor nor hide.
 * Line ends and tabs become spaces.
 */
export function printable(text: string): string {
  return text.replace(/[\t\n\r\u2028\u2029]+/g, ' ').replace(controls, (character) => {
    const code = character.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : ''
  })
}

// Written as escapes on purpose: C0, DEL and C1, then bidirectional marks, embeddings and isolates.
const controls = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]/g

/** JSON for machines that is safe on a terminal too: what `printable` would change stands as an escape. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(
    /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
