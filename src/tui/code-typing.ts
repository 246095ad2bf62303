import type { CodeValue } from '../domain/decision.ts'
import type { Dimension } from '../domain/codebook.ts'
import type { CodeDesk } from './code-desk.ts'
import { giving } from './code-actions.ts'
import { enterField } from './code-focus.ts'
import { type CodeAsking, quotingOf } from './code-state.ts'
import { listReports, nextFilter, readTitles } from './code-queue.ts'
import type { Press } from './keys.ts'
import { passage, quotableCount, sentenceAround, wordOnLine } from './quotable.ts'
import { afterTyped } from './typed-line.ts'

/** What a key means while something is typed or chosen. Further keys wait for the promise. */
export function typeAt(
  desk: CodeDesk,
  input: string,
  press: Press,
  /** Lines of the words of title and abstract, as they are laid out. */
  lineOfWord: readonly number[],
): Promise<unknown> | undefined {
  const { asking } = desk.state
  if (asking === undefined) return undefined
  if (press.escape) {
    desk.send({ kind: 'cancel' })
    return undefined
  }
  switch (asking.kind) {
    case 'find':
      return typeFind(desk, asking, input, press)
    case 'value':
    case 'note':
      return typeWords(desk, asking, input, press)
    case 'queue':
      return typeQueue(desk, asking, input, press)
    case 'copy':
      return typeCopy(desk, asking, input, press)
    case 'quote':
      return typeQuote(desk, asking, input, press, lineOfWord)
  }
}

type Asking<K extends CodeAsking['kind']> = Extract<CodeAsking, { kind: K }>

function typeFind(
  desk: CodeDesk,
  asking: Asking<'find'>,
  input: string,
  press: Press,
): Promise<unknown> | undefined {
  const step = stepOf(input, press)
  if (step !== undefined) {
    desk.send({ kind: 'mark', by: step, count: desk.found.length })
    return undefined
  }
  if (press.return || press.tab) return take(desk, asking, press.tab)
  const typed = afterTyped(asking.typed, input, press)
  if (typed !== undefined) desk.send({ kind: 'type', typed })
  return undefined
}

/** Enter gives the marked code and is done; Tab gives it and goes on typing. */
async function take(desk: CodeDesk, asking: Asking<'find'>, goesOn: boolean): Promise<void> {
  const found = desk.found[asking.at]
  if (found === undefined) {
    if (asking.typed.trim() === '' && !goesOn) desk.send({ kind: 'cancel' })
    else desk.say(asking.typed.trim() === '' ? '' : 'No code that is asked is called that.')
    return
  }
  const { dimension, code } = found
  const field = desk.fields.find((one) => one.dimension.id === dimension.id)
  desk.send({ kind: 'cancel' })
  if (field !== undefined) {
    desk.focus(code === undefined ? enterField(field) : { dimension: dimension.id, code: code.id })
  }
  if (code !== undefined) {
    if (desk.row?.isGiven === true) desk.say(`${dimension.label}: ${code.label} is given already.`)
    else await desk.edit(giving(desk, dimension.id, code.id))
  }
  if (goesOn) desk.send({ kind: 'ask', asking: { ...asking, typed: '', at: 0 } })
}

function typeWords(
  desk: CodeDesk,
  asking: Asking<'value' | 'note'>,
  input: string,
  press: Press,
): Promise<unknown> | undefined {
  if (press.return) return asking.kind === 'note' ? saveNote(desk, asking) : saveValue(desk, asking)
  const typed = afterTyped(asking.typed, input, press)
  if (typed !== undefined) desk.send({ kind: 'type', typed })
  return undefined
}

async function saveNote(desk: CodeDesk, { typed, about }: Asking<'note'>): Promise<void> {
  const { focus } = desk.state
  const on = about === 'report' ? {} : focus
  const isSaved = typed.trim() === '' || (await desk.edit({ kind: 'note', text: typed, ...on }))
  if (isSaved) desk.send({ kind: 'cancel' })
}

async function saveValue(desk: CodeDesk, { typed }: Asking<'value'>): Promise<void> {
  const { field } = desk
  if (field === undefined) return
  const { dimension } = field
  const value = readValue(dimension, typed)
  if (typeof value === 'string') return desk.say('', value)
  const isSame = !(await desk.edit({ kind: 'value', dimension: dimension.id, value }))
  if (!isSame || desk.trouble === '') desk.send({ kind: 'cancel' })
}

