import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, lacuna, smallLibrary, smallReview } from './command.ts'

/** A preprint and its article, and two versions of one Cochrane review. */
const family = `TY  - UNPB
TI  - Attention Is All You Need
AU  - Vaswani, Ashish
AU  - Shazeer, Noam
PY  - 2017
T2  - arXiv
DO  - 10.48550/arXiv.1706.03762
ER  -

TY  - CPAPER
TI  - Attention is All you Need
AU  - Vaswani, Ashish
AU  - Shazeer, Noam
PY  - 2017
T2  - Advances in Neural Information Processing Systems
VL  - 30
SP  - 5998
EP  - 6008
ER  -

TY  - JOUR
TI  - Antibiotics for sore throat
AU  - Del Mar, C. B.
AU  - Glasziou, P. P.
PY  - 2006
T2  - Cochrane Database of Systematic Reviews
IS  - 4
SP  - CD000023
DO  - 10.1002/14651858.CD000023.pub3
ER  -

TY  - JOUR
TI  - Antibiotics for sore throat
AU  - Del Mar, Chris B.
AU  - Glasziou, Paul P.
PY  - 2013
T2  - Cochrane Database of Systematic Reviews
IS  - 11
SP  - CD000023
DO  - 10.1002/14651858.CD000023.pub4
ER  -
`

function familyReview(): string {
  const review = smallReview()
  writeFileSync(join(review, 'family.ris'), family)
  expect(lacuna(['import', join(review, 'family.ris'), '--project', review]).status).toBe(0)
  return review
}

interface Counts {
  readonly reports: number
  readonly related: number
}

test('what counts as one document follows review.yaml, whatever an earlier run made', () => {
  const review = familyReview()
  const counts = (): Counts => ask<Counts>(['dedupe', '--project', review])
  expect(counts()).toMatchObject({ reports: 6, related: 1 })
  appendFileSync(join(review, 'review.yaml'), 'dedupe:\n  preprints: merge\n')
  expect(counts()).toMatchObject({ reports: 5, related: 0 })
  const [paper] = ask<readonly { id: string }[]>(['find', 'attention', '--project', review])
  const explained = lacuna(['dedupe', '--explain', paper?.id ?? '', '--project', review])
  expect(explained.stdout).toContain('merged (preprint-version')
  appendFileSync(join(review, 'review.yaml'), '  cochraneVersions: link\n')
  expect(counts()).toMatchObject({ reports: 6, related: 1 })
})

test('a setting that there is not is named with its line', () => {
  const review = familyReview()
  writeFileSync(join(review, 'review.yaml'), 'title: T\ndedupe:\n  preprints: drop\n')
  const { status, stderr } = lacuna(['dedupe', '--project', review])
  expect(stderr).toMatch(/review\.yaml:3: .*"drop".*link or merge/)
  expect(status).toBe(1)
})

test('another import compares what is new with what was there, and gives what one run over everything gives', () => {
  const copies = family
    .replaceAll('VL  - 30\n', '')
    .replaceAll('Del Mar, C. B.', 'Del Mar, C.')
    .split('\n\n')
    .toReversed()
  const twoFiles = (isInSteps: boolean): readonly string[] => {
    const review = familyReview()
    const steps = [copies.slice(0, 2).join('\n\n'), copies.slice(2).join('\n\n'), smallLibrary]
    for (const [n, text] of steps.entries()) {
      writeFileSync(join(review, `more-${n}.ris`), text)
      lacuna(['import', join(review, `more-${n}.ris`), '--project', review])
      if (isInSteps) ask(['dedupe', '--project', review])
    }
    const { records, reports, doubtful, related } = ask<Counts & { records: number; doubtful: unknown }>([
      'dedupe',
      '--project',
      review,
    ])
    const { stdout } = lacuna(['export', 'records', '--format', 'csv', '--project', review])
    return [JSON.stringify({ records, reports, doubtful, related }), stdout]
  }
  const inSteps = twoFiles(true)
  expect(inSteps).toEqual(twoFiles(false))
  expect(inSteps[0]).toMatch(/"records":12,"reports":6,/)
})

test('related reports are offered as links, and studies follow what people say', () => {
  const review = familyReview()
  ask(['dedupe', '--project', review])
  interface Related {
    readonly reports: readonly string[]
    readonly relation: string
    readonly reason: string
    readonly isLinked: boolean
  }
  const related = (): readonly Related[] =>
    ask<readonly Related[]>(['dedupe', '--related', '--project', review])
  const [pair] = related()
  expect(pair).toMatchObject({ relation: 'preprint', isLinked: false })
  expect(pair?.reason).toMatch(/preprint/)
  const reports = pair?.reports ?? []
  const words = reports.flatMap((id) => [`${id},title-abstract,include`, `${id},full-text,include`])
  const file = join(review, 'included.csv')
  writeFileSync(file, ['report,stage,verdict', ...words].join('\n'))
  ask(['decide', file, '--project', review])
  const studies = (): number => ask<{ studies: number }>(['status', '--project', review]).studies
  expect(studies()).toBe(2)
  ask(['dedupe', '--link', ...reports.toReversed(), '--project', review])
  expect(studies()).toBe(1)
  ask(['dedupe', '--project', review])
  expect(related()).toMatchObject([{ isLinked: true }])
  expect(lacuna(['dedupe', '--related', '--project', review]).stdout).toMatch(
    /^preprint: .+ \(linked to one study\)\n {2}d\w+ {2}Attention/,
  )
  ask(['dedupe', '--unlink', ...reports, '--project', review])
  expect(studies()).toBe(2)
  const log = ask<readonly { kind: string; coder: string }[]>(['log', '--project', review])
  expect(log.filter(({ kind }) => kind === 'link').map(({ coder }) => coder)).toEqual(['Ada', 'Ada'])
})

test.each([
  [['--link', 'd1'], /names 1 report/],
  [['--link', 'd1', 'd2'], /no report "d1"/],
])('dedupe %j says what is wrong', (words, message) => {
  const { status, stderr } = lacuna(['dedupe', ...words, '--project', familyReview()])
  expect(stderr).toMatch(message)
  expect(status).toBe(2)
})
