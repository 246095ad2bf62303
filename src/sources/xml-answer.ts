import { at, innerText, parseXml, type XmlElement } from '../text/xml-tree.ts'

/**
 * The root element of an answer, or undefined when it is not XML or is cut short. Small faults (an unknown entity, a
 * stray attribute) do not stop the reading: one bad record never stops a page.
 */
export function parseAnswer(text: string): XmlElement | undefined {
  const { root, isClosed } = parseXml(text, { withPlaces: true, mostFaults: Infinity })
  return isClosed && root !== undefined && text.slice(0, root.end).endsWith('>') ? root : undefined
}

/** All text inside, tags gone, white space collapsed; undefined when there is none. */
export function plainTextOf(node: XmlElement | undefined): string | undefined {
  if (node === undefined) return undefined
  const text = innerText(node)
    .replaceAll(/[ \t\r\n]+/g, ' ')
    .trim()
  return text === '' ? undefined : text
}

/** The same for the element at the end of a path of names. */
export const textOf = (node: XmlElement | undefined, ...path: readonly string[]): string | undefined =>
  plainTextOf(at(node, ...path))
