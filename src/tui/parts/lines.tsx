import { Text } from 'ink'
import { memo, type ReactElement } from 'react'
import type { Line, PieceLook } from '../line.ts'
import { useColor } from '../look.ts'

type Purpose = Parameters<ReturnType<typeof useColor>>[0]

interface Style {
  readonly bold?: boolean
  readonly dimColor?: boolean
  readonly underline?: boolean
  readonly inverse?: boolean
  readonly purpose?: Purpose
}

/** How each look is drawn. Colour is never alone: what it says can be read, or seen as bold, underlined or inverse. */
const styles: Readonly<Record<PieceLook, Style>> = {
  strong: { bold: true },
  faint: { dimColor: true },
  'in-hand': { inverse: true },
  cue: { underline: true, purpose: 'good' },
  'own-cue': { bold: true, underline: true, purpose: 'good' },
  against: { bold: true, purpose: 'bad' },
  'near-miss': { dimColor: true },
  done: { purpose: 'good' },
  owed: { bold: true, purpose: 'warn' },
  suggested: { purpose: 'accent' },
}

/** Lines as they are, one below the other. The caller sees to their width. */
export const Lines = memo(function Lines({ lines }: { readonly lines: readonly Line[] }): ReactElement {
  return (
    <>
      {lines.map((line, i) => (
        <OneLine key={i} line={line} />
      ))}
    </>
  )
})

/** A line that says what it said is not drawn anew. */
const OneLine = memo(function OneLine({ line }: { readonly line: Line }): ReactElement {
  const color = useColor()
  // An empty text takes no line at all.
  if (line.every(({ text }) => text === '')) return <Text> </Text>
  return (
    <Text wrap="truncate">
      {united(line).map(({ text, look }, i) => {
        if (look === undefined) return text
        const { purpose, ...style } = styles[look]
        return (
          <Text key={i} {...style} {...(purpose === undefined ? {} : color(purpose))}>
            {text}
          </Text>
        )
      })}
    </Text>
  )
}, sameLine)

function sameLine({ line: a }: { readonly line: Line }, { line: b }: { readonly line: Line }): boolean {
  return (
    a === b ||
    (a.length === b.length && a.every(({ text, look }, i) => text === b[i]?.text && look === b[i]?.look))
  )
}

/** Neighbours of one look are one piece: fewer pieces are drawn faster. */
function united(line: Line): Line {
  const pieces: { text: string; look?: PieceLook }[] = []
  for (const { text, look } of line) {
    const last = pieces.at(-1)
    if (last !== undefined && last.look === look) last.text += text
    else pieces.push(look === undefined ? { text } : { text, look })
  }
  return pieces
}
