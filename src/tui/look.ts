import { createContext, useContext } from 'react'

/** How the screen may look. Bold, underlined and dim are no colours: they stay where colours are switched off. */
export interface Look {
  readonly hasColor: boolean
}

export const LookContext = createContext<Look>({ hasColor: true })

/** What the colours are for; nothing is said by one of them alone. */
const colors = { accent: 'cyan', good: 'green', bad: 'red', warn: 'yellow' } as const

/** The colour of a purpose as `<Text>` takes it: `{ ...color('bad') }`; nothing where colours are switched off. */
export function useColor(): (purpose: keyof typeof colors) => { readonly color?: string } {
  const { hasColor } = useContext(LookContext)
  return (purpose) => (hasColor ? { color: colors[purpose] } : {})
}
