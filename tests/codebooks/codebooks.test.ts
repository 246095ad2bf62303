import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allCodes, type Codebook, codebookHash, joinCodebooks } from '../../src/domain/codebook.ts'
import { codebookDifference } from '../../src/domain/codebook-difference.ts'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'
import { compileCues, findCues } from '../../src/text/cue.ts'

const root = join(import.meta.dirname, '../..')
const files = readdirSync(join(root, 'codebooks')).filter((file) => file.endsWith('.yaml'))
const text = (file: string): string => readFileSync(join(root, 'codebooks', file), 'utf8')

/** What a cue may stand for, each of its alternatives once: "co-(plan|planned)*" gives "co-planx", "co-plannedx". */
function wordings(cue: string): readonly string[] {
  const group = /\(([^()]*)\)/.exec(cue)
  if (group === null) return [cue.replaceAll('*', 'x').replaceAll('~', 'and').replaceAll('…', 'then')]
  const [whole, inside = ''] = group
  const before = cue.slice(0, group.index)
  const after = cue.slice(group.index + whole.length)
  return inside.split('|').flatMap((choice) => wordings(`${before}${choice}${after}`))
}

function codebook(file: string): Codebook {
  const read = readCodebook(text(file), file).codebook
  if (read === undefined) throw new Error(`${file} is not a codebook.`)
  return read
}

test('there are three codebooks', () => {
  expect(files.toSorted()).toEqual(['coproduction.yaml', 'intervention-outcome.yaml', 'mmat-2018.yaml'])
})

describe.each(files)('%s', (file) => {
  test('is read without any problem', () => {
    expect(readCodebook(text(file), file).problems).toEqual([])
  })

  test('has its file’s name as id, questions with answers, and its sources', () => {
    const { id, questions, sources } = codebook(file)
    expect(`${id}.yaml`).toBe(file)
    expect(questions.length).toBeGreaterThan(0)
    for (const question of questions) expect(question.answeredBy.length).toBeGreaterThan(0)
    expect(sources.length).toBeGreaterThan(0)
  })

  test('names no source in brackets that it does not list', () => {
    const listed = new Set([...codebook(file).sources].map((source) => /^\[(\w+)\]/.exec(source)?.[1]))
    const named = [...text(file).matchAll(/^\s*(?:- \{.*)?source: .*$/gm)].flatMap(([line]) =>
      [...line.matchAll(/\[([A-Za-z]\w*)\]/g)].map((match) => match[1]),
    )
    expect(named.filter((mark) => !listed.has(mark))).toEqual([])
  })

  test('has no cue and no near-miss that does not find its own words', () => {
    const { dimensions, screening } = codebook(file)
    const codes = [...dimensions, { codes: screening?.reasons ?? [] }].flatMap((one) => allCodes(one))
    const deaf = codes.flatMap(({ code }) =>
      [...code.cues, ...code.nearMisses]
        .filter((cue) => !cue.startsWith('/'))
        .flatMap((cue) => {
          const set = compileCues([cue], [])
          return wordings(cue).flatMap((words) => (findCues(set, words).length === 0 ? [[cue, words]] : []))
        }),
    )
    expect(deaf).toEqual([])
  })

  test('gives another hash and says what changed when one label changes', () => {
    const before = codebook(file)
    const label = allCodes(before.dimensions[0] ?? { codes: [] })[0]?.code.label ?? ''
    const changed = readCodebook(
      text(file).replace(`label: ${label}`, 'label: Something else'),
      file,
    ).codebook
    expect(changed && codebookHash(changed)).not.toBe(codebookHash(before))
    expect(changed && codebookDifference(before, changed).map(({ change }) => change)).toContain('relabelled')
  })
})

test('an appraisal joins a review’s codebook as an add-on, asked only where it applies', () => {
  const joined = joinCodebooks(codebook('coproduction.yaml'), [codebook('mmat-2018.yaml')])
  expect(joined.id).toBe('coproduction+mmat-2018')
  const criteria = joined.dimensions.filter(({ id }) => /^mmat-\d-\d$/.test(id))
  expect(criteria).toHaveLength(25)
  for (const { when, codes } of criteria) {
    expect(when).toMatchObject({ dimension: 'mmat-kind' })
    expect(codes.map(({ id }) => id)).toEqual(['yes', 'no', 'cannot-tell'])
  }
  expect(new Set(criteria.map(({ when }) => when?.any.join()))).toHaveLength(5)
})

describe('the codebook of co-production', () => {
  const { dimensions, questions, screening } = codebook('coproduction.yaml')

  test.each(
    'co-production co-commissioning co-governance co-construction co-design co-delivery co-management co-assessment value-co-creation co-creation co-planning co-prioritisation co-financing co-innovation co-implementation co-destruction user-empowerment public-service-logic knowledge-co-production'.split(
      ' ',
    ),
  )('defines %s with its source and cues', (term) => {
    const codes = allCodes(dimensions.find(({ id }) => id === 'term') ?? { codes: [] })
    const code = codes.find((placed) => placed.code.id === term)?.code
    expect(code?.definition?.length).toBeGreaterThan(15)
    expect(code?.source).toBeTruthy()
    expect(code?.cues.length).toBeGreaterThan(0)
  })

  test('has the dimensions of the review', () => {
    expect(dimensions.map(({ id }) => id)).toEqual(
      expect.arrayContaining(
        'term discipline mode level phase contributor sector country design theory outcome direction dark-side motivation barrier rationale rigor voice-or-action lay-role professional-part data facilitator management-lever systematic-management'.split(
          ' ',
        ),
      ),
    )
    expect(dimensions.find(({ id }) => id === 'rigor')).toMatchObject({ type: 'ordinal' })
    expect(dimensions.find(({ id }) => id === 'rigor')?.codes).toHaveLength(6)
  })

  test('asks the seventeen questions of the call', () => {
    expect(questions.map(({ id }) => id)).toEqual(Array.from({ length: 17 }, (_, i) => `Q${i + 1}`))
  })

  test('gives every reason for exclusion a cue, but for the one that only people can give', () => {
    const withoutCue = screening?.reasons.filter(({ cues }) => cues.length === 0).map(({ id }) => id)
    expect(withoutCue).toEqual(['not-about-services'])
  })

  test('has every state of the United Nations’ regions once', () => {
    const countries = allCodes(dimensions.find(({ id }) => id === 'country') ?? { codes: [] })
    const iso = countries.map(({ code }) => code.id).filter((id) => /^[a-z]{3}$/.test(id))
    expect(new Set(iso).size).toBe(iso.length)
    expect(iso.length).toBeGreaterThan(190)
  })
})

test('nothing in src mentions the words of one review, but for the bundled codebook’s name', () => {
  const words =
    /\bco[-\u2010]?(?:produc|creat|design|deliver|govern|construct|commission|manag|assess|destr)\w*/gi
  const found = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(root, 'src', file), 'utf8').matchAll(words)].flatMap(([word]) =>
        file.startsWith('cli') && word === 'coproduction' ? [] : [`${file}: ${word}`],
      ),
    )
  expect(found).toEqual([])
})
