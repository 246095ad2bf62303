import { SaxesParser } from 'saxes'
import { namedEntities } from '../text/character-references.ts'
import { protectEntities } from './text-value.ts'

/** An element with its children; names are local, namespaces are left out. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[]
}

/** A record with more faults than this is read up to there. */
const mostFaults = 100

/** Elements nested deeper than this are read as text of the element above. */
const deepest = 60

/**
 * One record's XML as a tree, with the first thing that is wrong with it. A malformed record gives what could be
 * read; nothing throws.
 */
export function parseXml(text: string): XmlTree {
  const first = parseOnce(text)
  if (first.fault === undefined) return first
  const better = mended(text)
  return better === text ? first : parseOnce(better)
}

interface XmlTree {
  readonly root: XmlElement | undefined
  readonly fault: string | undefined
}

function parseOnce(text: string): XmlTree {
  let fault: string | undefined
  let root: OpenElement | undefined
  const open: OpenElement[] = []
  let below = 0
  const parser = new SaxesParser({ xmlns: false, position: false })
  Object.assign(parser.ENTITIES, entityTable)
  let faults = 0
  parser.on('error', (error) => {
    fault ??= error.message.replace(/^undefined:\d+:\d+: /, '')
    // Every fault costs a stack trace: what is hardly XML at all is given up.
    if (++faults > mostFaults) throw error
  })
  parser.on('opentag', (tag) => {
    if (open.length >= deepest) {
      below++
      return
    }
    const element: OpenElement = {
      name: local(tag.name),
      attributes: tag.attributes,
      children: [],
    }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('closetag', () => {
    if (below > 0) below--
    else open.pop()
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
  return { root, fault }
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

/**
 * The text of an element and everything in it. Its entities are decoded; what then still looks like one is protected,
 * for the fields' common cleaning decodes once more.
 */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  return protectEntities(plain(element))
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

const plain = (element: XmlElement): string => {
  const only = element.children[0]
  if (element.children.length === 1 && typeof only === 'string') return only
  return element.children.map((node) => (typeof node === 'string' ? node : plain(node))).join('')
}