/** What was typed as the dimension's value: null for nothing, or in words what is wrong with it. */
export function readValue(dimension: Dimension, typed: string): CodeValue | null | string {
  const text = typed.trim()
  if (text === '') return null
  if (dimension.type === 'text') return { text }
  const digits = text.replace(/(?<=\d)[\s\u00a0](?=\d{3}(?!\d))/gu, '')
  const number = Number(digits)
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(digits) || !Number.isFinite(number)) {
    return `“${text}” is not a number. You can write 1200 or 0.25.`
  }
  const { minimum, maximum } = dimension
  if (minimum !== undefined && number < minimum) return `${number} is below the smallest, ${minimum}.`
  if (maximum !== undefined && number > maximum) return `${number} is above the largest, ${maximum}.`
  return { number }
}

async function typeQueue(
  desk: CodeDesk,
  asking: Asking<'queue'>,
  input: string,
  press: Press,
): Promise<void> {
  const { ids } = desk.listed
  const step = stepOf(input, press)
  if (step !== undefined) {
    await readTitles(desk, Math.max(0, Math.min(ids.length - 1, asking.at + step)))
    return desk.send({ kind: 'mark', by: step, count: ids.length })
  }
  if (press.tab) return listReports(desk, { typed: '', filter: nextFilter(desk, asking.filter) })
  if (press.return) {
    const report = ids[asking.at]
    desk.send({ kind: 'filter', filter: asking.filter })
    if (report === undefined) return desk.send({ kind: 'cancel' })
    return desk.open(report)
  }
  const typed = afterTyped(asking.typed, input, press)
  return typed === undefined ? undefined : listReports(desk, { typed, filter: asking.filter })
}

async function typeCopy(desk: CodeDesk, asking: Asking<'copy'>, input: string, press: Press): Promise<void> {
  const step = stepOf(input, press) ?? (input === 'j' ? 1 : input === 'k' ? -1 : undefined)
  if (step !== undefined) return desk.send({ kind: 'mark', by: step, count: desk.sources.length })
  const source = desk.sources[asking.at]
  if (!press.return || source === undefined) return
  desk.send({ kind: 'cancel' })
  if (!(await desk.edit({ kind: 'copy', from: source.values })) && desk.trouble === '') {
    desk.say('Nothing to copy: what that report holds is coded here already.')
  }
}

function typeQuote(
  desk: CodeDesk,
  asking: Asking<'quote'>,
  input: string,
  press: Press,
  lineOfWord: readonly number[],
): Promise<unknown> | undefined {
  const { text } = desk
  if (text === undefined) return undefined
  const count = quotableCount(text)
  const moveTo = (at: number): undefined => {
    desk.send({ kind: 'mark', by: Math.max(0, Math.min(count - 1, at)) - asking.at, count })
    return undefined
  }
  if (press.return) return saveQuote(desk, asking)
  if (input === ' ') {
    const { anchor, ...rest } = asking
    desk.send({ kind: 'ask', asking: anchor === undefined ? { ...rest, anchor: asking.at } : rest })
    return undefined
  }
  if (press.rightArrow || input === 'l' || input === 'w') return moveTo(asking.at + 1)
  if (press.leftArrow || input === 'h' || input === 'b') return moveTo(asking.at - 1)
  if (press.downArrow || input === 'j') return moveTo(wordOnLine(lineOfWord, asking.at, 1))
  if (press.upArrow || input === 'k') return moveTo(wordOnLine(lineOfWord, asking.at, -1))
  if (press.home || input === 'g') return moveTo(0)
  if (press.end || input === 'G') return moveTo(count - 1)
  return undefined
}

async function saveQuote(desk: CodeDesk, asking: Asking<'quote'>): Promise<void> {
  const { opened, text, field, row } = desk
  if (opened === undefined || text === undefined || field === undefined || row === undefined) return
  const quoting = quotingOf(asking, (word) => sentenceAround(opened.report, text, word))
  const found = passage(opened.report, text, quoting)
  if (found === undefined) return
  const evidence = { code: row.code.id, ...found }
  desk.send({ kind: 'cancel' })
  if (!(await desk.edit({ kind: 'quote', dimension: field.dimension.id, evidence })) && desk.trouble === '') {
    desk.say('That passage is quoted already.')
  }
}

/** Steps in a list that is typed into: arrows and Ctrl+N, Ctrl+P. */
function stepOf(input: string, press: Press): number | undefined {
  if (press.downArrow || (press.ctrl && input === 'n')) return 1
  if (press.upArrow || (press.ctrl && input === 'p')) return -1
  if (press.pageDown) return 10
  return press.pageUp ? -10 : undefined
}
