import { expect, test } from 'vitest'
import { type Place, printProblem, UserError } from '../../src/domain/problem.ts'

test.each<readonly [at: Place, expected: string]>([
  [
    { file: 'scopus.csv', line: 412, record: 'W7' },
    'scopus.csv:412 (record W7): It is odd.\n  You can look.',
  ],
  [{ file: 'scopus.csv', line: 412 }, 'scopus.csv:412: It is odd.\n  You can look.'],
  [{ file: 'scopus.csv' }, 'scopus.csv: It is odd.\n  You can look.'],
])('printProblem at %j', (at, expected) => {
  const problem = {
    kind: 'problem',
    severity: 'note',
    code: 'x/y',
    message: 'It is odd.',
    remedy: 'You can look.',
  } as const
  expect(printProblem({ ...problem, at })).toBe(expected)
})

test('UserError keeps its remedy, exit code and cause', () => {
  const cause = new Error('disk')
  const error = new UserError('It is full.', 'You can empty it.', { exitCode: 2, cause })
  expect(error).toMatchObject({
    name: 'UserError',
    message: 'It is full.',
    remedy: 'You can empty it.',
    exitCode: 2,
  })
  expect(error.cause).toBe(cause)
  const plain = new UserError('a', 'b')
  expect(plain.exitCode).toBe(1)
  expect('cause' in plain).toBe(false)
})
