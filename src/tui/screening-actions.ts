import type { Verdict } from '../domain/decision.ts'
import type { Report, ReportId } from '../domain/report.ts'
import type { ScreeningChange, ScreeningSitting } from '../stages/screening-sitting.ts'
import { entryWords } from './entry-words.ts'
import type { ScreeningAction } from './key-tables.ts'
import type { Press } from './keys.ts'
import { sayError } from './opened.ts'
import { reasonChoices } from './screening-pane.ts'
import type { ScreeningEvent, ScreeningQuestion, ScreeningState } from './screening-state.ts'
import { afterTyped } from './typed-line.ts'

/** What these actions work on. */
interface Screening {
  readonly sitting: ScreeningSitting
  readonly send: (event: ScreeningEvent) => void
  readonly now: () => ScreeningState
  /** Opens a report in the system's viewer: the address, undefined where the report has none. */
  readonly open: (report: Report) => Promise<string | undefined>
  readonly mostScroll: { readonly scroll: number; readonly side: number }
}

interface ScreeningActions {
  readonly act: (action: ScreeningAction, input: string) => unknown
  readonly onType: (input: string, press: Press) => unknown
  readonly find: (report: ReportId) => unknown
  readonly prompt: (asking: ScreeningQuestion) => string
}

/** What a screening screen can do, apart from how it looks. Everything is saved first and shown afterwards. */
export function screeningActions(screen: Screening): ScreeningActions {
  const { send, now } = screen
  const { sitting, mostScroll } = screen
  const { queue, task } = sitting
  const inHand = (): ReportId | undefined => queue.at(now().at)

  const save = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      send({ kind: 'trouble', words: `Not saved: ${sayError(error)}` })
    }
  }
  /** Goes to a place once it can be shown there. */
  const go = async (at: number, message = ''): Promise<void> => {
    const place = Math.max(0, Math.min(at, queue.count))
    const report = queue.at(place)
    if (report !== undefined) await sitting.read([report])
    send({ kind: 'go', at: place, message })
  }
  const goOn = (from: number, message: string): Promise<void> => {
    const next = queue.nextOpen(from)
    return go(next === -1 ? queue.count : next, message)
  }
  const said = (words: string, report: ReportId): string =>
    `Saved: ${words}. ${sitting.shown(report)?.report.title ?? ''}`
  const verdict = (word: Verdict, reason?: string): unknown => {
    const report = inHand()
    const { at } = now()
    if (report === undefined) return undefined
    return save(async () => {
      await sitting.say(report, word, reason)
      const label = sitting.reasons.find(({ id }) => id === reason)?.label
      await goOn(at, said(label === undefined ? word : `${word} (${label})`, report))
    })
  }
  const exclude = (): unknown => {
    if (inHand() === undefined) return undefined
    return sitting.reasons.length === 0 ? verdict('exclude') : send({ kind: 'ask', about: 'reason' })
  }
  const excludeFor = (input: string): unknown => {
    const reason = sitting.reasons[Number(input) - 1]
    if (input === '') return exclude()
    if (reason !== undefined) return verdict('exclude', reason.id)
    return send({ kind: 'trouble', words: `There is no reason ${input}; e lists them.` })
  }
  const notObtained = (): unknown => {
    const report = inHand()
    const { at } = now()
    if (report === undefined || task !== 'full-text') return undefined
    return save(async () => {
      await sitting.sayNotObtained(report)
      await goOn(at, said('full text not obtained', report))
    })
  }
  const flag = (): unknown => {
    const report = inHand()
    if (report === undefined) return undefined
    return save(async () => {
      const raised = sitting.sheet(report).flag === undefined
      await sitting.flag(report, raised)
      send({ kind: 'done', words: raised ? 'Saved: flagged for discussion.' : 'Saved: the flag is down.' })
    })
  }
  const open = async (): Promise<void> => {
    const shown = sitting.shown(inHand() ?? '')
    if (shown === undefined) return
    try {
      const address = await screen.open(shown.report)
      if (address === undefined) send({ kind: 'trouble', words: 'This report has neither a DOI nor a link.' })
      else send({ kind: 'done', words: `Opened ${address}` })
    } catch (error) {
      send({ kind: 'trouble', words: sayError(error) })
    }
  }
  const duplicate = (): unknown => {
    const report = inHand()
    const { twin } = now()
    if (report === undefined) return undefined
    if (twin === undefined || twin === report) {
      send({ kind: 'twin', ...(twin === report ? {} : { report }) })
      return send({
        kind: 'done',
        words:
          twin === report
            ? 'Forgotten.'
            : 'Go to the same document (/ finds it) and press d there; d again forgets it.',
      })
    }
    return save(async () => {
      await sitting.saySame([twin, report])
      send({ kind: 'twin' })
      send({
        kind: 'done',
        words: 'Saved: the two are the same document; "lacuna dedupe" puts them together.',
      })
    })
  }
  const travel = (change: () => Promise<ScreeningChange | undefined>, word: string, none: string): unknown =>
    save(async () => {
      const changed = await change()
      if (changed === undefined) return send({ kind: 'trouble', words: none })
      const message = `${word}: ${changed.entries.map(entryWords).join(', ')}.`
      const place = changed.report === undefined ? undefined : queue.placeOf(changed.report)
      return place === undefined ? send({ kind: 'done', words: message }) : go(place, message)
    })

  const act = (action: ScreeningAction, input: string): unknown => {
    const { at } = now()
    switch (action) {
      case 'include':
      case 'maybe':
        return verdict(action)
      case 'exclude':
        return exclude()
      case 'excludeFor':
        return excludeFor(input)
      case 'notObtained':
        return notObtained()
      case 'skip':
        return goOn(at, '')
      case 'next':
        return go(at + 1)
      case 'back':
        return go(at - 1)
      case 'nextFlagged': {
        const place = queue.nextFlagged(at)
        return place === -1 ? send({ kind: 'trouble', words: 'No report is flagged.' }) : go(place)
      }
      case 'undo':
        return travel(() => sitting.undo(), 'Taken back', 'There is nothing to take back.')
      case 'redo':
        return travel(() => sitting.redo(), 'Brought back', 'There is nothing to bring back.')
      case 'note':
        return inHand() === undefined ? undefined : send({ kind: 'ask', about: 'note' })
      case 'jump':
        return send({ kind: 'ask', about: 'jump' })
      case 'flag':
        return flag()
      case 'open':
        return open()
      case 'duplicate':
        return duplicate()
      case 'scrollDown':
      case 'scrollUp':
        return send({ kind: 'scroll', by: action === 'scrollDown' ? 3 : -3, most: mostScroll.scroll })
      case 'sideDown':
      case 'sideUp':
        return send({ kind: 'scrollSide', by: action === 'sideDown' ? 3 : -3, most: mostScroll.side })
    }
  }

  const answer = (asking: ScreeningQuestion): unknown => {
    const typed = asking.typed.trim()
    const report = inHand()
    switch (asking.kind) {
      case 'reason': {
        const choice = reasonChoices(sitting.reasons, asking.typed, task)[asking.at]
        return choice === undefined ? undefined : verdict('exclude', choice.id)
      }
      case 'note':
        if (typed === '' || report === undefined) return send({ kind: 'answered' })
        return save(async () => {
          await sitting.note(report, typed)
          send({ kind: 'done', words: 'Saved: the note.' })
        })
      case 'jump': {
        const number = Number(typed)
        if (Number.isInteger(number) && number >= 1 && number <= queue.count) return go(number - 1)
        return send({ kind: 'trouble', words: `There is no report ${typed}; expected 1 to ${queue.count}.` })
      }
    }
  }
  const onType = (input: string, press: Press): unknown => {
    const { asking } = now()
    if (asking === undefined) return undefined
    if (press.escape) return send({ kind: 'answered' })
    if (press.return) return answer(asking)
    if (asking.kind === 'reason') {
      const choices = reasonChoices(sitting.reasons, asking.typed, task)
      if (press.downArrow || press.upArrow)
        return send({ kind: 'mark', by: press.downArrow ? 1 : -1, count: choices.length })
      // Numbers mean reasons until something is typed.
      const byNumber =
        asking.typed === '' && /^\d$/.test(input) ? choices.find(({ key }) => key === input) : undefined
      if (byNumber !== undefined) return verdict('exclude', byNumber.id)
    }
    const typed = afterTyped(asking.typed, input, press)
    return typed === undefined ? undefined : send({ kind: 'type', typed })
  }
  return {
    act,
    onType,
    find: (report) => {
      const place = queue.placeOf(report)
      return place === undefined
        ? send({ kind: 'trouble', words: 'That report is not in your list at this stage.' })
        : go(place)
    },
    prompt: ({ kind, typed }) => `${prompts[kind]} ${typed}▏`,
  }
}

const prompts: Readonly<Record<ScreeningQuestion['kind'], string>> = {
  reason: 'Exclude because (number, or type):',
  note: 'Note:',
  jump: 'Number of the report:',
}
