import { Text } from 'ink'
import type { ReactElement } from 'react'
import { Frame } from '../frame.tsx'

/** The frame of a screen whose content is still being read; keys already work. */
export function Waiting(props: { readonly name: string; readonly trouble?: string }): ReactElement {
  return (
    <Frame name={props.name} bindings={[]} onAction={() => undefined} trouble={props.trouble ?? ''}>
      {() => <Text dimColor>{props.trouble === undefined || props.trouble === '' ? ' Reading…' : ''}</Text>}
    </Frame>
  )
}
