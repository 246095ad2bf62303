/**
 * One key and what it does. The hints line, the help, the palette, docs/keys.md and the handlers all come from
 * tables of these, so they cannot disagree.
 */
export interface KeyBinding<Action extends string = string> {
  readonly action: Action
  /** As `keyName` gives them: a character, `up`, `enter`, `escape`, `pageDown`, `space`, `ctrl+z` and so on. */
  readonly keys: readonly string[]
  readonly does: string
  /** Short enough for the hints line; without it the key is only in the help. */
  readonly hint?: string
}

/** What ink says about a key press, as far as bindings need it. */
export interface Press {
  readonly upArrow: boolean
  readonly downArrow: boolean
  readonly leftArrow: boolean
  readonly rightArrow: boolean
  readonly pageUp: boolean
  readonly pageDown: boolean
  readonly home: boolean
  readonly end: boolean
  readonly return: boolean
  readonly escape: boolean
  readonly tab: boolean
  readonly shift: boolean
  readonly backspace: boolean
  readonly delete: boolean
  readonly ctrl: boolean
  readonly meta: boolean
}

export interface KeyPress {
  readonly input: string
  readonly press: Press
}

/** The action a key press means on a screen, if any. */
export function actionFor<Action extends string>(
  bindings: readonly KeyBinding<Action>[],
  input: string,
  press: Press,
): Action | undefined {
  const name = keyName(input, press)
  return name === undefined ? undefined : bindings.find(({ keys }) => keys.includes(name))?.action
}

const named: readonly (readonly [keyof Press, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageUp'],
  ['pageDown', 'pageDown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
]

/** The name of a key press; undefined for combinations with Alt, which no table uses. */
export function keyName(input: string, press: Press): string | undefined {
  if (press.meta && !press.escape) return undefined
  const name = named.find(([flag]) => press[flag])?.[1]
  if (name !== undefined) return name
  if (press.tab) return press.shift ? 'shift+tab' : 'tab'
  if (press.ctrl) return input === '' ? undefined : `ctrl+${input}`
  if (input === ' ') return 'space'
  return input === '' ? undefined : input
}

export const noPress: Press = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageUp: false,
  pageDown: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  tab: false,
  shift: false,
  backspace: false,
  delete: false,
  ctrl: false,
  meta: false,
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * What was typed so fast that it came in one piece, key by key: terminals send keys as bytes, and over a slow line
 * several arrive together.
 */
export function keyPresses(input: string, press: Press): readonly KeyPress[] {
  // No table uses Alt. What looks like it is Esc and a key right after it: nothing must be lost of what follows.
  if (press.meta && !press.escape && input !== '' && !press.ctrl)
    return [
      { input: '', press: { ...noPress, escape: true } },
      ...keyPresses(input, { ...press, meta: false }),
    ]
  if (press.ctrl || press.meta || [...input].length < 2) return [{ input, press }]
  return [...graphemes.segment(input)].flatMap(({ segment }) => [...splitControls(segment)].map(asKeyPress))
}

/** "\r\n" is one grapheme and two keys. */
const splitControls = (segment: string): readonly string[] =>
  /^[\u0000-\u001f]/.test(segment) ? [...segment] : [segment]

function asKeyPress(character: string): KeyPress {
  const code = character.charCodeAt(0)
  if (character === '\r' || character === '\n') return { input: '', press: { ...noPress, return: true } }
  if (character === '\t') return { input: '', press: { ...noPress, tab: true } }
  if (code === 0x7f || code === 0x08) return { input: '', press: { ...noPress, backspace: true } }
  if (code === 0x1b) return { input: '', press: { ...noPress, escape: true } }
  if (code > 0 && code < 0x1b)
    return { input: String.fromCharCode(code + 0x60), press: { ...noPress, ctrl: true } }
  return { input: character, press: noPress }
}

const printedKeys: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageUp: 'PgUp',
  pageDown: 'PgDn',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  escape: 'Esc',
  space: 'Space',
  tab: 'Tab',
  'shift+tab': 'Shift+Tab',
  backspace: 'Backspace',
  delete: 'Del',
}

/** A key as people read it. */
export const printKey = (key: string): string => printedKeys[key] ?? key.replace(/^ctrl\+/, 'Ctrl+')

export interface Hint {
  readonly key: string
  readonly word: string
}

/** What the hints line can say of a table, in its order. */
export const hintsOf = (bindings: readonly KeyBinding[]): readonly Hint[] =>
  bindings.flatMap(({ keys: [key = ''], hint }) =>
    hint === undefined ? [] : [{ key: printKey(key), word: hint }],
  )

const gap = 3

/** As many hints as a width holds: first those that must be there, then the others in order. */
export function hintsThatFit(
  hints: readonly Hint[],
  always: readonly Hint[],
  width: number,
): readonly Hint[] {
  const widthOf = ({ key, word }: Hint): number => key.length + 1 + word.length + gap
  let left = width + gap - always.reduce((sum, hint) => sum + widthOf(hint), 0)
  const shown = hints.filter((hint) => {
    left -= widthOf(hint)
    return left >= 0
  })
  return [...shown, ...always]
}
