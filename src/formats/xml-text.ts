import { innerText, type XmlElement } from '../text/xml-tree.ts'
import { protectEntities } from './text-value.ts'

/**
 * The text of an element and everything in it. Its entities are decoded; what then still looks like one is protected,
 * for the fields' common cleaning decodes once more.
 */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  return protectEntities(innerText(element))
}

/** Like `textOf`, with inline markup (`i b sub sup`) kept as tags. */
export function markedTextOf(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  return element.children
    .map((node) => (typeof node === 'string' ? protectEntities(node) : marked(node)))
    .join('')
}

function marked(element: XmlElement): string {
  const tag = inline[element.name]
  const inner = markedTextOf(element)
  return tag === undefined || inner === '' ? inner : `<${tag}>${inner}</${tag}>`
}

const inline: Readonly<Record<string, string>> = {
  i: 'i',
  b: 'b',
  sub: 'sub',
  sup: 'sup',
  italic: 'i',
  bold: 'b',
  em: 'i',
  strong: 'b',
}
