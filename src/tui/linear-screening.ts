import { printName } from '../domain/person-name.ts'
import type { Review } from '../review/review.ts'
import type { Control } from '../stages/control.ts'
import { linksOf, openLink } from '../stages/open-link.ts'
import { readPlace, savePlace } from '../stages/places.ts'
import {
  openScreeningSitting,
  type ScreeningSitting,
  type ScreeningTask,
} from '../stages/screening-sitting.ts'
import type { ScreeningMark } from '../stages/screening-marks.ts'
import { type ScreeningAction, screeningKeys } from './key-tables.ts'
import { noPress } from './keys.ts'
import { converse, type LinearPlace, type LinearScreen } from './linear.ts'
import { screeningActions } from './screening-actions.ts'
import { afterScreening, openScreening, type ScreeningEvent } from './screening-state.ts'
import { startingPlace } from './screening-place.ts'

/** Screening as a conversation: the same actions on the same state as full-screen. */
export async function converseOnScreening(
  review: Review,
  task: ScreeningTask,
  control: Control,
  place: LinearPlace,
): Promise<void> {
  const sitting = await openScreeningSitting(review, task, control)
  const left = await readPlace(review, control.coder, task)
  const at = startingPlace(sitting.queue, left?.report)
  const first = sitting.queue.at(at)
  if (first !== undefined) await sitting.read([first])
  const screen = screeningScreen(sitting, review, at)
  const keeping = async (work: unknown): Promise<void> => {
    await work
    await keepPlace(review, control.coder, task, screen.subject())
  }
  await converse(
    {
      ...screen,
      act: (action, input) => keeping(screen.act(action, input)),
      answer: (text) => keeping(screen.answer?.(text)),
    },
    place,
  )
}

async function keepPlace(review: Review, coder: string, task: ScreeningTask, subject: string): Promise<void> {
  if (subject !== '') await savePlace(review, coder, task, { report: subject })
}

const silent: ReadonlySet<ScreeningAction> = new Set(['scrollDown', 'scrollUp', 'sideDown', 'sideUp'])

function screeningScreen(
  sitting: ScreeningSitting,
  review: Review,
  at: number,
): LinearScreen<ScreeningAction> {
  let state = openScreening(at)
  const send = (event: ScreeningEvent): void => {
    state = afterScreening(state, event)
  }
  const { queue } = sitting
  const actions = screeningActions({
    sitting,
    send,
    now: () => state,
    open: async (report) => {
      const { text, page } = linksOf(report)
      const address = text ?? page
      if (address !== undefined) await openLink(address)
      return address
    },
    mostScroll: { scroll: 0, side: 0 },
  })
  const subject = (): string => queue.at(state.at) ?? ''
  return {
    bindings: screeningKeys.filter(
      ({ action }) => !silent.has(action) && (action !== 'notObtained' || sitting.task === 'full-text'),
    ),
    subject,
    lines: () => reportWords(sitting, state.at),
    act: actions.act,
    question: () => (state.asking === undefined ? undefined : questionWords(sitting, state.asking.kind)),
    answer: async (text) => {
      if (text === '') return send({ kind: 'answered' })
      const byNumber = /^\d+$/.test(text) && state.asking?.kind === 'reason'
      if (byNumber && [...text].length === 1) return actions.onType(text, noPress)
      actions.onType(text, noPress)
      return actions.onType('', { ...noPress, return: true })
    },
    message: () => (state.trouble === '' ? state.message : state.trouble),
    find: async (words) => {
      const found = await review.store.findAsTyped(`${words} `, 50)
      const own = found.filter(({ id }) => queue.placeOf(id) !== undefined)
      const list = own
        .slice(0, 10)
        .map(({ id, title }) => `${(queue.placeOf(id) ?? 0) + 1} ${title ?? 'without a title'}`)
      send({
        kind: 'done',
        words:
          list.length === 0
            ? 'Nothing found in your list.'
            : `Found: ${list.join('; ')}. "g NUMBER" goes there.`,
      })
    },
  }
}

function reportWords(sitting: ScreeningSitting, at: number): readonly string[] {
  const { queue, criteria } = sitting
  const id = queue.at(at)
  const shown = id === undefined ? undefined : sitting.shown(id)
  if (id === undefined || shown === undefined)
    return [`Nothing more waits: ${queue.doneCount} of ${queue.count} are done.`]
  const { report, marks } = shown
  const sheet = sitting.sheet(id)
  const word = sheet.verdicts.get(sitting.task)
  const journal = [report.container ?? report.type, report.date?.year].filter((part) => part !== undefined)
  return [
    '',
    `Report ${at + 1} of ${queue.count}, ${queue.doneCount} done`,
    marked(report.title ?? 'without a title', marks.title),
    report.authors.map(printName).join('; '),
    journal.join(', '),
    ...(report.abstract === undefined ? ['No abstract.'] : [marked(report.abstract, marks.abstract)]),
    ...(word === undefined ? [] : [`You said: ${word.verdict}`]),
    ...(sheet.flag === undefined ? [] : ['Flagged for discussion']),
    ...sheet.notes.map(({ text }) => `Your note: ${text}`),
    ...(at === 0 || queue.doneCount === 0 ? criteria.map((criterion) => `Include: ${criterion}`) : []),
  ]
}

/** Cues in the same brackets as full-screen. */
function marked(text: string, marks: readonly ScreeningMark[]): string {
  let words = ''
  let from = 0
  for (const { kind, start, end } of marks) {
    const [open, close] = kind === 'for' ? ['‹', '›'] : kind === 'against' ? ['[', ']'] : ['~', '~']
    words += `${text.slice(from, start)}${open}${text.slice(start, end)}${close}`
    from = end
  }
  return words + text.slice(from)
}

function questionWords({ reasons, task }: ScreeningSitting, kind: 'reason' | 'note' | 'jump'): string {
  if (kind === 'note') return 'Note:'
  if (kind === 'jump') return 'Number of the report:'
  const list = reasons.map(({ label }, i) => `${i + 1} ${label}`)
  return `Exclude because (${[...list, ...(task === 'title-abstract' ? ['0 no reason given'] : [])].join('; ')}):`
}
