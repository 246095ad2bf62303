import {
  fits,
  oneContainer,
  noOtherAuthors,
  aboutSameYear,
  contradicting,
  likeTitle,
  nearTitle,
  type Rule,
} from './rule.ts'

/** What people should look at. */
export const forPeople: readonly Rule[] = [
  {
    id: 'doi-only',
    outcome: 'doubtful',
    when: (c) => c.doi === 'same' && (c.title === 'similar' || likeTitle(c)),
    reason: 'same DOI, but titles, authors or pages differ',
    case: 'supplement-doi',
  },
  {
    id: 'title-and-authors',
    outcome: 'doubtful',
    when: (c) =>
      nearTitle(c) &&
      c.titleWords >= 2 &&
      noOtherAuthors(c) &&
      aboutSameYear(c) &&
      contradicting(c) === 0 &&
      !(c.container === 'different' && c.year === 'next'),
    reason: 'titles and authors agree, but not enough else does',
    case: 'same-title-same-authors',
  },
  {
    id: 'same-page',
    outcome: 'doubtful',
    when: (c) =>
      (c.title === 'close' || c.title === 'similar') &&
      c.authors === 'same' &&
      c.pages === 'same' &&
      fits(c.volume) &&
      c.year === 'same' &&
      oneContainer(c),
    reason: 'two meeting abstracts of the same authors on one page, or one with two titles',
    case: 'two-abstracts-on-a-page',
  },
]
