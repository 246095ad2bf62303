import { Text } from 'ink'
import type { ReactElement } from 'react'
import type { Hint } from '../keys.ts'

/** The hints line: the keys bold, what they do beside them. */
export function Hints({ hints }: { readonly hints: readonly Hint[] }): ReactElement {
  return (
    <Text wrap="truncate">
      {hints.map(({ key, word }, i) => (
        <Text key={`${key} ${word}`}>
          {i === 0 ? ' ' : '   '}
          <Text bold>{key}</Text>
          <Text dimColor>{` ${word}`}</Text>
        </Text>
      ))}
    </Text>
  )
}
