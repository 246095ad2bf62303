import type { Press } from './keys.ts'

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * What a line of typing holds after a key: characters are added, Backspace takes the last one (a whole grapheme),
 * Ctrl+W the last word, Ctrl+U everything. Undefined where the key means something else (Enter, arrows, Tab, Esc).
 */
export function afterTyped(typed: string, input: string, press: Press): string | undefined {
  if (press.backspace || press.delete) {
    const last = [...segmenter.segment(typed)].at(-1)
    return last === undefined ? '' : typed.slice(0, last.index)
  }
  if (press.ctrl && input === 'u') return ''
  if (press.ctrl && input === 'w') return typed.replace(/\S*\s*$/u, '')
  if (press.ctrl || press.meta || press.return || press.escape || press.tab || input === '') return undefined
  return typed + input.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
