import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { printable } from '../domain/printable.ts'
import { type KeyBinding, printKey } from './keys.ts'

/**
 * A screen as a conversation in lines: for pipes, dumb terminals and screen readers. The same actions and letters
 * as full-screen; no cursor is moved, nothing is drawn twice, nothing happens by itself.
 */
export interface LinearScreen<Action extends string = string> {
  readonly bindings: readonly KeyBinding<Action>[]
  /** What there is to read now. It is printed again only when `subject` has changed. */
  lines(): readonly string[]
  /** What the lines are about, such as a report's id. */
  subject(): string
  /** Does what a key does; `input` is its character. */
  act(action: Action, input: string): unknown
  /** What is being asked, such as the reason of an exclusion; the next line is its answer. */
  question?(): string | undefined
  answer?(text: string): unknown
  /** What the last action did, or why it could not. */
  message(): string
  /** Goes to what was found, or says what there is. */
  find?(words: string): unknown
}

/** Where a conversation takes place. */
export interface LinearPlace {
  /** The next line; undefined when there are no more. */
  read(prompt: string): Promise<string | undefined>
  print(line: string): void
}

/** Talks until the person leaves or the input ends. */
export async function converse<Action extends string>(
  screen: LinearScreen<Action>,
  place: LinearPlace,
): Promise<void> {
  let read = ''
  for (;;) {
    if (screen.subject() !== read) {
      for (const line of screen.lines()) place.print(printable(line))
      read = screen.subject()
    }
    const question = screen.question?.()
    const line = await place.read(question === undefined ? '> ' : `${question} `)
    if (line === undefined) return
    const outcome =
      question === undefined ? await obey(screen, line.trim(), place) : await screen.answer?.(line.trim())
    if (outcome === 'leave') return
    if (outcome === 'read') continue
    const message = screen.message()
    if (message !== '') place.print(printable(message))
  }
}

/** One line: a key, or the name of an action, and what its question would be answered with. */
async function obey<Action extends string>(
  screen: LinearScreen<Action>,
  line: string,
  place: LinearPlace,
): Promise<'leave' | 'read' | 'done'> {
  if (line === 'q' || line === 'quit' || line === 'leave') return 'leave'
  if (line === '?' || line === 'help') {
    for (const words of keyLines(screen)) place.print(words)
    return 'read'
  }
  if (line === '' || line === '.') {
    for (const words of screen.lines()) place.print(printable(words))
    return 'read'
  }
  if (line.startsWith('/') && screen.find !== undefined) {
    await screen.find(line.slice(1).trim())
    return 'done'
  }
  const [word = '', ...rest] = line.split(/\s+/u)
  const binding = screen.bindings.find(({ action, keys }) => keys.includes(word) || action === word)
  if (binding === undefined) {
    place.print(`There is no command "${printable(word)}"; ? lists them.`)
    return 'read'
  }
  await screen.act(binding.action, binding.keys.includes(word) ? word : '')
  if (rest.length > 0 && screen.question?.() !== undefined) await screen.answer?.(rest.join(' '))
  return 'done'
}

function keyLines(screen: LinearScreen): readonly string[] {
  return [
    ...screen.bindings.map(({ action, keys, does }) => {
      const letters = keys.filter((key) => [...key].length === 1).map(printKey)
      return `${[...letters, action].join(', ')}: ${does}`
    }),
    ...(screen.find === undefined ? [] : ['/words: find reports by words of title and abstract']),
    'Enter alone: read it again',
    'q: leave; everything said is saved already',
  ]
}

/** A conversation over two streams. Prompts are printed only where a person types. */
export function linearPlace(
  input: Readable & { readonly isTTY?: boolean },
  output: Writable,
): LinearPlace & { close(): void } {
  const reader = createInterface({ input, terminal: false })
  const lines = reader[Symbol.asyncIterator]()
  return {
    read: async (prompt) => {
      if (input.isTTY === true || !prompt.startsWith('>'))
        output.write(input.isTTY === true ? prompt : `${prompt}\n`)
      const { value, done } = await lines.next()
      return done === true ? undefined : value
    },
    print: (line) => void output.write(`${line}\n`),
    close: () => reader.close(),
  }
}
