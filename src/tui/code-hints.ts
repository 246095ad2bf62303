import type { CodeAsking } from './code-state.ts'
import type { Hint } from './keys.ts'

const hints = (...pairs: readonly (readonly [key: string, word: string])[]): readonly Hint[] =>
  pairs.map(([key, word]) => ({ key, word }))

const byAsking: Readonly<Record<CodeAsking['kind'], readonly Hint[]>> = {
  find: hints(['Enter', 'give'], ['Tab', 'give and go on typing'], ['↑ ↓', 'choose'], ['Esc', 'back']),
  value: hints(['Enter', 'save'], ['Esc', 'back']),
  note: hints(['Enter', 'save the note'], ['Esc', 'back']),
  quote: hints(
    ['Enter', 'quote'],
    ['← →', 'word'],
    ['↑ ↓', 'line'],
    ['Space', 'begin here, else the sentence'],
    ['Esc', 'back'],
  ),
  queue: hints(
    ['Enter', 'go'],
    ['↑ ↓', 'choose'],
    ['Tab', 'all, not done, flagged, by code'],
    ['Esc', 'back'],
  ),
  copy: hints(['Enter', 'copy'], ['↑ ↓', 'choose'], ['Esc', 'back']),
}

/** What the hints line says while something is typed or chosen. */
export const askingHints = (asking: CodeAsking | undefined): readonly Hint[] =>
  asking === undefined ? [] : byAsking[asking.kind]
