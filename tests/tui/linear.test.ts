import { expect, test } from 'vitest'
import { converse, type LinearScreen } from '../../src/tui/linear.ts'

/** A screen over three things, each of which can be named. */
function things(): { readonly screen: LinearScreen<'next' | 'name'>; readonly names: string[] } {
  const names = ['a', 'b', 'c']
  let at = 0
  let question: string | undefined
  let message = ''
  return {
    names,
    screen: {
      bindings: [
        { action: 'next', keys: ['right', 'l'], does: 'the next' },
        { action: 'name', keys: ['r'], does: 'give a name' },
      ],
      subject: () => String(at),
      lines: () => [`thing ${names[at] ?? ''} \u001b[31m`],
      act: (action) => {
        message = ''
        if (action === 'name') question = 'Name:'
        else at = (at + 1) % 3
      },
      question: () => question,
      answer: (text) => {
        names[at] = text
        question = undefined
        message = `Saved: ${text}.`
      },
      message: () => message,
    },
  }
}

async function talk(
  lines: readonly string[],
): Promise<{ readonly said: string[]; readonly names: string[] }> {
  const { screen, names } = things()
  const said: string[] = []
  const input = [...lines]
  await converse(screen, {
    read: async (prompt) => {
      said.push(prompt)
      return input.shift()
    },
    print: (line) => said.push(line),
  })
  return { said, names }
}

test('a thing is read once, and again when asked; control characters are shown, not obeyed', async () => {
  const { said } = await talk(['', 'l', 'q'])
  expect(said).toEqual(['thing a ␛[31m', '> ', 'thing a ␛[31m', '> ', 'thing b ␛[31m', '> '])
})

test('a question is answered on its own line, or on that of its key', async () => {
  expect((await talk(['r', 'x', 'l', 'r y z'])).names).toEqual(['x', 'y z', 'c'])
  expect((await talk(['name long name'])).names).toEqual(['long name', 'b', 'c'])
})

test('the end of the input is the end; what is no command says so', async () => {
  const { said, names } = await talk(['nonsense \u001b[2J'])
  expect(said).toContain('There is no command "nonsense"; ? lists them.')
  expect(names).toEqual(['a', 'b', 'c'])
})

test('? lists the letters and the names of the actions', async () => {
  const { said } = await talk(['?'])
  expect(said).toContain('l, next: the next')
  expect(said).toContain('r, name: give a name')
})
