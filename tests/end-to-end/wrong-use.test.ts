import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lacuna, smallReview, temporaryFolder } from './command.ts'

describe('wrong use exits with 2 and says what to do', () => {
  const empty = (): string => temporaryFolder()
  test.each([
    ['an unknown verb', ['improt'], /unknown command 'improt'[\s\S]*Did you mean import/],
    ['an unknown flag', ['status', '--jsn'], /unknown option '--jsn'[\s\S]*Did you mean --json/],
    ['a missing argument', ['import'], /missing required argument 'file'/],
    ['a choice that is not offered', ['export', 'everything'], /Allowed choices are records, reports/],
    [
      'a codebook that does not exist',
      ['init', 'x', '--codebook', 'nonesuch'],
      /no codebook "nonesuch"[\s\S]*You can/,
    ],
  ])('%s', (_what, words, message) => {
    const { status, stdout, stderr } = lacuna(words, { cwd: empty() })
    expect(stderr).toMatch(message)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

  test('no project anywhere above', () => {
    const { status, stderr } = lacuna(['status'], { cwd: empty() })
    expect(stderr).toMatch(/no review project in .*\n {2}You can make one with "lacuna init"/)
    expect(status).toBe(2)
  })

  test('nobody is named as the coder, or a machine’s name is', () => {
    const review = smallReview()
    const file = join(review, 'd.csv')
    writeFileSync(file, 'report,verdict\n10.1000/wells.1,include\n')
    const machine = lacuna(['decide', file, '--project', review, '--coder', 'machine:me'])
    expect(machine.stderr).toContain('kept for machines')
    expect(machine.status).toBe(2)
  })
})

describe('bad material exits with 1, names its place, and keeps the good beside it', () => {
  test('a file in no known format, next to a good one', () => {
    const review = smallReview()
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.ris'), 'TY  - JOUR\nTI  - Water again\nER  - \n')
    writeFileSync(join(folder, 'b.bin'), Buffer.from([0, 1, 2, 3, 254, 255]))
    const { status, stdout, stderr } = lacuna(['import', folder, '--project', review])
    expect(stdout).toMatch(/a\.ris +ris.* 1 +records/)
    expect(stdout).toMatch(/b\.bin +not recognised/)
    expect(stderr).toMatch(/b\.bin: The file is in no format[\s\S]*You can/)
    expect(status).toBe(1)
  })

  test('rows of decisions that cannot be used', () => {
    const review = smallReview()
    const file = join(review, 'd.csv')
    writeFileSync(
      file,
      'report,verdict,reason\n10.1000/wells.1,include,\n10.1000/none,include,\n10.1000/soil.3,exclude,Boring\n10.1000/soil.3,perhaps,\n',
    )
    const { status, stdout, stderr } = lacuna(['decide', file, '--project', review])
    expect(stdout).toContain('1 decision recorded by Ada')
    expect(stderr).toMatch(/d\.csv:3: There is no report "10\.1000\/none"/)
    expect(stderr).toMatch(/d\.csv:4: The reason "Boring" is not in the codebook/)
    expect(stderr).toMatch(/d\.csv:5: The verdict is "perhaps"/)
    expect(status).toBe(1)
  })

  test('a codebook with mistakes, each with its line', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'bad.yaml')
    writeFileSync(file, 'id: bad\ntitle: Bad\nversion: "1"\ndimensions:\n  - id: a\n    type: sometimes\n')
    const { status, stderr } = lacuna(['codebook', 'check', file])
    expect(stderr).toMatch(/bad\.yaml:6: .*"sometimes"/)
    expect(status).toBe(1)
  })

  test('settings with a mistake', () => {
    const review = smallReview()
    writeFileSync(join(review, 'review.yaml'), 'title: T\ncodding-rule: both\n')
    const { status, stderr } = lacuna(['status', '--project', review])
    expect(stderr).toMatch(/review\.yaml:2: .*codding-rule/)
    expect(status).toBe(1)
  })
})

test('control characters of a hostile title never reach the terminal', () => {
  const review = smallReview()
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'evil.ris'),
    'TY  - JOUR\nTI  - Water \u001b[31mred\u001b[2J \u202Eevil\u0007\nER  - \n',
  )
  lacuna(['import', join(folder, 'evil.ris'), '--project', review])
  lacuna(['dedupe', '--project', review])
  const { stdout } = lacuna(['find', 'water', '--project', review])
  expect(stdout).toContain('red')
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
})

test('help lists the verbs in the order of the work', () => {
  const { stdout, status } = lacuna(['--help'])
  const order = [
    'init',
    'codebook',
    'import',
    'dedupe',
    'suggest',
    'decide',
    'status',
    'report',
    'verify',
    'export',
  ]
  const places = order.map((verb) => stdout.search(new RegExp(`^ {2}${verb}\\b`, 'm')))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(status).toBe(0)
})
