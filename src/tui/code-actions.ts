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

/** What a key of the table does at the desk. Further keys wait for the promise. */
export function act(desk: CodeDesk, action: CodeAction, size: DeskSize): Promise<unknown> | undefined {
  const { state } = desk
  switch (action) {
    case 'accept':
      return accept(desk)
    case 'reject':
      return reject(desk)
    case 'give':
      return give(desk)
    case 'none':
      return none(desk)
    case 'undo':
    case 'redo':
      return desk.turnBack(action)
    case 'flag':
      return desk.edit({ kind: 'flag' })
    case 'copy':
      return askForCopy(desk)
    case 'queue':
      return listReports(desk, { typed: '', filter: state.filter })
    case 'nextReport':
      return goTo(
        desk,
        desk.sitting.queue.nextToDo(state.filter, state.report),
        'No other report is left to do.',
      )
    case 'following':
      return goTo(
        desk,
        desk.sitting.queue.step(state.filter, state.report, 1),
        'That was the last report listed.',
      )
    case 'preceding':
      return goTo(
        desk,
        desk.sitting.queue.step(state.filter, state.report, -1),
        'That was the first report listed.',
      )
    case 'back': {
      const before = state.visited.at(-1)
      return before === undefined
        ? told(desk, 'No report was open before.')
        : desk.open(before, { isBack: true })
    }
    case 'open':
    case 'openText':
      return openInViewer(desk, action)
    default:
      move(desk, action, size)
      return undefined
  }
}

type Moving = Exclude<
  CodeAction,
  | 'accept'
  | 'reject'
  | 'give'
  | 'none'
  | 'undo'
  | 'redo'
  | 'flag'
  | 'copy'
  | 'queue'
  | 'nextReport'
  | 'following'
  | 'preceding'
  | 'back'
  | 'open'
  | 'openText'
>

function move(desk: CodeDesk, action: Moving, { shown, lines }: DeskSize): void {
  const { focus, scroll } = desk.state
  const most = Math.max(0, lines - shown)
  switch (action) {
    case 'find':
    case 'findHere':
      return desk.send({
        kind: 'ask',
        asking: {
          kind: 'find',
          inDimension: action === 'findHere' && desk.rows.length > 0,
          typed: '',
          at: 0,
        },
      })
    case 'note':
    case 'reportNote':
      return desk.send({
        kind: 'ask',
        asking: { kind: 'note', about: action === 'note' ? 'code' : 'report', typed: '' },
      })
    case 'quote':
      return askForQuote(desk)
    case 'page':
    case 'whole':
    case 'suggestions':
      desk.send({ kind: action })
      if (action === 'suggestions')
        desk.say(desk.state.showsSuggestions ? 'Suggestions are on.' : 'Suggestions are off.')
      return undefined
    case 'scrollDown':
    case 'scrollUp': {
      const page = Math.max(1, shown - 2)
      return desk.send({ kind: 'scroll', to: scroll + (action === 'scrollDown' ? page : -page), most })
    }
    case 'owed': {
      const owed = nextOwed(desk.fields, focus)
      return owed === undefined ? desk.say(allDone(desk)) : desk.focus(owed)
    }
    case 'nextField':
    case 'previousField':
      if (focus !== undefined) desk.focus(moveField(desk.fields, focus, action === 'nextField' ? 1 : -1))
      return undefined
    case 'down':
    case 'up':
    case 'top':
    case 'bottom':
      if (focus !== undefined) desk.focus(moveCode(desk.rows, focus, steps[action]))
      return undefined
  }
}

const steps = { down: 1, up: -1, top: -Infinity, bottom: Infinity } as const

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

async function told(desk: CodeDesk, words: string): Promise<void> {
  desk.say(words)
}
