import type { ReportId } from '../domain/report.ts'
import type { CodingEdit } from '../stages/coding-sitting.ts'
import { linksOf, openLink } from '../stages/open-link.ts'
import type { CodeDesk } from './code-desk.ts'
import { moveCode, moveField, nextOwed } from './code-focus.ts'
import type { CodeAction } from './code-keys.ts'
import { listReports } from './code-queue.ts'
import { wordFrom } from './quotable.ts'

/** How much of the report the screen shows: for going through it page by page. */
export interface DeskSize {
  /** Lines of the report that are shown at once, and lines it has. */
  readonly shown: number
  readonly lines: number
}

type Deed = (desk: CodeDesk, size: DeskSize) => Promise<unknown> | void

const deeds: Readonly<Record<CodeAction, Deed>> = {
  accept,
  reject,
  give,
  none,
  undo: (desk) => desk.turnBack('undo'),
  redo: (desk) => desk.turnBack('redo'),
  flag: (desk) => desk.edit({ kind: 'flag' }),
  copy: askForCopy,
  queue: (desk) => listReports(desk, { typed: '', filter: desk.state.filter }),
  nextReport: (desk) =>
    goTo(
      desk,
      desk.sitting.queue.nextToDo(desk.state.filter, desk.state.report),
      'No other report is left to do.',
    ),
  following: (desk) => goTo(desk, beside(desk, 1), 'That was the last report listed.'),
  preceding: (desk) => goTo(desk, beside(desk, -1), 'That was the first report listed.'),
  back: (desk) => {
    const before = desk.state.visited.at(-1)
    if (before === undefined) return desk.say('No report was open before.')
    return desk.open(before, { isBack: true })
  },
  open: (desk) => openInViewer(desk, 'open'),
  openText: (desk) => openInViewer(desk, 'openText'),
  find: (desk) => askForCode(desk, false),
  findHere: (desk) => askForCode(desk, true),
  note: (desk) => desk.send({ kind: 'ask', asking: { kind: 'note', about: 'code', typed: '' } }),
  reportNote: (desk) => desk.send({ kind: 'ask', asking: { kind: 'note', about: 'report', typed: '' } }),
  quote: askForQuote,
  page: (desk) => desk.send({ kind: 'page' }),
  whole: (desk) => desk.send({ kind: 'whole' }),
  suggestions: (desk) => {
    desk.send({ kind: 'suggestions' })
    desk.say(desk.state.showsSuggestions ? 'Suggestions are on.' : 'Suggestions are off.')
  },
  scrollDown: (desk, size) => scroll(desk, size, 1),
  scrollUp: (desk, size) => scroll(desk, size, -1),
  owed: (desk) => {
    const owed = nextOwed(desk.fields, desk.state.focus)
    if (owed === undefined) desk.say(allDone(desk))
    else desk.focus(owed)
  },
  nextField: (desk) => goField(desk, 1),
  previousField: (desk) => goField(desk, -1),
  down: (desk) => goCode(desk, 1),
  up: (desk) => goCode(desk, -1),
  top: (desk) => goCode(desk, -Infinity),
  bottom: (desk) => goCode(desk, Infinity),
}

/** What a key of the table does at the desk. Further keys wait for the promise. */
export const act = (desk: CodeDesk, action: CodeAction, size: DeskSize): Promise<unknown> | void =>
  deeds[action](desk, size)

const beside = ({ sitting, state }: CodeDesk, by: 1 | -1): ReportId | undefined =>
  sitting.queue.step(state.filter, state.report, by)

function goField(desk: CodeDesk, by: 1 | -1): void {
  const { focus } = desk.state
  if (focus !== undefined) desk.focus(moveField(desk.fields, focus, by))
}

function goCode(desk: CodeDesk, by: number): void {
  const { focus } = desk.state
  if (focus !== undefined) desk.focus(moveCode(desk.rows, focus, by))
}

function scroll(desk: CodeDesk, { shown, lines }: DeskSize, by: 1 | -1): void {
  const page = Math.max(1, shown - 2)
  desk.send({ kind: 'scroll', to: desk.state.scroll + by * page, most: Math.max(0, lines - shown) })
}

/** In one dimension only where it has codes. */
function askForCode(desk: CodeDesk, isHere: boolean): void {
  const inDimension = isHere && desk.rows.length > 0
  desk.send({ kind: 'ask', asking: { kind: 'find', inDimension, typed: '', at: 0 } })
}

/** On a suggestion accepts it; then, or elsewhere, goes to what is to be done next. */
async function accept(desk: CodeDesk): Promise<void> {
  const suggestion = desk.row?.suggestion
  if (suggestion === undefined || !isOpen(desk)) {
    if (!desk.goToNext()) desk.say(allDone(desk))
    return
  }
  const wasComplete = desk.isComplete
  if (!(await desk.edit({ kind: 'accept', suggestion }))) return
  // What completes a report is where one stops; optional suggestions are taken up by asking for them.
  if (wasComplete || !desk.isComplete) desk.goToNext()
}

