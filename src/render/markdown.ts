import { markdown as escaped } from './escape.ts'
import type { Block } from './report-document.ts'

/** A report as CommonMark with tables; nothing in a title or a quote can become markup. */
export const writeMarkdown = (blocks: readonly Block[]): string => `${blocks.map(blockText).join('\n\n')}\n`

function blockText(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${escaped(block.text)}`
    case 'heading':
      return `## ${escaped(block.text)}`
    case 'subheading':
      return `### ${escaped(block.text)}`
    case 'paragraph':
      return escaped(block.text)
    case 'open':
      return `_${escaped(block.text)}_`
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n')
    case 'table':
      return [
        row(block.head),
        row(
          block.head.map(() => '---'),
          false,
        ),
        ...block.rows.map((cells) => row(cells)),
      ].join('\n')
  }
}

const row = (cells: readonly string[], escape = true): string =>
  `| ${cells.map((cell) => (escape ? escaped(cell) : cell)).join(' | ')} |`
