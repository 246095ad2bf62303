import { Text } from 'ink'
import type { ReactElement } from 'react'
import { printable } from '../../domain/printable.ts'
import { textWidth } from '../../domain/text-width.ts'
import type { ComparedField } from '../../stages/review-pairs.ts'
import { wrapPieces } from './wrapped-pieces.ts'

const labelWidth = 9
const marks: Readonly<Record<ComparedField['agreement'], string>> = {
  equal: '=',
  different: '≠',
  'one-sided': '·',
}

/** One line of two records side by side; `pieces` carry their own marking. */
export interface ComparedLine {
  readonly label: string
  readonly mark: string
  readonly left: readonly { readonly text: string; readonly differs: boolean }[]
  readonly right: readonly { readonly text: string; readonly differs: boolean }[]
}

/** Lays fields out in two columns for a width; differing words stand in [brackets], so that no colour is needed. */
export function compareLines(fields: readonly ComparedField[], width: number): readonly ComparedLine[] {
  const column = Math.max(10, Math.floor((width - labelWidth - 5) / 2))
  return fields.flatMap(({ label, left, right, agreement }) => {
    const [l, r] = [left, right].map((pieces) => {
      const shown = pieces.map(({ text, differs }) => ({ text: printable(text), differs }))
      return wrapPieces(shown.length === 0 ? [{ text: '—', differs: false }] : shown, column)
    })
    const height = Math.max(l?.length ?? 0, r?.length ?? 0)
    return Array.from({ length: height }, (_, i) => ({
      label: i === 0 ? label : '',
      mark: i === 0 ? marks[agreement] : ' ',
      left: l?.[i] ?? [],
      right: r?.[i] ?? [],
    }))
  })
}

/** Draws the lines that fit. */
export function SideBySide(props: {
  readonly lines: readonly ComparedLine[]
  readonly width: number
}): ReactElement {
  const column = Math.max(10, Math.floor((props.width - labelWidth - 5) / 2))
  return (
    <>
      {props.lines.map((line, i) => (
        <Text key={i} wrap="truncate">
          <Text dimColor>{line.label.padEnd(labelWidth)}</Text>
          {`${line.mark} `}
          <Cell pieces={line.left} width={column} />
          {'   '}
          <Cell pieces={line.right} width={column} />
        </Text>
      ))}
    </>
  )
}

function Cell(props: {
  readonly pieces: readonly { readonly text: string; readonly differs: boolean }[]
  readonly width: number
}): ReactElement {
  const used = props.pieces.reduce((total, { text }) => total + textWidth(text), 0)
  return (
    <>
      {props.pieces.map(({ text, differs }, i) =>
        differs ? (
          <Text key={i} bold color="yellow">
            {text}
          </Text>
        ) : (
          <Text key={i}>{text}</Text>
        ),
      )}
      {' '.repeat(Math.max(0, props.width - used))}
    </>
  )
}
