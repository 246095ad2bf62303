import { expect, test } from 'vitest'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { answerQuestions, type QuestionAnswer } from '../../src/synthesis/question-answers.ts'
import type { ReviewQuestion } from '../../src/domain/codebook.ts'
import { codebook, dimension, review, type SmallStudy, times } from './small-review.ts'

const book = codebook(
  [
    dimension('topic', [['health', 'hospital', 'home'], 'school']),
    dimension('harm', ['burden', 'exclusion']),
    dimension('design', ['case', 'survey', 'trial'], 'ordinal'),
    dimension('result', ['up', 'down', 'both ways', 'flat', 'not tested']),
    dimension('size', [], 'number'),
  ],
  {
    roles: {
      rigor: { dimension: 'design', rigorous: ['trial'] },
      direction: {
        dimension: 'result',
        positive: ['up'],
        negative: ['down'],
        mixed: ['both ways'],
        none: ['flat'],
      },
    },
  },
)

const ask = (
  answeredBy: ReviewQuestion['answeredBy'],
  studies: readonly SmallStudy[],
  of = book,
): QuestionAnswer => {
  const questions = [{ id: 'Q1', question: 'Does it?', answeredBy }]
  const [answer] = answerQuestions(codedStudies(review({ ...of, questions }, studies)))
  if (answer === undefined) throw new Error('no answer')
  return answer
}

const studies: readonly SmallStudy[] = [
  { year: 2001, codes: { topic: ['hospital'], harm: ['burden'], design: ['case'], result: ['up'] } },
  { year: 2010, codes: { topic: ['home'], harm: ['burden'], design: ['trial'], result: ['down', 'up'] } },
  { year: 2020, codes: { topic: ['school'], harm: [], design: ['trial'], result: ['flat'] } },
  { codes: { topic: ['school'], harm: ['burden'] } },
  { codes: { topic: ['school'] } },
]

test('finds the studies that are coded on everything the question asks for', () => {
  const answer = ask([{ dimension: 'topic' }, { dimension: 'harm' }], studies)
  expect(answer.studies).toEqual(['s1', 's2', 's4'])
  expect(answer.notKnown).toBe(1)
  expect(answer.rigor).toMatchObject({ rigorous: 1, notRigorous: 1, notCoded: 1 })
  expect(answer.directions).toEqual({ positive: 1, negative: 0, mixed: 1, none: 0, notStated: 1 })
  expect(answer.years).toEqual({ first: 2001, last: 2010 })
  expect(answer.dimensions[1]).toEqual({
    dimension: 'harm',
    label: 'harm',
    notCoded: 1,
    none: 1,
    codes: [
      { code: 'burden', label: 'burden', studies: 3 },
      { code: 'exclusion', label: 'exclusion', studies: 0 },
    ],
  })
  expect(answer.missing).toEqual([
    '1 of 5 included studies is not coded on everything the question asks for.',
    'On "harm" none of these studies reports "exclusion".',
  ])
  expect(answer.sentence).toBe(
    '3 of 5 included studies (60 %) bear on this question, published 2001 to 2010. ' +
      '1 of them is coded as rigorous (1 not coded). ' +
      'Results: 1 positive, 0 negative, 1 mixed and 0 without effect, of 2 studies that state a direction; they do not all point the same way. ' +
      'Most often topic: health (2); harm: burden (3).',
  )
})

test('takes only the codes that are named, and those below them', () => {
  expect(ask([{ dimension: 'topic', codes: ['health'] }], studies).studies).toEqual(['s1', 's2'])
  expect(ask([{ dimension: 'topic', codes: ['home', 'school'] }], studies).studies).toEqual([
    's2',
    's3',
    's4',
    's5',
  ])
})

test('counts a number as an answer', () => {
  expect(ask([{ dimension: 'size' }], [{ codes: { size: 12 } }, {}]).studies).toEqual(['s1'])
})

test.each([
  [
    'nobody',
    [{ dimension: 'harm', codes: ['exclusion'] }],
    studies,
    'No included study bears on this question (0 of 5; 1 not coded on everything it asks for).',
  ],
  [
    'an unknown dimension',
    [{ dimension: 'nowhere' }],
    studies,
    'The codebook names no dimension that bears on this question.',
  ],
  [
    'no studies',
    [{ dimension: 'harm' }],
    [],
    'No included study bears on this question (0 of 0; 0 not coded on everything it asks for).',
  ],
])('says so when there is nothing: %s', (_, answeredBy, some, sentence) => {
  expect(ask(answeredBy, some).sentence).toBe(sentence)
})

test.each([
  [
    { topic: ['school'], design: ['case'], result: ['up'] },
    [
      'None of these studies is coded as rigorous.',
      'None of these studies reports a negative, null or mixed result.',
    ],
  ],
  [
    { topic: ['school'] },
    ['How well made these studies are is not coded.', 'None of these studies states a direction of results.'],
  ],
  [{ topic: ['school'], design: ['trial'], result: ['down'] }, []],
])('says what is missing from %j', (codes, missing) => {
  const answer = ask([{ dimension: 'topic', codes: ['school'] }], times(3, { codes }))
  expect(answer.missing).toEqual(missing)
})

test('leaves out what the codebook gives no role for', () => {
  const { roles: _, ...plain } = book
  const answer = ask([{ dimension: 'harm' }], studies, plain)
  expect(answer).not.toHaveProperty('rigor')
  expect(answer).not.toHaveProperty('directions')
})
