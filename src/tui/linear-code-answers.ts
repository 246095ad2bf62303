import type { CodeDesk } from './code-desk.ts'
import { listReports } from './code-queue.ts'
import { typeAt } from './code-typing.ts'
import { noPress } from './keys.ts'
import { findPassage } from './quotable.ts'

const mostListed = 9

/** What is being asked at the desk, in words; undefined where nothing is. */
export function questionOf(desk: CodeDesk): string | undefined {
  const { asking } = desk.state
  const of = desk.row?.code.label ?? desk.field?.dimension.label ?? ''
  switch (asking?.kind) {
    case undefined:
      return undefined
    case 'find':
      return asking.typed === '' ? 'Code, or a part of its name:' : 'Number of the code, or another name:'
    case 'value':
      return `${of} (empty takes it back):`
    case 'note':
      return `Note on ${asking.about === 'report' ? 'the report' : of}:`
    case 'quote':
      return `Words of the title or the abstract that speak for ${of}:`
    case 'queue':
      return 'Number of the report, or words to find it by:'
    case 'copy':
      return `Copy the codes of which report? ${numbered(desk.sources.map(({ title }) => title))}:`
  }
}

/** Takes an answer; what is to be said of it, where the desk itself says nothing. */
export async function answerAt(desk: CodeDesk, text: string, as?: 'queue'): Promise<string> {
  const { asking } = desk.state
  const kind = as ?? asking?.kind
  if (kind === 'value') {
    desk.send({ kind: 'type', typed: text })
    await enter(desk)
    // One question, one answer: what was wrong with it has been said.
    desk.send({ kind: 'cancel' })
    return ''
  }
  if (text === '') {
    desk.send({ kind: 'cancel' })
    return ''
  }
  switch (kind) {
    case 'find':
      return answerFind(desk, text)
    case 'note':
      desk.send({ kind: 'type', typed: text })
      await enter(desk)
      return ''
    case 'quote':
      return answerQuote(desk, text)
    case 'queue':
      return answerQueue(desk, text)
    case 'copy':
      return choose(desk, text, desk.sources.length)
    case undefined:
      return ''
  }
}

const enter = async (desk: CodeDesk): Promise<void> => {
  await typeAt(desk, '', { ...noPress, return: true }, [])
}

async function choose(desk: CodeDesk, text: string, count: number): Promise<string> {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > count) {
    desk.send({ kind: 'cancel' })
    return `Expected a number from 1 to ${count}.`
  }
  desk.send({ kind: 'mark', by: -Infinity, count })
  desk.send({ kind: 'mark', by: number - 1, count })
  await enter(desk)
  return ''
}

/** One match is taken; of several, the next answer says which. */
async function answerFind(desk: CodeDesk, text: string): Promise<string> {
  const { asking } = desk.state
  if (asking?.kind === 'find' && asking.typed !== '' && /^\d$/.test(text)) {
    return choose(desk, text, Math.min(mostListed, desk.found.length))
  }
  desk.send({ kind: 'type', typed: text })
  const { found } = desk
  const names = found.map(({ dimension, code }) =>
    code === undefined ? `dimension ${dimension.label}` : `${code.label} (${dimension.label})`,
  )
  if (found.length === 0) {
    desk.send({ kind: 'cancel' })
    return `No code that is asked is called "${text}".`
  }
  if (found.length === 1) {
    await enter(desk)
    return ''
  }
  const more = found.length > mostListed ? ` and ${found.length - mostListed} more` : ''
  return `${numbered(names)}${more}`
}

async function answerQuote(desk: CodeDesk, text: string): Promise<string> {
  const { opened, field, row } = desk
  desk.send({ kind: 'cancel' })
  if (opened === undefined || field === undefined || row === undefined) return ''
  const found = findPassage(opened.report, text)
  if (found === undefined) return 'Those words do not stand in the title or the abstract.'
  await desk.edit({ kind: 'quote', dimension: field.dimension.id, evidence: { code: row.code.id, ...found } })
  return ''
}

async function answerQueue(desk: CodeDesk, text: string): Promise<string> {
  const { queue } = desk.sitting
  const number = Number(text)
  if (Number.isInteger(number)) {
    const report = queue.list({ kind: 'all' })[number - 1]
    desk.send({ kind: 'cancel' })
    if (report === undefined) return `Expected a number from 1 to ${queue.count}.`
    await desk.open(report)
    return ''
  }
  await listReports(desk, { typed: text, filter: { kind: 'all' } })
  const { ids, titles } = desk.listed
  desk.send({ kind: 'cancel' })
  if (ids.length === 0) return 'Nothing found among your reports.'
  const list = ids.slice(0, mostListed).map((id) => `${queue.placeOf(id)} ${titles.get(id) ?? ''}`)
  const more = ids.length > mostListed ? ` and ${ids.length - mostListed} more` : ''
  return `Found: ${list.join('; ')}${more}. "g NUMBER" goes there.`
}

const numbered = (names: readonly string[]): string =>
  names
    .slice(0, mostListed)
    .map((name, i) => `${i + 1} ${name}`)
    .join('; ')
