import {
  nearTitle,
  aboutSameYear,
  agreeingAuthors,
  agreeing,
  atPage,
  contradicting,
  fits,
  isGeneric,
  likeTitle,
  marked,
  oneContainer,
  oneIs,
  type Rule,
} from './rule.ts'
import { titleMark } from './title.ts'

/** Other kinds of works about the same thing, parts, editions, and titles that many works share. */
export const otherWorks: readonly Rule[] = [
  {
    id: 'other-title',
    outcome: 'apart',
    when: (c) =>
      (c.title === 'different' || c.title === 'similar') &&
      c.doi !== 'same' &&
      c.pmid !== 'same' &&
      c.workNumber !== 'same' &&
      !(agreeingAuthors(c) && c.pages === 'same') &&
      !(c.authors === 'missing' && c.title === 'similar' && c.samePageRange && c.volume === 'same'),
    reason: 'the titles differ',
    case: 'dear-2010-liraglutide-inhibits',
  },
  {
    id: 'registration',
    outcome: 'related',
    relation: 'registration',
    isHard: true,
    when: (c) => oneIs(c, 'registry'),
    reason: 'one is an entry in a trial registry, the other is not',
    case: 'registry-and-article',
  },
  {
    id: 'correction',
    outcome: 'related',
    relation: 'correction',
    isHard: true,
    when: (c) => marked(c, titleMark.correction) || marked(c, titleMark.retraction),
    reason: 'one corrects or retracts the other',
    case: 'erratum-and-article',
  },
  {
    id: 'comment',
    outcome: 'related',
    relation: 'comment',
    isHard: true,
    when: (c) => marked(c, titleMark.comment),
    reason: 'one is a comment, a letter or a reply to the other',
    case: 'comment-and-article',
  },
  {
    id: 'number-in-title',
    outcome: 'apart',
    isHard: true,
    when: (c) =>
      c.numbersDiffer &&
      !(c.doi === 'same' && c.authors === 'same' && fits(c.pages)) &&
      !(c.samePageRange && c.volume === 'same' && c.authors === 'same'),
    reason: 'the titles differ in a number or numeral: parts, phases or versions',
    case: 'part-one-and-two',
  },
  {
    id: 'other-work-number',
    outcome: 'apart',
    isHard: true,
    when: (c) => c.workNumber === 'different',
    reason: 'they are different Cochrane reviews or registered trials',
    case: 'two-cochrane-reviews',
  },
  {
    id: 'cochrane-version',
    outcome: 'related',
    relation: 'version',
    isHard: true,
    when: (c) => c.workNumber === 'same' && (c.year === 'next' || c.year === 'different'),
    reason: 'they are versions of one Cochrane review',
    case: 'cochrane-update',
  },
  {
    id: 'protocol',
    outcome: 'related',
    relation: 'protocol',
    isHard: true,
    when: (c) => marked(c, titleMark.protocol) && c.doi !== 'same',
    reason: 'one is the protocol of the other',
    case: 'protocol-and-review',
  },
  {
    id: 'edition',
    outcome: 'related',
    relation: 'version',
    isHard: true,
    when: (c) => c.edition === 'different',
    reason: 'they are different editions',
    case: 'two-editions',
  },
  {
    id: 'book-and-chapter',
    outcome: 'apart',
    isHard: true,
    when: (c) => oneIs(c, 'chapter') && oneIs(c, 'book') && c.title !== 'equal',
    reason: 'one is a book, the other a chapter',
    case: 'book-and-chapter',
  },
  {
    id: 'editorial-and-article',
    outcome: 'apart',
    isHard: true,
    when: (c) =>
      marked(c, titleMark.editorial) && c.title !== 'equal' && c.doi !== 'same' && c.pages !== 'same',
    reason: 'one is an editorial or an introduction, the other is not',
    case: 'editorial-and-article',
  },
  {
    id: 'generic-title',
    outcome: 'apart',
    isHard: true,
    when: (c) =>
      isGeneric(c) &&
      !(
        c.doi === 'same' ||
        c.pmid === 'same' ||
        (c.pages === 'same' && fits(c.volume) && fits(c.issue) && fits(c.container) && fits(c.year))
      ),
    reason: 'many works have this title, and nothing else says that these are one',
    case: 'yearly-editorial',
  },
]

/** Versions of one study that are works of their own, and places that cannot be one. */
export const versions: readonly Rule[] = [
  {
    id: 'preprint',
    outcome: 'related',
    relation: 'preprint',
    isHard: true,
    when: (c) => oneIs(c, 'preprint'),
    reason: 'one is a preprint, the other is published elsewhere',
    case: 'preprint-and-article',
  },
  {
    id: 'thesis',
    outcome: 'related',
    relation: 'thesis',
    isHard: true,
    when: (c) => oneIs(c, 'thesis') && !atPage(c),
    reason: 'one is a thesis, the other is not',
    case: 'thesis-and-article',
  },
  {
    id: 'conference-and-journal',
    outcome: 'related',
    relation: 'conference',
    isHard: true,
    when: (c) =>
      oneIs(c, 'conference') &&
      !oneContainer(c) &&
      c.container !== 'missing' &&
      c.pages !== 'same' &&
      c.doi !== 'same',
    reason: 'one is in conference proceedings, the other in a journal',
    case: 'darsalia-2012-linagliptin-reduces',
  },
  {
    id: 'other-pmid',
    outcome: 'apart',
    when: (c) => c.pmid === 'different' && c.doi !== 'same',
    reason: 'they have different PubMed ids',
    case: 'two-pmids',
  },
  {
    id: 'elsewhere',
    outcome: 'related',
    relation: 'same-title',
    isHard: true,
    when: (c) =>
      (nearTitle(c) || (likeTitle(c) && aboutSameYear(c))) &&
      c.container === 'different' &&
      c.issn !== 'same' &&
      c.doi !== 'same' &&
      (c.pages === 'different'
        ? !(c.volume === 'same' && c.issue === 'same')
        : contradicting(c) >= 1 && agreeing(c) === 0),
    reason: 'they stand in different journals at different places',
    case: 'abstract-in-two-journals',
  },
  {
    id: 'other-place',
    outcome: 'apart',
    isHard: true,
    when: (c) =>
      c.volume === 'different' && c.pages === 'different' && c.doi !== 'same' && c.abstract !== 'same',
    reason: 'volume and pages both differ',
    case: 'dear-2016-dapagliflozin-attenuates',
  },
  {
    id: 'next-year',
    outcome: 'related',
    relation: 'same-title',
    when: (c) =>
      c.year === 'next' &&
      c.numbered !== 'one' &&
      agreeing(c) === 0 &&
      c.doi !== 'same' &&
      c.abstract !== 'same',
    reason: 'they are a year apart, and no numbering agrees',
    case: 'conference-then-journal',
  },
  {
    id: 'other-volume-and-year',
    outcome: 'apart',
    isHard: true,
    when: (c) =>
      c.volume === 'different' &&
      (c.year === 'next' || c.year === 'different') &&
      c.doi !== 'same' &&
      c.abstract !== 'same',
    reason: 'volume and year both differ: yearly reports keep their title, and sometimes their pages',
    case: 'chyderiotis-2018-insights-antimicrobial',
  },
  {
    id: 'other-year',
    outcome: 'apart',
    when: (c) => c.year === 'different' && !(c.volume === 'same' && atPage(c)) && c.doi !== 'same',
    reason: 'the years are far apart and no numbering agrees',
    case: 'other-year',
  },
]
