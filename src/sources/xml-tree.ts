import { SaxesParser } from 'saxes'

/** An element with its text and where it stands in the document, so that its exact source can be kept. */
export interface XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlNode | string)[]
  readonly start: number
  readonly end: number
}

interface Building {
  name: string
  attributes: Record<string, string>
  children: (XmlNode | string)[]
  start: number
  end: number
}

/**
 * The root element of an XML text, or undefined when it is not XML or is cut short. Small faults (an unknown
 * entity, a stray attribute) do not stop the reading.
 */
export function parseXml(text: string): XmlNode | undefined {
  const open: Building[] = []
  const found: { root?: Building } = {}
  const parser = new SaxesParser({ xmlns: false, position: true })
  parser.on('error', () => undefined)
  parser.on('opentag', (tag) => {
    const start = text.lastIndexOf(`<${tag.name}`, parser.position)
    open.push({ name: tag.name, attributes: { ...tag.attributes }, children: [], start, end: start })
  })
  const addText = (piece: string): void => {
    open.at(-1)?.children.push(piece)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const node = open.pop()
    if (node === undefined) return
    node.end = parser.position
    const parent = open.at(-1)
    if (parent === undefined) found.root ??= node
    else parent.children.push(node)
  })
  try {
    parser.write(text).close()
  } catch {
    return undefined
  }
  return found.root !== undefined && text.slice(0, found.root.end).endsWith('>') ? found.root : undefined
}

/** The name without its prefix: `dc:title` is `title`. */
export const localName = (node: XmlNode): string => node.name.slice(node.name.indexOf(':') + 1)

export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return (node?.children ?? []).filter(
    (child): child is XmlNode =>
      typeof child !== 'string' && (child.name === name || localName(child) === name),
  )
}

/** The first descendant along a path of names. */
export function at(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  let here = node
  for (const name of path) here = childrenOf(here, name)[0]
  return here
}

/** All text inside, tags gone, white space collapsed; undefined when there is none. */
export function innerText(node: XmlNode | undefined): string | undefined {
  if (node === undefined) return undefined
  const text = gather(node)
    .replaceAll(/[ \t\r\n]+/g, ' ')
    .trim()
  return text === '' ? undefined : text
}

const gather = (node: XmlNode): string =>
  node.children.map((child) => (typeof child === 'string' ? child : gather(child))).join('')

export const textOf = (node: XmlNode | undefined, ...path: readonly string[]): string | undefined =>
  innerText(at(node, ...path))

/** All elements of a name anywhere below, in document order. */
export function descendants(node: XmlNode, name: string): readonly XmlNode[] {
  return node.children.flatMap((child) =>
    typeof child === 'string'
      ? []
      : child.name === name || localName(child) === name
        ? [child]
        : descendants(child, name),
  )
}
