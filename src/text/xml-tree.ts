import { SaxesParser } from 'saxes'
import { namedEntities } from './character-references.ts'

/** An element with its children; names are local, namespaces are left out. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
  /** Where it stands in the text, so that its exact source can be kept; 0 and 0 where places were not asked for. */
  readonly start: number
  readonly end: number
}

export interface XmlTree {
  /** Undefined where there is no element at all. */
  readonly root: XmlElement | undefined
  /** Whether the root element is closed. */
  readonly isClosed: boolean
  /** The first thing that is wrong. */
  readonly fault: string | undefined
}

export interface XmlOptions {
  /** Note where each element stands; costs time. A text whose places count is not mended. */
  readonly withPlaces?: boolean
  /** A text with more faults than this is read up to there. Every fault costs a stack trace. */
  readonly mostFaults?: number
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[]
  end: number
}

/** Elements nested deeper than this are read as text of the element above. */
const deepest = 60

/**
 * A text's XML as a tree, with the first thing that is wrong with it. What is malformed gives what could be read;
 * nothing throws. Ampersands and less-than signs that stand for themselves are forgiven.
 */
export function parseXml(text: string, options: XmlOptions = {}): XmlTree {
  const first = parseOnce(text, options)
  if (first.fault === undefined || options.withPlaces === true) return first
  const better = mended(text)
  return better === text ? first : parseOnce(better, options)
}

function parseOnce(text: string, { withPlaces = false, mostFaults = 100 }: XmlOptions): XmlTree {
  let fault: string | undefined
  let root: OpenElement | undefined
  let isClosed = false
  const open: OpenElement[] = []
  let below = 0
  const parser = new SaxesParser({ xmlns: false, position: withPlaces })
  Object.assign(parser.ENTITIES, entityTable)
  let faults = 0
  parser.on('error', (error) => {
    fault ??= error.message.replace(/^undefined:\d+:\d+: /, '')
    // What is hardly XML at all is given up.
    if (++faults > mostFaults) throw error
  })
  parser.on('opentag', (tag) => {
    if (open.length >= deepest) {
      below++
      return
    }
    // The tag ends where the parser is; the next may begin there with the same letters.
    const start = withPlaces ? text.lastIndexOf(`<${tag.name}`, parser.position - 1) : 0
    const element: OpenElement = {
      name: local(tag.name),
      attributes: tag.attributes,
      children: [],
      start,
      end: start,
    }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('closetag', () => {
    if (below > 0) {
      below--
      return
    }
    const element = open.pop()
    if (element === undefined) return
    if (withPlaces) element.end = parser.position
    isClosed ||= element === root
  })
  const take = (value: string): void => {
    open.at(-1)?.children.push(value)
  }
  parser.on('text', take)
  parser.on('cdata', take)
  try {
    parser.write(text).close()
  } catch (error) {
    fault ??= error instanceof Error ? error.message : 'unreadable'
  }
  return { root, isClosed, fault }
}

/** Ampersands and less-than signs that stand for themselves ("Black & Sons", "p < 0.05"), written as XML wants them. */
function mended(text: string): string {
  if (text.includes('<![CDATA[')) return text
  return text
    .replace(/&(?!(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[A-Za-z][\w.-]{0,31});)/g, '&amp;')
    .replace(/<(?![A-Za-z_/!?])/g, '&lt;')
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

const entityTable = Object.fromEntries(namedEntities)

/** The first child of that name. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((node): node is XmlElement => typeof node !== 'string' && node.name === name)

/** The children of that name. */
export const children = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element === undefined
    ? []
    : element.children.filter((node): node is XmlElement => typeof node !== 'string' && node.name === name)

/** All child elements. */
export const elements = (element: XmlElement | undefined): readonly XmlElement[] =>
  element === undefined ? [] : element.children.filter((node): node is XmlElement => typeof node !== 'string')

/** The element at the end of a path of names. */
export const at = (element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((here, name) => child(here, name), element)

/** The outermost elements of a name anywhere below, in document order. */
export const descendants = (element: XmlElement, name: string): readonly XmlElement[] =>
  elements(element).flatMap((node) => (node.name === name ? [node] : descendants(node, name)))

/** The text of an element and everything in it, entities decoded, otherwise as it stands. */
export function innerText(element: XmlElement): string {
  const only = element.children[0]
  if (element.children.length === 1 && typeof only === 'string') return only
  return element.children.map((node) => (typeof node === 'string' ? node : innerText(node))).join('')
}
