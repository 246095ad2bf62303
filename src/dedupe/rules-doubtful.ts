import { aboutSameYear, agreeingAuthors, contradicting, likeTitle, nearTitle, type Rule } from './rule.ts'

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
      nearTitle(c) && c.titleWords >= 3 && agreeingAuthors(c) && aboutSameYear(c) && contradicting(c) <= 1,
    reason: 'titles and authors agree, but not enough else does',
    case: 'same-title-same-authors',
  },
]
