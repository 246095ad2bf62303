import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Decision, standingDecisions } from '../../src/domain/decision.ts'
import { UndoHistory } from '../../src/domain/undo.ts'

const idOf = (n: number): string => `01J${String(n).padStart(23, '0')}`

/** A log that grows as terminals write to it, with one undo history for each coder and terminal. */
class Desk {
  readonly log: Decision[] = []
  #next = 0
  #history: UndoHistory
  readonly coder: string

  constructor(coder = 'Ada') {
    this.coder = coder
    this.#history = new UndoHistory([], coder)
  }

  append(coder: string, drafts: readonly object[]): void {
    const ids = drafts.map(() => idOf(++this.#next))
    const step = drafts.length > 1 ? { step: ids[0] } : {}
    for (const [i, draft] of drafts.entries()) {
      const entry = { ...draft, ...step, id: ids[i], coder, at: '2026-01-01T00:00:00.000Z' } as Decision
      this.log.push(entry)
      this.#history.add(entry)
    }
  }
  note(...texts: readonly string[]): void {
    this.append(
      this.coder,
      texts.map((text) => ({ kind: 'note', report: 'd1', text })),
    )
  }
  retract(entries: readonly Decision[]): boolean {
    this.append(
      this.coder,
      entries.map(({ id }) => ({ kind: 'retract', decision: id })),
    )
    return entries.length > 0
  }
  undo = (): boolean => this.retract(this.#history.undoable)
  redo = (): boolean => this.retract(this.#history.redoable)
  /** As after a restart: from the log alone. */
  reopen(): void {
    this.#history = new UndoHistory(this.log.toReversed(), this.coder)
  }
  get said(): readonly string[] {
    return standingDecisions(this.log).flatMap((entry) =>
      entry.kind === 'note' && entry.coder === this.coder ? [entry.text] : [],
    )
  }
}

test('an action of several entries goes and comes back as one', () => {
  const desk = new Desk()
  desk.note('a')
  desk.note('b', 'c', 'd')
  expect(desk.undo()).toBe(true)
  expect(desk.said).toEqual(['a'])
  expect(desk.redo()).toBe(true)
  expect(desk.said).toEqual(['a', 'b', 'c', 'd'])
  expect(desk.redo()).toBe(false)
})

test('there is nothing to take back in an empty log, nor what others said', () => {
  const desk = new Desk()
  expect(desk.undo()).toBe(false)
  desk.append('Bo', [{ kind: 'note', report: 'd1', text: 'mine' }])
  expect(desk.undo()).toBe(false)
  expect(desk.redo()).toBe(false)
})

test('allocations are not undone, and do not end redo', () => {
  const desk = new Desk()
  desk.note('a')
  desk.undo()
  const allocation = { kind: 'allocate', report: 'd1', task: 'coding', coders: [], inSample: false, plan: '' }
  desk.append('Ada', [allocation])
  expect(desk.undo()).toBe(false)
  expect(desk.redo()).toBe(true)
  expect(desk.said).toEqual(['a'])
})

test('what was taken back out of turn is brought back first', () => {
  const desk = new Desk()
  desk.note('a')
  desk.note('b')
  desk.retract(desk.log.slice(0, 1))
  expect(desk.said).toEqual(['b'])
  desk.redo()
  expect(desk.said).toEqual(['a', 'b'])
})

test('two terminals that take back the same at once bring it back with one redo', () => {
  const desk = new Desk()
  desk.note('a')
  const [entry] = desk.log
  desk.retract(entry === undefined ? [] : [entry])
  desk.retract(entry === undefined ? [] : [entry])
  expect(desk.said).toEqual([])
  desk.redo()
  expect(desk.said).toEqual(['a'])
  desk.undo()
  expect(desk.said).toEqual([])
})

/** What a person expects: two stacks. */
class Stacks {
  done: (readonly string[])[] = []
  undone: (readonly string[])[] = []

  say(texts: readonly string[]): void {
    this.done.push(texts)
    this.undone = []
  }
  undo(): boolean {
    const last = this.done.pop()
    if (last !== undefined) this.undone.push(last)
    return last !== undefined
  }
  redo(): boolean {
    const last = this.undone.pop()
    if (last !== undefined) this.done.push(last)
    return last !== undefined
  }
}

type Act =
  { readonly act: 'say'; readonly entries: number } | { readonly act: 'undo' | 'redo' | 'other' | 'reopen' }

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    {
      arbitrary: fc.record({ act: fc.constant('say' as const), entries: fc.integer({ min: 1, max: 3 }) }),
      weight: 3,
    },
    { arbitrary: fc.record({ act: fc.constantFrom('undo' as const, 'redo' as const) }), weight: 4 },
    fc.record({ act: fc.constantFrom('other' as const, 'reopen' as const) }),
  ),
  { maxLength: 60 },
)

/** Does one act at the desk and on the stacks; whether there was anything to do, there and here. */
function perform(desk: Desk, stacks: Stacks, step: Act, i: number): readonly [boolean, boolean] {
  switch (step.act) {
    case 'say': {
      const texts = Array.from({ length: step.entries }, (_, n) => `${i}.${n}`)
      desk.note(...texts)
      stacks.say(texts)
      return [true, true]
    }
    case 'undo':
      return [desk.undo(), stacks.undo()]
    case 'redo':
      return [desk.redo(), stacks.redo()]
    case 'reopen':
      desk.reopen()
      return [true, true]
    case 'other':
      desk.append('Bo', [{ kind: 'note', report: 'd1', text: 'of another' }])
      return [true, true]
  }
}

test('any sequence of actions, undo, redo, restarts and others at work is what two stacks would hold', () => {
  fc.assert(
    fc.property(acts, (sequence) => {
      const desk = new Desk()
      const stacks = new Stacks()
      for (const [i, step] of sequence.entries()) {
        const [mine, theirs] = perform(desk, stacks, step, i)
        expect(mine).toBe(theirs)
        expect(desk.said).toEqual(stacks.done.flat())
      }
      const others = standingDecisions(desk.log).filter(({ coder }) => coder === 'Bo')
      expect(others).toHaveLength(sequence.filter(({ act }) => act === 'other').length)
    }),
    { numRuns: 300 },
  )
})

test('entries may arrive in any order and twice: the history is that of the log', () => {
  fc.assert(
    fc.property(acts, fc.infiniteStream(fc.nat()), (sequence, keys) => {
      const desk = new Desk()
      for (const step of sequence) {
        if (step.act === 'say') desk.note('x', 'y')
        else if (step.act === 'undo') desk.undo()
        else desk.redo()
      }
      const order = desk.log.map((entry) => ({ entry, key: keys.next().value as number }))
      const late = new UndoHistory([], 'Ada')
      for (const { entry } of order.toSorted((a, b) => a.key - b.key)) late.add(entry)
      for (const { entry } of order) late.add(entry)
      const whole = new UndoHistory(desk.log, 'Ada')
      expect(late.undoable).toEqual(whole.undoable)
      expect(late.redoable).toEqual(whole.redoable)
      for (const entry of whole.undoable) expect(standingDecisions(desk.log)).toContainEqual(entry)
    }),
    { numRuns: 100 },
  )
})
