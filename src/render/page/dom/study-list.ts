import type { PageCoding, PageData, PageStudy } from '../page-data.ts'
import { clip, formatReference } from '../reference.ts'
import { settledWords } from '../wording.ts'
import { element, foreign, replace } from './element.ts'

const atOnce = 40

/** A list of studies that grows as one scrolls: only what was reached is in the page, so 50,000 studies are no load. */
export class StudyList {
  readonly host = element('div', { class: 'study-list' })
  readonly #list = element('ol', { class: 'studies' })
  readonly #more = element('button', { type: 'button', class: 'more', onclick: () => this.#grow() })
  readonly #data: PageData
  readonly #studies: readonly number[]
  #reached = 0

  constructor(data: PageData, studies: readonly number[]) {
    this.#data = data
    this.#studies = studies
    replace(this.host, this.#list, this.#more)
    this.#grow()
    new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#grow()
    }).observe(this.#more)
  }

  #grow(): void {
    const next = this.#studies.slice(this.#reached, this.#reached + atOnce)
    this.#reached += next.length
    for (const i of next) {
      const study = this.#data.studies[i]
      if (study !== undefined) this.#list.append(studyItem(study, this.#data))
    }
    const left = this.#studies.length - this.#reached
    this.#more.hidden = left === 0
    this.#more.textContent = `Show more (${left} left)`
  }
}

function studyItem(study: PageStudy, data: PageData): HTMLElement {
  const [first, ...others] = study.reports
  const machine = study.reports.every((report) => report.byMachine === true)
  const details = element('details', {}, element('summary', {}, 'Codes and quotes'))
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(codingsOf(study, data))
  })
  return element(
    'li',
    { class: 'study' },
    first === undefined ? undefined : referenceOf(first),
    machine ? element('span', { class: 'tag machine' }, 'included by a machine only') : undefined,
    ...others.map((report) =>
      element('p', { class: 'also' }, 'Also reported in: ', ...referenceOf(report).childNodes),
    ),
    details,
  )
}

function referenceOf(report: PageStudy['reports'][number]): HTMLElement {
  const { lead, title, container, rest, link } = formatReference(report)
  const heading =
    link === undefined
      ? element('span', { class: 'title', dir: 'auto' }, title)
      : element(
          'a',
          { class: 'title', dir: 'auto', href: link, rel: 'noopener noreferrer', target: '_blank' },
          title,
        )
  return element(
    'p',
    { class: 'reference' },
    foreign(lead),
    ' ',
    heading,
    ' ',
    container === '' ? undefined : element('cite', {}, foreign(container)),
    container === '' || rest === '' ? undefined : ', ',
    rest === '' ? undefined : foreign(rest),
    report.doi === undefined
      ? undefined
      : element('span', { class: 'doi' }, ' doi:', foreign(clip(report.doi, 80))),
    ...(report.notices ?? []).map((notice) =>
      element(
        'strong',
        { class: report.isRetracted === true ? 'tag notice retracted' : 'tag notice' },
        foreign(clip(notice, 200)),
      ),
    ),
  )
}

function codingsOf(study: PageStudy, data: PageData): HTMLElement {
  return element(
    'dl',
    { class: 'codings' },
    ...study.codings.flatMap((coding) => {
      const dimension = data.dimensions[coding.d]
      if (dimension === undefined) return []
      return [
        element('dt', {}, foreign(dimension.label)),
        element(
          'dd',
          {},
          ...valueOf(coding, data),
          element(
            'span',
            { class: `by ${coding.by}` },
            `${settledWords[coding.by]}: ${coding.who.map((who) => data.coders[who] ?? '').join(', ')}`,
          ),
          ...(coding.quotes ?? []).map(({ quote, where }) =>
            element(
              'blockquote',
              { dir: 'auto' },
              `“${clip(quote, 600)}”`,
              where === undefined ? undefined : element('span', { class: 'where' }, ` ${where}`),
            ),
          ),
        ),
      ]
    }),
  )
}

function valueOf(coding: PageCoding, data: PageData): readonly HTMLElement[] {
  const dimension = data.dimensions[coding.d]
  if (coding.codes !== undefined) {
    if (coding.codes.length === 0) return [element('span', { class: 'tag none' }, 'none applies')]
    return coding.codes.map((code) =>
      element('span', { class: 'tag' }, foreign(dimension?.codes[code]?.label ?? '')),
    )
  }
  if (coding.number !== undefined)
    return [
      element('span', {}, `${coding.number}${dimension?.unit === undefined ? '' : ` ${dimension.unit}`} `),
    ]
  return [element('span', { dir: 'auto' }, `${clip(coding.text ?? '', 600)} `)]
}
