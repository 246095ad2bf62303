import type { PageData, PageStudy } from '../page-data.ts'
import { referenceCells, referenceColumns, writeBibtex, writeCsv, writeRis } from '../reference-files.ts'
import { element } from './element.ts'

/** Buttons that hand out the listed studies as RIS, BibTeX and CSV files, made in the page. */
export function exportButtons(data: PageData, studies: () => readonly number[]): HTMLElement {
  const chosen = (): readonly PageStudy[] => studies().flatMap((i) => data.studies[i] ?? [])
  const references = (): PageStudy['reports'] => chosen().flatMap((study) => study.reports)
  const button = (label: string, extension: string, type: string, write: () => string): HTMLElement =>
    element(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'aria-label': `Export these as ${label}`,
        onclick: () => save(`studies.${extension}`, type, write()),
      },
      label,
    )
  return element(
    'div',
    { class: 'exports' },
    element('span', {}, 'Export these:'),
    button('RIS', 'ris', 'application/x-research-info-systems', () => writeRis(references())),
    button('BibTeX', 'bib', 'application/x-bibtex', () => writeBibtex(references())),
    button('CSV', 'csv', 'text/csv', () => writeCsv(studyRows(chosen(), data))),
  )
}

/** One row a study: its first report, and its codes per dimension. */
function studyRows(
  studies: readonly PageStudy[],
  data: PageData,
): readonly (readonly (string | number | undefined)[])[] {
  const head = ['study_id', ...referenceColumns, ...data.dimensions.map(({ id }) => id)]
  const rows = studies.map((study) => {
    const [first] = study.reports
    const cells = first === undefined ? referenceColumns.map(() => undefined) : referenceCells(first)
    const values = data.dimensions.map((dimension, d) => {
      const coding = study.codings.find((candidate) => candidate.d === d)
      if (coding === undefined) return undefined
      if (coding.codes !== undefined)
        return coding.codes.map((code) => dimension.codes[code]?.id ?? '').join('; ')
      return coding.number ?? coding.text
    })
    return [study.id, ...cells, ...values]
  })
  return [head, ...rows]
}

function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = element('a', { href: address, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
