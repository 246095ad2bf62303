import { printable } from '../../domain/printable.ts'
import type { OpenDisagreement, ReconcileSitting } from '../../stages/reconcile.ts'
import type { ReconcileState } from '../reconcile-state.ts'
import { compareWords } from './compare-words.ts'
import { type ComparedLine, compareLines } from './side-by-side.tsx'

type CoderWord = OpenDisagreement['words'][number]
export type ReconcileLine = ComparedLine | { readonly heading: string; readonly isInHand: boolean }

/** The two coders that are shown: the first, and each of the others in turn. */
export function shownWords(
  { words }: OpenDisagreement,
  turn: number,
): readonly [CoderWord, CoderWord] | undefined {
  const [first, ...others] = words
  const other = others[turn % Math.max(1, others.length)]
  return first === undefined || other === undefined ? undefined : [first, other]
}

/** All disagreements of the report in hand as lines, and the line on which the one in hand starts. */
export function reconcileLines(
  { disagreements, codebook }: Pick<ReconcileSitting, 'disagreements' | 'codebook'>,
  state: ReconcileState,
  width: number,
): { readonly lines: readonly ReconcileLine[]; readonly start: number } {
  const lines: ReconcileLine[] = []
  let start = 0
  for (const [i, item] of disagreements.entries()) {
    const isInHand = i === state.at
    const words = shownWords(item, isInHand ? state.turn : 0)
    if (item.report !== state.reports[state.at] || words === undefined) continue
    if (isInHand) start = lines.length
    const said = state.said.get(i)
    const more = item.words.length > 2 ? `   ${item.words.length} coders, o shows another` : ''
    const heading = `${isInHand ? '▶' : ' '} ${printable(item.label)}${said === undefined ? '' : `   settled: ${printable(said.words)}`}${more}`
    lines.push({ heading, isInHand })
    const names = words.map(({ coder }) => [{ text: coder, differs: false }])
    const [left = [], right = []] = names
    const fields = [
      { label: 'coder', left, right, agreement: 'one-sided' as const },
      ...compareWords(...words, codebook),
    ]
    lines.push(...compareLines(fields, width))
    const notes = [
      ...item.discussion.map(({ coder, text }) => `${coder}: ${text}`),
      ...(state.noted.get(i) ?? []),
    ]
    for (const note of notes) lines.push({ heading: `  note  ${printable(note)}`, isInHand: false })
  }
  return { lines, start }
}
