import type { Codebook } from '../../domain/codebook.ts'
import { type OpenDisagreement, printOutcome } from '../../stages/reconcile.ts'
import type { ComparedField } from '../../stages/review-pairs.ts'

type CoderWord = OpenDisagreement['words'][number]

/** Two coders' words on one subject as fields side by side: what they said, their quotes, their notes. */
export function compareWords(
  left: CoderWord,
  right: CoderWord,
  codebook: Codebook,
): readonly ComparedField[] {
  const values: ComparedField = {
    label: 'said',
    left: valuePieces(left, right, codebook),
    right: valuePieces(right, left, codebook),
    agreement:
      printOutcome(left.outcome, codebook) === printOutcome(right.outcome, codebook) ? 'equal' : 'different',
  }
  return [
    values,
    ...beside('quotes', quotesOf(left), quotesOf(right)),
    ...beside('notes', left.notes, right.notes),
  ]
}

/** Codes that the other did not give are marked; whole values where they are not lists of codes. */
function valuePieces(own: CoderWord, other: CoderWord, codebook: Codebook): ComparedField['left'] {
  const { outcome } = own
  if ('dimension' in outcome && 'codes' in outcome.value && outcome.value.codes.length > 0) {
    const theirs =
      'dimension' in other.outcome && 'codes' in other.outcome.value ? other.outcome.value.codes : []
    return outcome.value.codes.map((code) => ({
      text: `${printOutcome({ ...outcome, value: { codes: [code] } }, codebook)} `,
      differs: !theirs.includes(code),
    }))
  }
  const text = printOutcome(outcome, codebook)
  return [{ text, differs: text !== printOutcome(other.outcome, codebook) }]
}

function quotesOf({ outcome }: CoderWord): readonly string[] {
  const evidence = 'dimension' in outcome ? (outcome.evidence ?? []) : []
  return evidence.map(({ quote, where }) => (where === undefined ? `“${quote}”` : `“${quote}” (${where})`))
}

/** One field a line, the first of each side by side; none where nobody has any. */
function beside(label: string, left: readonly string[], right: readonly string[]): readonly ComparedField[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => ({
    label: i === 0 ? label : '',
    left: plain(left[i]),
    right: plain(right[i]),
    agreement: 'one-sided' as const,
  }))
}

const plain = (text: string | undefined): ComparedField['left'] =>
  text === undefined ? [] : [{ text, differs: false }]
