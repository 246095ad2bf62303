import type { KeyBinding } from './keys.ts'

/** The keys of the code screen. What the frame does everywhere is in `key-tables.ts`. */
export const codeKeys = [
  {
    action: 'accept',
    keys: ['a'],
    does: 'accept the suggestion in hand; elsewhere, go to the next suggestion or what is owed',
    hint: 'accept',
  },
  { action: 'reject', keys: ['x'], does: 'reject the suggestion in hand', hint: 'reject' },
  { action: 'find', keys: ['f'], does: 'find a code by typing, in all dimensions', hint: 'find' },
  { action: 'owed', keys: ['w'], does: 'the next dimension that is owed: required, and not coded yet' },
  { action: 'findHere', keys: ['t'], does: 'find a code by typing, in this dimension' },
  { action: 'page', keys: ['p'], does: 'change between report and codes, where only one fits', hint: 'page' },
  { action: 'nextReport', keys: ['s'], does: 'the next report that is not done', hint: 'next' },
  {
    action: 'undo',
    keys: ['z', 'u'],
    does: 'take back the last action, also of an earlier sitting',
    hint: 'undo',
  },
  {
    action: 'give',
    keys: ['space', 'enter'],
    does: 'give the code in hand, or take it away; type a number or a text',
    hint: 'give',
  },
  { action: 'redo', keys: ['Z', 'U', 'ctrl+r'], does: 'bring back what was taken back' },
  { action: 'down', keys: ['j', 'down'], does: 'the next code' },
  { action: 'up', keys: ['k', 'up'], does: 'the code before' },
  { action: 'nextField', keys: ['tab', 'right', 'l'], does: 'the next dimension' },
  { action: 'previousField', keys: ['shift+tab', 'left', 'h'], does: 'the dimension before' },
  { action: 'top', keys: ['home'], does: 'the first code' },
  { action: 'bottom', keys: ['end', 'G'], does: 'the last code' },
  { action: 'none', keys: ['0'], does: 'say that none of the codes applies' },
  { action: 'quote', keys: ['e'], does: 'quote a passage as evidence of the code in hand' },
  { action: 'note', keys: ['m'], does: 'write a note on the code in hand' },
  { action: 'reportNote', keys: ['M'], does: 'write a note on the report' },
  { action: 'flag', keys: ['!'], does: 'flag the report for discussion, or take the flag down' },
  { action: 'copy', keys: ['c'], does: 'copy the codes of a similar report' },
  { action: 'whole', keys: ['v'], does: 'all there is on the code in hand' },
  { action: 'scrollDown', keys: ['pageDown', 'J'], does: 'see more of the report' },
  { action: 'scrollUp', keys: ['pageUp', 'K'], does: 'back towards the top of the report' },
  { action: 'queue', keys: ['g'], does: 'list the reports: go to one, choose which are listed' },
  { action: 'following', keys: [']'], does: 'the report after this one in the list' },
  { action: 'preceding', keys: ['['], does: 'the report before this one in the list' },
  { action: 'back', keys: ['b'], does: 'back to the report that was open before' },
  { action: 'open', keys: ['o'], does: 'open the DOI or link in the system viewer' },
  { action: 'openText', keys: ['O'], does: 'open the PDF in the system viewer' },
  { action: 'suggestions', keys: ['S'], does: 'switch suggestions off, or on again' },
] as const satisfies readonly KeyBinding[]

/** Where both sides fit on the screen there is no other page. */
export const wideCodeKeys: readonly KeyBinding<CodeAction>[] = codeKeys.filter(
  ({ action }) => action !== 'page',
)
export type CodeAction = (typeof codeKeys)[number]['action']
