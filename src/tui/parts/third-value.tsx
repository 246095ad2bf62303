import { Text } from 'ink'
import type { ReactElement } from 'react'
import { printable } from '../../domain/printable.ts'
import type { Asking } from '../reconcile-state.ts'
import type { Offer } from '../third-value.ts'

const shown = 4

/** The line in which a third value or a note is typed; for a value, with the offers that match. */
export function ThirdValue(props: {
  readonly asking: Asking
  readonly offers: readonly Offer[]
}): ReactElement {
  const { kind, typed, at, chosen } = props.asking
  const line = `${kind === 'note' ? 'Note' : 'Third value'}: ${printable(typed)}▏`
  if (kind === 'note') return <Text wrap="truncate">{line}</Text>
  const first = Math.max(0, at - shown + 1)
  return (
    <>
      <Text wrap="truncate">{line}</Text>
      {props.offers.slice(first, first + shown).map(({ label, code }, i) => (
        <Text key={label} wrap="truncate" bold={first + i === at}>
          {`${first + i === at ? '▶' : ' '} ${code !== undefined && chosen.includes(code) ? '✓ ' : ''}${printable(label)}`}
        </Text>
      ))}
      <Text wrap="truncate" dimColor>
        {chosen.length === 0 ? '' : `taken: ${chosen.join('; ')}`}
      </Text>
    </>
  )
}