async function reject(desk: CodeDesk): Promise<void> {
  const { row, field } = desk
  const accepted = row === undefined || field === undefined ? undefined : acceptedSuggestion(desk)
  const suggestion = row?.suggestion ?? accepted
  if (suggestion === undefined) return desk.say('Nothing is suggested here.')
  if ((await desk.edit({ kind: 'reject', suggestion })) && row?.suggestion !== undefined) desk.goToNext()
  return undefined
}

/** A suggested code that was accepted can still be rejected. */
function acceptedSuggestion(desk: CodeDesk): (typeof desk.suggestions)[number] | undefined {
  const { row, field } = desk
  if (row?.answer !== 'accepted') return undefined
  return desk.suggestions.find(
    ({ dimension, code }) => dimension === field?.dimension.id && code === row.code.id,
  )
}

/** Suggestions beside a code that is ruled out by another are shown, and skipped. */
const isOpen = ({ field, row }: CodeDesk): boolean =>
  field?.suggested.some(({ code }) => code === row?.code.id) === true

const allDone = (desk: CodeDesk): string =>
  desk.isComplete ? 'Complete. s goes to the next report.' : 'Nothing is suggested or owed.'

/** Gives the code in hand or takes it away; opens the line for a number or a text. */
function give(desk: CodeDesk): Promise<unknown> | undefined {
  const { field, row } = desk
  if (field === undefined) return undefined
  const { dimension, value } = field
  if (dimension.type === 'number' || dimension.type === 'text') {
    const typed =
      value === undefined ? '' : 'number' in value ? String(value.number) : 'text' in value ? value.text : ''
    desk.send({ kind: 'ask', asking: { kind: 'value', typed } })
    return undefined
  }
  return row === undefined ? undefined : desk.edit(giving(desk, dimension.id, row.code.id))
}

/** A code that is suggested, given by hand, is a suggestion accepted. */
export function giving(desk: CodeDesk, dimension: string, code: string): CodingEdit {
  const field = desk.fields.find((one) => one.dimension.id === dimension)
  const suggestion = field?.suggested.find((one) => one.code === code)
  return suggestion === undefined ? { kind: 'toggle', dimension, code } : { kind: 'accept', suggestion }
}

async function none(desk: CodeDesk): Promise<void> {
  const { field } = desk
  if (field === undefined) return
  const { id, type } = field.dimension
  if (type === 'number' || type === 'text')
    return desk.say('A number or a text is left out where there is none.')
  await desk.edit({ kind: 'none-applies', dimension: id })
}

async function askForCopy(desk: CodeDesk): Promise<void> {
  if (desk.opened === undefined) return
  desk.sources = await desk.sitting.copySources(desk.opened.report)
  if (desk.sources.length === 0) return desk.say('You have coded no other report yet.')
  desk.send({ kind: 'ask', asking: { kind: 'copy', at: 0 } })
}

/** Begins at the first cue of the code in hand, else at the first word of the abstract. */
function askForQuote(desk: CodeDesk): void {
  const { opened, text, row, state } = desk
  if (opened === undefined || text === undefined) return undefined
  if (row === undefined) return desk.say('A passage is evidence of a code; this dimension has none.')
  if (text.title.length + text.abstract.length === 0) return desk.say('There is nothing to quote.')
  const isOwn = (mark: (typeof opened.marks)['title'][number]): boolean =>
    mark.kind === 'cue' &&
    mark.keys.some(({ dimension, code }) => dimension === state.focus?.dimension && code === row.code.id)
  const [inAbstract, inTitle] = [opened.marks.abstract.find(isOwn), opened.marks.title.find(isOwn)]
  const at =
    inAbstract !== undefined
      ? wordFrom(text, 'abstract', inAbstract.start)
      : inTitle !== undefined
        ? wordFrom(text, 'title', inTitle.start)
        : text.abstract.length > 0
          ? text.title.length
          : 0
  return desk.send({ kind: 'ask', asking: { kind: 'quote', at } })
}

async function goTo(desk: CodeDesk, report: ReportId | undefined, otherwise: string): Promise<void> {
  if (report === undefined) return desk.say(otherwise)
  return desk.open(report)
}

async function openInViewer(desk: CodeDesk, action: 'open' | 'openText'): Promise<void> {
  if (desk.opened === undefined) return
  const { page, text } = linksOf(desk.opened.report)
  const url = action === 'open' ? page : text
  if (url === undefined)
    return desk.say(action === 'open' ? 'No DOI and no link is known.' : 'No link to a PDF is known.')
  try {
    await openLink(url)
    desk.say(`Opened ${url}`)
  } catch (error) {
    desk.say('', error instanceof Error ? error.message : String(error))
  }
}
