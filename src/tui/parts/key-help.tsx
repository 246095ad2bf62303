import { Text } from 'ink'
import type { ReactElement } from 'react'
import { type KeyBinding, printKey } from '../keys.ts'

/** All keys of a screen with what they do. */
export function KeyHelp({ bindings }: { readonly bindings: readonly KeyBinding[] }): ReactElement {
  return (
    <>
      {bindings.map(({ action, keys, does }) => (
        <Text key={action} wrap="truncate">
          {`${keys.map(printKey).join(', ').padEnd(16)}${does}`}
        </Text>
      ))}
    </>
  )
}
