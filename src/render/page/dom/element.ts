type Attributes = Readonly<Record<string, string | number | boolean | ((event: Event) => void) | undefined>>
export type Child = Node | string | number | undefined

/**
 * An HTML element. Text goes in as text only, so nothing that a study, a coder or a codebook says can become
 * markup. Attributes beginning with "on" are listeners; `false` and undefined leave an attribute out.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  setAttributes(made, attributes)
  append(made, children)
  return made
}

export function svg(name: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  setAttributes(made, attributes)
  append(made, children)
  return made
}

function setAttributes(made: Element, attributes: Attributes): void {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') made.addEventListener(key.slice(2), value)
    else made.setAttribute(key, value === true ? '' : String(value))
  }
}

function append(made: Element, children: readonly Child[]): void {
  for (const child of children)
    if (child !== undefined) made.append(typeof child === 'number' ? String(child) : child)
}

export function replace(host: Element, ...children: readonly Child[]): void {
  host.replaceChildren()
  append(host, children)
}

/** Text of someone else's making: isolated, so that its direction marks do not reach the words around it. */
export const foreign = (text: string): HTMLElement => element('bdi', {}, text)

export function find(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`)
  if (found === null) throw new Error(`The page has no #${id}.`)
  return found
}
