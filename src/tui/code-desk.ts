import { codingProgress, type CodingProgress } from '../domain/coding-progress.ts'
import { type CodingSheet, emptySheet } from '../domain/coding-sheet.ts'
import type { ReportId } from '../domain/report.ts'
import type { CodeSuggestion } from '../stages/code-suggestions.ts'
import type { CodingEdit, CodingSitting, CopySource, OpenReport, Undone } from '../stages/coding-sitting.ts'
import type { Place } from '../stages/places.ts'
import { type CodeField, codeFields, type CodeRow, codeRows, labelOf, valueWords } from './code-fields.ts'
import { type CodeFocus, enterField, enterReport, keepFocus, nextToDo } from './code-focus.ts'
import { afterCode, type CodeEvent, type CodeState, openCode } from './code-state.ts'
import { CodeFinder, type FoundCode } from './find-code.ts'
import { sayError } from './opened.ts'
import { type ReportText, reportText } from './report-pane.ts'

/** Keeps where a coder is between sittings. */
export interface PlaceKeeper {
  /** Soon: moves follow one another. */
  keep(place: Place): void
  keepNow(): void
}

/** Reports that are listed while one chooses where to go, or which to copy. */
export interface DeskList {
  readonly ids: readonly ReportId[]
  readonly titles: ReadonlyMap<ReportId, string>
  /** Whether a search found more than were asked for. */
  readonly isCut: boolean
}

const nothingListed: DeskList = { ids: [], titles: new Map(), isCut: false }

/**
 * A coder's desk: the report in hand, what is said of it, and where the coder is. It knows nothing of how it is
 * drawn, so that the screen and the linear mode are two ways to sit at it. What is shown as said is in the log.
 */
export class CodeDesk {
  readonly sitting: CodingSitting
  readonly finder: CodeFinder
  readonly #progress: CodingProgress
  readonly #places: PlaceKeeper
  #state: CodeState = openCode()
  #opened: OpenReport | undefined
  #fields: readonly CodeField[] = []
  #rows: readonly CodeRow[] = []
  #text: ReportText | undefined
  /** What was just done, and what could not be. */
  message = ''
  trouble = ''
  listed: DeskList = nothingListed
  sources: readonly CopySource[] = []

  /** Called after every change, when there is something new to draw. */
  onChange: () => void = () => undefined

  constructor(sitting: CodingSitting, places: PlaceKeeper) {
    this.sitting = sitting
    this.finder = new CodeFinder(sitting.codebook)
    this.#progress = codingProgress(sitting.codebook)
    this.#places = places
  }

  get state(): CodeState {
    return this.#state
  }

  get opened(): OpenReport | undefined {
    return this.#opened
  }

  get sheet(): CodingSheet {
    return this.#opened?.sheet ?? emptySheet
  }

  /** The dimensions that are asked, and the codes of the one in hand. */
  get fields(): readonly CodeField[] {
    return this.#fields
  }

  get rows(): readonly CodeRow[] {
    return this.#rows
  }

  get field(): CodeField | undefined {
    return this.#fields.find(({ dimension }) => dimension.id === this.#state.focus?.dimension)
  }

  get row(): CodeRow | undefined {
    return this.#rows.find(({ code }) => code.id === this.#state.focus?.code)
  }

  get isComplete(): boolean {
    return this.#opened !== undefined && this.sitting.queue.isDone(this.#opened.report.id)
  }

