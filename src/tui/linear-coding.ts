import { printName } from '../domain/person-name.ts'
import type { Review } from '../review/review.ts'
import type { Control } from '../stages/control.ts'
import { act } from './code-actions.ts'
import { openDesk } from './open-desk.ts'
import type { CodeDesk } from './code-desk.ts'
import { type CodeAction, codeKeys } from './code-keys.ts'
import { answerAt, questionOf } from './linear-code-answers.ts'
import { labelOf as codeLabel, typeWords, valueWords } from './code-fields.ts'
import { percent } from './code-lists.ts'
import { converse, type LinearPlace, type LinearScreen } from './linear.ts'

/** Coding as a conversation: the same desk, the same actions, the same letters as full-screen. */
export async function converseOnCoding(
  review: Review,
  control: Control,
  place: LinearPlace,
  report?: string,
): Promise<void> {
  const desk = await openDesk(review, control, report)
  try {
    await converse(codingScreen(desk), place)
  } finally {
    await desk.leave()
  }
}

/** What only moves a picture says nothing in lines. */
const silent: ReadonlySet<CodeAction> = new Set(['page', 'scrollDown', 'scrollUp', 'whole'])

function codingScreen(desk: CodeDesk): LinearScreen<CodeAction> {
  let said = ''
  return {
    bindings: codeKeys.filter(({ action }) => !silent.has(action)),
    subject: () => desk.state.report ?? 'none',
    lines: () => [...reportWords(desk), ...sheetWords(desk), inHandWords(desk)],
    act: async (action) => {
      said = ''
      desk.say('')
      await act(desk, action, { shown: 1, lines: 1 })
    },
    question: () => questionOf(desk),
    answer: async (text) => {
      desk.say('')
      said = await answerAt(desk, text)
    },
    message: () => {
      if (desk.state.asking !== undefined) return said
      const words = [desk.trouble === '' ? desk.message : desk.trouble, said, inHandWords(desk)]
      return words.filter((word) => word !== '').join('  ')
    },
    find: async (words) => {
      said = await answerAt(desk, words, 'queue')
    },
  }
}

function reportWords(desk: CodeDesk): readonly string[] {
  const { opened, sitting } = desk
  if (opened === undefined) return ['No report is yours to code now.']
  const { report, isInSample } = opened
  const { queue } = sitting
  const where = [report.container ?? report.type, report.date?.year].filter((part) => part !== undefined)
  return [
    '',
    `Report ${queue.placeOf(report.id)} of ${queue.count}, ${queue.doneCount} done${desk.isComplete ? ', this one complete' : ''}`,
    report.title ?? 'Without a title.',
    report.authors.map(printName).join('; '),
    where.join(', '),
    report.abstract ?? 'No abstract.',
    ...(isInSample ? ['Agreement sample: no suggestions.'] : []),
    ...(desk.sheet.flag === undefined ? [] : ['Flagged for discussion.']),
  ]
}

/** Every dimension that is asked, with what it holds or what is suggested. */
function sheetWords({ fields }: CodeDesk): readonly string[] {
  return fields.map(({ dimension, state, value, suggested }) => {
    const now =
      value !== undefined
        ? valueWords(dimension, value)
        : state === 'owed'
          ? `owed, ${typeWords[dimension.type]}`
          : 'not coded'
    const labels = suggested.map(
      ({ code, probability }) => `${codeLabel(dimension, code)} ${percent(probability).trim()}`,
    )
    return `${dimension.label}: ${now}${labels.length === 0 ? '' : `. Suggested: ${labels.join(', ')}`}`
  })
}

function inHandWords({ field, row }: CodeDesk): string {
  if (field === undefined) return ''
  const { dimension, value } = field
  if (row === undefined) {
    return `In hand: ${dimension.label}, ${value === undefined ? 'not given' : valueWords(dimension, value)}.`
  }
  const { code, isGiven, suggestion, answer } = row
  const words = [
    isGiven ? 'given' : answer === 'rejected' ? 'rejected' : 'not given',
    ...(suggestion === undefined
      ? []
      : [
          `suggested ${percent(suggestion.probability).trim()} by ${suggestion.machine}, since ${suggestion.because}`,
        ]),
  ]
  const definition = code.definition ?? dimension.definition
  return `In hand: ${dimension.label}, ${code.label}: ${words.join(', ')}.${definition === undefined ? '' : ` ${definition}`}`
}
