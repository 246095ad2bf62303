/**
 * One key and what it does. The hints line, the help screen, docs/keys.md and the handlers all come from this
 * table, so they cannot disagree.
 */
export interface KeyBinding<Action extends string = string> {
  readonly action: Action
  /** As ink names them: a character, or `up`, `down`, `left`, `right`, `enter`, `escape`, `pageDown`, `pageUp`. */
  readonly keys: readonly string[]
  readonly does: string
  /** Short enough for the hints line; without it the key is only in the help. */
  readonly hint?: string
}

export const duplicatesKeys = [
  { action: 'same', keys: ['s'], does: 'the two are the same document', hint: 'same' },
  { action: 'different', keys: ['d'], does: 'the two are different documents', hint: 'different' },
  {
    action: 'skip',
    keys: ['n', 'right', 'enter'],
    does: 'leave this pair for later, go to the next',
    hint: 'skip',
  },
  { action: 'back', keys: ['p', 'left'], does: 'go back to the pair before', hint: 'back' },
  { action: 'undo', keys: ['z', 'u'], does: 'take back the last word said in this sitting', hint: 'undo' },
  { action: 'scrollDown', keys: ['j', 'down', 'pageDown'], does: 'see more of a long pair' },
  { action: 'scrollUp', keys: ['k', 'up', 'pageUp'], does: 'back towards the top of a long pair' },
  { action: 'help', keys: ['?'], does: 'all keys of this screen', hint: 'help' },
  { action: 'quit', keys: ['q', 'escape'], does: 'leave; everything said is saved already', hint: 'quit' },
] as const satisfies readonly KeyBinding[]

export const reconcileKeys = [
  { action: 'acceptLeft', keys: ['l'], does: 'accept what the coder on the left said', hint: 'left' },
  { action: 'acceptRight', keys: ['r'], does: 'accept what the coder on the right said', hint: 'right' },
  { action: 'both', keys: ['b'], does: 'accept the codes of both', hint: 'both' },
  { action: 'third', keys: ['t'], does: 'type a third value', hint: 'third' },
  { action: 'note', keys: ['c'], does: 'write down what was discussed', hint: 'note' },
  { action: 'skip', keys: ['n', 'right', 'enter'], does: 'leave this one for later', hint: 'skip' },
  { action: 'back', keys: ['p', 'left'], does: 'go back to the disagreement before' },
  { action: 'nextReport', keys: ['g'], does: 'go to the next report' },
  { action: 'other', keys: ['o'], does: 'show another coder on the right, where more than two judged' },
  { action: 'undo', keys: ['z', 'u'], does: 'take back the last outcome of this sitting', hint: 'undo' },
  { action: 'scrollDown', keys: ['j', 'down', 'pageDown'], does: 'see more of a long report' },
  { action: 'scrollUp', keys: ['k', 'up', 'pageUp'], does: 'back towards the top' },
  { action: 'help', keys: ['?'], does: 'all keys of this screen', hint: 'help' },
  { action: 'quit', keys: ['q', 'escape'], does: 'leave; everything settled is saved already', hint: 'quit' },
] as const satisfies readonly KeyBinding[]

/** Every screen's table, by the screen's name. */
export const keyTables: readonly (readonly [screen: string, bindings: readonly KeyBinding[]])[] = [
  ['Duplicates', duplicatesKeys],
  ['Reconcile', reconcileKeys],
]

/** What ink says about a key press, as far as bindings need it. */
export interface Press {
  readonly upArrow: boolean
  readonly downArrow: boolean
  readonly leftArrow: boolean
  readonly rightArrow: boolean
  readonly pageUp: boolean
  readonly pageDown: boolean
  readonly return: boolean
  readonly escape: boolean
  readonly ctrl: boolean
  readonly meta: boolean
}

/** The action a key press means on a screen, if any. */
export function actionFor<Action extends string>(
  bindings: readonly KeyBinding<Action>[],
  input: string,
  press: Press,
): Action | undefined {
  if (press.ctrl || (press.meta && !press.escape)) return undefined
  const name = nameOf(input, press)
  return bindings.find(({ keys }) => keys.includes(name))?.action
}

function nameOf(input: string, press: Press): string {
  if (press.upArrow) return 'up'
  if (press.downArrow) return 'down'
  if (press.leftArrow) return 'left'
  if (press.rightArrow) return 'right'
  if (press.pageUp) return 'pageUp'
  if (press.pageDown) return 'pageDown'
  if (press.return) return 'enter'
  return press.escape ? 'escape' : input
}

const arrows: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageUp: 'PgUp',
  pageDown: 'PgDn',
}

/** A key as people read it. */
export const printKey = (key: string): string => arrows[key] ?? key

/** The hints line: "s same  d different  …". */
export const hintsLine = (bindings: readonly KeyBinding[]): string =>
  bindings
    .flatMap(({ keys: [key = ''], hint }) => (hint === undefined ? [] : [`${printKey(key)} ${hint}`]))
    .join('   ')