  /** The report's words, with the cues of the code in hand told apart. */
  get text(): ReportText | undefined {
    if (this.#opened === undefined) return undefined
    this.#text ??= reportText(this.#opened.report, this.#opened.marks, this.#state.focus)
    return this.#text
  }

  get suggestions(): readonly CodeSuggestion[] {
    return this.#state.showsSuggestions ? (this.#opened?.suggestions ?? []) : []
  }

  /** What a search for a code finds now. */
  get found(): readonly FoundCode[] {
    const { asking, focus } = this.#state
    if (asking?.kind !== 'find') return []
    const asked = new Set(this.#fields.map(({ dimension }) => dimension.id))
    return this.finder.find(asking.typed, asked, focus?.dimension, asking.inDimension)
  }

  /** What the details are about: what is in hand, or what is marked in a search. */
  get looked(): { readonly field?: CodeField; readonly row?: CodeRow } {
    const { asking } = this.#state
    const marked = asking?.kind === 'find' ? this.found[asking.at] : undefined
    const field =
      marked === undefined ? this.field : this.#fields.find((one) => one.dimension === marked.dimension)
    const rows =
      field === this.field
        ? this.#rows
        : field === undefined
          ? []
          : codeRows(field, this.sheet, this.suggestions)
    const row = marked === undefined ? this.row : rows.find(({ code }) => code.id === marked.code?.id)
    return { ...(field === undefined ? {} : { field }), ...(row === undefined ? {} : { row }) }
  }

  send(event: CodeEvent): void {
    const { focus } = this.#state
    this.#state = afterCode(this.#state, event)
    if (this.#state.focus !== focus) {
      this.#text = undefined
      if (this.#state.focus?.dimension !== focus?.dimension) this.#keep()
    }
    if (event.kind === 'suggestions' || this.#state.focus?.dimension !== focus?.dimension) this.#refresh()
    this.onChange()
  }

  /** Says something on the line for it, or what could not be done. */
  say(message: string, trouble = ''): void {
    this.message = message
    this.trouble = trouble
    this.onChange()
  }

  /** Takes a report in hand. Says so where it is not there any more. */
  async open(
    id: ReportId,
    more: { readonly dimension?: string; readonly isBack?: boolean } = {},
  ): Promise<void> {
    const isOther = id !== this.#state.report
    if (isOther) await this.sitting.news()
    const opened = await this.sitting.open(id)
    if (opened === undefined) return this.say('', 'That report is not there any more.')
    this.#opened = opened
    this.#text = undefined
    const { focus: before } = this.#state
    this.#fields = this.#fieldsNow()
    const wanted = this.#fields.find(({ dimension }) => dimension.id === more.dimension)
    const focus =
      wanted !== undefined
        ? !isOther && before?.dimension === wanted.dimension.id
          ? before
          : enterField(wanted)
        : isOther
          ? enterReport(this.#fields)
          : before
    this.#state = afterCode(this.#state, {
      kind: 'opened',
      report: id,
      ...(focus === undefined ? {} : { focus }),
      ...(more.isBack === true ? { isBack: true } : {}),
    })
    this.#refresh()
    if (isOther) this.message = ''
    this.trouble = ''
    this.#keep()
    // Another report at once: only moves within one are kept a moment later.
    if (isOther) this.#places.keepNow()
    this.onChange()
    // What comes next is read while the coder reads.
    const { queue } = this.sitting
    const { filter } = this.#state
    const next = [queue.nextToDo(filter, id), queue.step(filter, id, 1)].filter((one) => one !== undefined)
    void this.sitting.readAhead(next)
    return undefined
  }

  /** Opens where the coder left off, else what is to be done first. */
  async begin(place: Place | undefined): Promise<void> {
    const { queue } = this.sitting
    const there = place === undefined || !queue.has(place.report) ? undefined : place
    const first = queue.nextToDo({ kind: 'all' }, undefined) ?? queue.list({ kind: 'all' })[0]
    const report = there?.report ?? first
    if (report === undefined) return
    await this.open(report, there?.field === undefined ? {} : { dimension: there.field })
  }

  /** Saves an edit, then shows it. Whether anything changed. */
  async edit(edit: CodingEdit): Promise<boolean> {
    const id = this.#opened?.report.id
    if (id === undefined) return false
    const wasComplete = this.isComplete
    try {
      const change = await this.sitting.edit(id, edit)
      if (change === undefined) return false
      this.#takeSheet()
      const fallen = change.noLongerAsked.map((dimension) => this.#labelOf(dimension)).join(', ')
      const more = fallen === '' ? '' : `  ${fallen}: no longer asked, its codes taken back (z undoes both)`
      this.say(
        `Saved: ${this.#wordsOf(edit)}${more}${!wasComplete && this.isComplete ? '   Complete: s goes to the next report.' : ''}`,
      )
      return true
    } catch (error) {
      this.say('', `Not saved: ${sayError(error)}`)
      return false
    }
  }

  /** Takes back or brings back the last action, and goes to where it was. */
  async turnBack(which: 'undo' | 'redo'): Promise<void> {
    try {
      const undone = await this.sitting[which]()
      if (undone === undefined) {
        return this.say(which === 'undo' ? 'Nothing is left to take back.' : 'Nothing is left to bring back.')
      }
      const { report, dimension } = undone
      if (report !== undefined) {
        await this.open(report, dimension === undefined ? {} : { dimension })
        this.#takeSheet()
      }
      return this.say(`${which === 'undo' ? 'Taken back' : 'Brought back'}: ${this.#wordsOfUndone(undone)}`)
    } catch (error) {
      return this.say('', `Not saved: ${sayError(error)}`)
    }
  }

  /** Takes up what another terminal of this coder has said; whether it shows. */
  async news(): Promise<boolean> {
    const touched = await this.sitting.news()
    if (this.#opened !== undefined && touched.has(this.#opened.report.id)) this.#takeSheet()
    return touched.size > 0
  }

  /** Goes to the next thing to do; where there is none, stays. */
  goToNext(): boolean {
    const next = nextToDo(this.#fields, this.#state.focus)
    if (next !== undefined) this.send({ kind: 'focus', focus: next })
    return next !== undefined
  }

  focus(focus: CodeFocus): void {
    this.send({ kind: 'focus', focus })
  }

  /** Leaves the desk: keeps the place, and ends what learns in the background. */
  async leave(): Promise<void> {
    this.#places.keepNow()
    this.onChange = () => undefined
    await this.sitting.close()
  }

  #fieldsNow(): readonly CodeField[] {
    return codeFields(this.sitting.codebook, this.#progress, this.sheet, this.suggestions)
  }

  #takeSheet(): void {
    if (this.#opened === undefined) return
    const sheet = this.sitting.sheet(this.#opened.report.id)
    this.#opened = { ...this.#opened, sheet }
    const before = this.#fields
    this.#fields = this.#fieldsNow()
    const { focus } = this.#state
    if (focus !== undefined) {
      const kept = keepFocus(this.#fields, focus, before)
      this.#state = afterCode(this.#state, { kind: 'focus', focus: kept })
    }
    this.#refresh()
  }

  #refresh(): void {
    this.#fields = this.#fieldsNow()
    const { field } = this
    this.#rows = field === undefined ? [] : codeRows(field, this.sheet, this.suggestions)
  }

  #keep(): void {
    const { report, focus } = this.#state
    if (report !== undefined)
      this.#places.keep({ report, ...(focus === undefined ? {} : { field: focus.dimension }) })
  }

  #labelOf(dimension: string): string {
    return this.sitting.codebook.dimensions.find(({ id }) => id === dimension)?.label ?? dimension
  }

  #wordsOf(edit: CodingEdit): string {
    switch (edit.kind) {
      case 'flag':
        return this.sheet.flag === undefined ? 'flag taken down' : 'flagged'
      case 'note':
        return 'note'
      case 'copy':
        return 'codes copied'
      case 'reject':
        return `${this.#codeWords(edit.suggestion)} rejected`
      case 'quote':
        return `quoted for ${this.#codeWords({ dimension: edit.dimension, code: edit.evidence.code ?? '' })}`
      case 'accept':
        return this.#valueWords(edit.suggestion.dimension)
      case 'toggle':
      case 'none-applies':
      case 'value':
        return this.#valueWords(edit.dimension)
    }
  }

  #valueWords(id: string): string {
    const dimension = this.sitting.codebook.dimensions.find((one) => one.id === id)
    const value = this.sheet.values.get(id)?.value
    if (dimension === undefined) return id
    return `${dimension.label}: ${value === undefined ? 'not coded' : valueWords(dimension, value)}`
  }

  #codeWords({ dimension: id, code }: { readonly dimension: string; readonly code: string }): string {
    const dimension = this.sitting.codebook.dimensions.find((one) => one.id === id)
    return dimension === undefined ? code : `${dimension.label}: ${labelOf(dimension, code)}`
  }

  #wordsOfUndone({ report, dimension, kinds }: Undone): string {
    if (dimension !== undefined && kinds.includes('code')) return this.#valueWords(dimension)
    if (report !== undefined) return kinds.map((kind) => kindWords[kind] ?? kind).join(', ')
    return `${kinds.map((kind) => kindWords[kind] ?? kind).join(', ')} (not of this screen)`
  }
}

const kindWords: Readonly<Record<string, string>> = {
  note: 'a note',
  flag: 'the flag',
  answer: 'the answer to a suggestion',
  screen: 'a verdict of screening',
  code: 'a code',
}
