import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'

/** What these rooms say to users and to programmers, collected from the source by its syntax tree. */
interface Said {
  readonly where: string
  readonly message: string
  readonly remedy?: string
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value

/** The text of a literal, with `…` for what a template fills in; undefined for what is computed. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined
  if (node.type !== 'TemplateLiteral') return undefined
  const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string } }[]
  return quasis.map(({ value }) => value.cooked).join('…')
}

/** Texts of `new SomeError(…)`, of objects with a remedy, and of table rows that hold one. */
function saidBy(node: Node): Omit<Said, 'where'> | undefined {
  if (node.type === 'NewExpression') {
    const callee = node['callee'] as Node
    const [message, remedy] = (node['arguments'] as readonly Node[]).map(textOf)
    if (!String(callee['name']).endsWith('Error') || message === undefined) return undefined
    return { message, ...(callee['name'] === 'UserError' ? { remedy: remedy ?? '' } : {}) }
  }
  if (node.type === 'ArrayExpression') {
    const texts = (node['elements'] as readonly Node[]).map(textOf)
    const at = texts.findIndex((text) => text?.startsWith('You ') === true)
    return at > 0 ? { message: texts[at - 1] ?? '', remedy: texts[at] ?? '' } : undefined
  }
  if (node.type === 'ObjectExpression') {
    const properties = new Map(
      (node['properties'] as readonly Node[]).map((property) => [
        (property['key'] as Node | undefined)?.['name'],
        textOf(property['value']),
      ]),
    )
    const [message, remedy] = [properties.get('message'), properties.get('remedy')]
    return message === undefined ? undefined : { message, ...(remedy === undefined ? {} : { remedy }) }
  }
  return undefined
}

function walk(value: unknown, where: string, said: Said[]): void {
  if (Array.isArray(value)) for (const item of value) walk(item, where, said)
  if (!isNode(value)) return
  const found = saidBy(value)
  if (found !== undefined) said.push({ where, ...found })
  for (const item of Object.values(value)) if (typeof item === 'object') walk(item, where, said)
}

const said: readonly Said[] = ['domain', 'store'].flatMap((room) =>
  readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const found: Said[] = []
      walk(parseSync(file, readFileSync(join('src', room, file), 'utf8')).program, `${room}/${file}`, found)
      return found
    }),
)

test('there are messages to check', () => {
  expect(said.filter(({ remedy }) => remedy === undefined).length).toBeGreaterThan(8)
  expect(said.filter(({ remedy }) => remedy !== undefined).length).toBeGreaterThan(8)
})

test('every message is a sentence: it begins with a capital and ends with a full stop', () => {
  expect(said.filter(({ message }) => !/^[A-Z…].*\.$/s.test(message))).toEqual([])
})

test('every remedy begins with "You can" and ends with a full stop', () => {
  expect(said.filter(({ remedy }) => remedy !== undefined && !/^You can .+\.$/s.test(remedy))).toEqual([])
})

test('no message has control characters, double spaces or an exclamation mark', () => {
  // oxlint-disable-next-line no-control-regex
  expect(
    said.filter((one) => /[\u0000-\u001F\u007F-\u009F]| {2}|!/.test(one.message + (one.remedy ?? ''))),
  ).toEqual([])
})

test('no message calls something invalid without saying what was found', () => {
  expect(
    said.filter(({ message }) => /invalid|illegal|bad/i.test(message) && !message.includes('…')),
  ).toEqual([])
})
