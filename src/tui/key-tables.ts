import { codeKeys } from './code-keys.ts'
import type { KeyBinding } from './keys.ts'

/** Keys that mean the same on every screen. */
export const frameKeys = [
  { action: 'find', keys: ['/'], does: 'find reports by words of title and abstract', hint: 'find' },
  { action: 'nextFound', keys: ['n'], does: 'the next report that was found' },
  { action: 'previousFound', keys: ['N'], does: 'the report that was found before' },
  { action: 'palette', keys: [':'], does: 'all commands by name', hint: 'commands' },
  { action: 'help', keys: ['?'], does: 'all keys of this screen; type to filter', hint: 'help' },
  { action: 'leave', keys: ['q', 'escape'], does: 'leave; everything said is saved already', hint: 'leave' },
  { action: 'redraw', keys: ['ctrl+l'], does: 'draw the screen anew' },
  { action: 'suspend', keys: ['ctrl+z'], does: 'back to the shell; "fg" returns here' },
] as const satisfies readonly KeyBinding[]
export type FrameAction = (typeof frameKeys)[number]['action']

export const homeKeys = [
  { action: 'next', keys: ['enter'], does: 'do what comes next', hint: 'next' },
  { action: 'screen', keys: ['s'], does: 'screen titles and abstracts', hint: 'screen' },
  { action: 'full-text', keys: ['f'], does: 'screen full texts', hint: 'full text' },
  { action: 'code', keys: ['c'], does: 'code included reports', hint: 'code' },
  { action: 'duplicates', keys: ['d'], does: 'decide doubtful pairs', hint: 'duplicates' },
  { action: 'reconcile', keys: ['r'], does: 'settle what coders judged apart', hint: 'reconcile' },
] as const satisfies readonly KeyBinding[]

export const screeningKeys = [
  { action: 'include', keys: ['i'], does: 'include', hint: 'include' },
  {
    action: 'exclude',
    keys: ['e'],
    does: 'exclude: pick the reason by number or by typing',
    hint: 'exclude',
  },
  {
    action: 'excludeFor',
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    does: 'exclude at once, for the reason with this number',
  },
  { action: 'maybe', keys: ['m'], does: 'maybe: cannot be told from this', hint: 'maybe' },
  { action: 'notObtained', keys: ['x'], does: 'on full texts: it could not be obtained' },
  { action: 'skip', keys: ['s'], does: 'leave it for later, go to the next that waits', hint: 'skip' },
  {
    action: 'undo',
    keys: ['z', 'u'],
    does: 'take back what was done last, also in an earlier sitting',
    hint: 'undo',
  },
  { action: 'redo', keys: ['Z', 'ctrl+r'], does: 'bring back what was taken back' },
  { action: 'note', keys: ['c'], does: 'write a note on this report', hint: 'note' },
  { action: 'flag', keys: ['f'], does: 'raise or take down a flag, for discussion', hint: 'flag' },
  { action: 'open', keys: ['o'], does: 'open it in the browser: DOI or link', hint: 'open' },
  { action: 'next', keys: ['right', 'l'], does: 'the next report in the list' },
  { action: 'back', keys: ['left', 'h'], does: 'the report before in the list' },
  { action: 'jump', keys: ['g'], does: 'go to a report by its number in the list' },
  { action: 'nextFlagged', keys: ['F'], does: 'the next flagged report' },
  {
    action: 'duplicate',
    keys: ['d'],
    does: 'same document: once on the one report, once on the other',
  },
  { action: 'scrollDown', keys: ['j', 'down', 'pageDown'], does: 'see more of a long abstract' },
  { action: 'scrollUp', keys: ['k', 'up', 'pageUp'], does: 'back towards the top of the abstract' },
  { action: 'sideDown', keys: ['J'], does: 'see more of the criteria' },
  { action: 'sideUp', keys: ['K'], does: 'back towards the top of the criteria' },
] as const satisfies readonly KeyBinding[]
export type ScreeningAction = (typeof screeningKeys)[number]['action']

export const duplicatesKeys = [
  { action: 'same', keys: ['s'], does: 'the two are the same document', hint: 'same' },
  { action: 'different', keys: ['d'], does: 'the two are different documents', hint: 'different' },
  {
    action: 'skip',
    keys: ['right', 'l', 'enter'],
    does: 'leave this pair for later, go to the next',
    hint: 'skip',
  },
  { action: 'back', keys: ['left', 'h'], does: 'go back to the pair before', hint: 'back' },
  { action: 'undo', keys: ['z', 'u'], does: 'take back the last word said in this sitting', hint: 'undo' },
  { action: 'scrollDown', keys: ['j', 'down', 'pageDown'], does: 'see more of a long pair' },
  { action: 'scrollUp', keys: ['k', 'up', 'pageUp'], does: 'back towards the top of a long pair' },
] as const satisfies readonly KeyBinding[]

export const reconcileKeys = [
  { action: 'acceptLeft', keys: ['l'], does: 'accept what the coder on the left said', hint: 'left' },
  { action: 'acceptRight', keys: ['r'], does: 'accept what the coder on the right said', hint: 'right' },
  { action: 'both', keys: ['b'], does: 'accept the codes of both', hint: 'both' },
  { action: 'third', keys: ['t'], does: 'type a third value', hint: 'third' },
  { action: 'note', keys: ['c'], does: 'write down what was discussed', hint: 'note' },
  { action: 'skip', keys: ['right', 'enter'], does: 'leave this one for later', hint: 'skip' },
  { action: 'back', keys: ['left'], does: 'go back to the disagreement before' },
  { action: 'nextReport', keys: ['g'], does: 'go to the next report' },
  { action: 'other', keys: ['o'], does: 'show another coder on the right, where more than two judged' },
  { action: 'undo', keys: ['z', 'u'], does: 'take back the last outcome of this sitting', hint: 'undo' },
  { action: 'scrollDown', keys: ['j', 'down', 'pageDown'], does: 'see more of a long report' },
  { action: 'scrollUp', keys: ['k', 'up', 'pageUp'], does: 'back towards the top' },
] as const satisfies readonly KeyBinding[]

/** Every screen's table, by the screen's name. */
export const keyTables: readonly (readonly [screen: string, bindings: readonly KeyBinding[]])[] = [
  ['Everywhere', frameKeys],
  ['Home', homeKeys],
  ['Screen and Full text', screeningKeys],
  ['Code', codeKeys],
  ['Duplicates', duplicatesKeys],
  ['Reconcile', reconcileKeys],
]
