import {
  oneIs,
  aboutSameYear,
  atPage,
  agreeingAuthors,
  bothConference,
  contradicting,
  fits,
  isTelling,
  likeTitle,
  nearTitle,
  noOtherAuthors,
  oneContainer,
  type Rule,
} from './rule.ts'

/** Identifiers, where the titles agree as well: databases attach wrong ones. */
export const byIdentifier: readonly Rule[] = [
  {
    id: 'same-pmid',
    outcome: 'merged',
    when: (c) => c.pmid === 'same' && (likeTitle(c) || c.title === 'missing'),
    reason: 'same PubMed id and agreeing titles',
    case: 'same-pmid',
  },
  {
    id: 'cochrane-review',
    outcome: 'merged',
    when: (c) => c.workNumber === 'same' && (agreeingAuthors(c) || likeTitle(c)),
    reason: 'the same Cochrane review or registered trial, by its number',
    case: 'tan-2004-2005-pub2-vs-pub3',
  },
  {
    id: 'same-doi',
    outcome: 'merged',
    when: (c) =>
      c.doi === 'same' &&
      (nearTitle(c)
        ? noOtherAuthors(c) || (c.titleWords >= 4 && fits(c.pages))
        : noOtherAuthors(c) &&
          ((c.title === 'contained' && fits(c.pages)) ||
            (c.title === 'close' && (atPage(c) || c.abstract === 'same')))),
    reason: 'same DOI, agreeing titles and authors',
    case: 'tyurenkov-2017-cerebroprotective-activity',
  },
  {
    id: 'preprint-version',
    outcome: 'merged',
    when: (c) =>
      oneIs(c, 'preprint') && likeTitle(c) && c.authors === 'same' && aboutSameYear(c) && !c.numbersDiffer,
    reason: 'preprint and article, which this review counts as one',
    case: 'preprint-neurips',
  },
]

/** Records that say where they stand. */
export const samePlace: readonly Rule[] = [
  {
    id: 'same-place',
    outcome: 'merged',
    when: (c) =>
      nearTitle(c) &&
      noOtherAuthors(c) &&
      (c.pages === 'same' || (c.pages === 'near' && c.volume === 'same')) &&
      fits(c.volume) &&
      (fits(c.container) || c.volume === 'same'),
    reason: 'titles and authors agree, and they begin on the same page',
    case: 'mita-2011-protective-effects',
  },
  {
    id: 'same-place-authors-wrong',
    outcome: 'merged',
    when: (c) =>
      nearTitle(c) && c.titleWords >= 4 && c.pages === 'same' && c.volume === 'same' && oneContainer(c),
    reason: 'titles, journal, volume and pages agree; the authors are recorded differently',
    case: 'authors-recorded-differently',
  },
  {
    id: 'same-place-title-varies',
    outcome: 'merged',
    when: (c) =>
      (c.title === 'contained' || (c.title === 'close' && !c.singlePages) || c.samePageRange) &&
      c.title !== 'different' &&
      c.title !== 'missing' &&
      (agreeingAuthors(c) || (c.authors === 'missing' && c.samePageRange)) &&
      c.pages === 'same' &&
      (c.authors === 'missing' ? c.volume === 'same' : fits(c.volume)) &&
      aboutSameYear(c) &&
      oneContainer(c),
    reason: 'titles vary, but authors, journal and first page agree',
    case: 'chen-2013-neuroaid-mlc901',
  },
  {
    id: 'same-place-translated',
    outcome: 'merged',
    when: (c) =>
      (c.title === 'different' || c.title === 'similar' || c.title === 'missing') &&
      c.authors === 'same' &&
      c.samePageRange &&
      (c.volume === 'same' || c.doi === 'same') &&
      fits(c.issue) &&
      oneContainer(c) &&
      aboutSameYear(c),
    reason: 'authors, journal, volume and pages are equal; the title is translated or missing',
    case: 'translated-title',
  },
  {
    id: 'same-volume',
    outcome: 'merged',
    when: (c) =>
      nearTitle(c) &&
      agreeingAuthors(c) &&
      (c.volume === 'same' || c.volume === 'near') &&
      oneContainer(c) &&
      contradicting(c) === 0,
    reason: 'titles, authors, journal and volume agree',
    case: 'terasaki-2015-amelioration-hyperglycemia',
  },
  {
    id: 'same-volume-no-authors',
    outcome: 'merged',
    when: (c) =>
      nearTitle(c) &&
      c.titleWords >= 2 &&
      c.authors === 'missing' &&
      c.volume === 'same' &&
      c.year === 'same' &&
      oneContainer(c) &&
      contradicting(c) === 0 &&
      (c.issue === 'same' || c.abstract === 'same'),
    reason: 'title, journal, volume and issue are equal, and nobody is named as author',
    case: 'authors-missing',
  },
  {
    id: 'online-first',
    outcome: 'merged',
    when: (c) =>
      nearTitle(c) &&
      c.titleWords >= 4 &&
      c.authors === 'same' &&
      c.year === 'next' &&
      c.container === 'same' &&
      c.numbered === 'one' &&
      contradicting(c) === 0 &&
      c.abstract !== 'different',
    reason: 'published online first: the same article a year earlier, without volume',
    case: 'pare-wagner-prester-jds-2024-vs-2023-online-first',
  },
  {
    id: 'same-abstract',
    outcome: 'merged',
    when: (c) =>
      agreeingAuthors(c) &&
      c.abstract === 'same' &&
      aboutSameYear(c) &&
      (nearTitle(c)
        ? fits(c.container) && contradicting(c) <= 1
        : likeTitle(c) && c.authors === 'same' && oneContainer(c) && contradicting(c) === 0),
    reason: 'titles, authors and abstracts agree',
    case: 'same-abstract',
  },
  {
    id: 'one-number-wrong',
    outcome: 'merged',
    when: (c) =>
      nearTitle(c) &&
      c.authors === 'same' &&
      aboutSameYear(c) &&
      oneContainer(c) &&
      contradicting(c) === 1 &&
      (c.pages === 'different' ? c.volume === 'same' && c.year === 'same' : atPage(c)),
    reason: 'everything agrees but one number',
    case: 'end-page-wrong',
  },
]

/** Records with no numbering to speak of. */
export const thinRecords: readonly Rule[] = [
  {
    id: 'same-isbn',
    outcome: 'merged',
    when: (c) =>
      c.isbn === 'same' &&
      (nearTitle(c) || c.title === 'contained') &&
      noOtherAuthors(c) &&
      fits(c.pages) &&
      !oneIs(c, 'chapter'),
    reason: 'same ISBN and agreeing titles',
    case: 'same-isbn',
  },
  {
    id: 'thin',
    outcome: 'merged',
    when: (c) =>
      nearTitle(c) &&
      isTelling(c) &&
      c.authors === 'same' &&
      (c.year === 'same' || c.year === 'missing') &&
      fits(c.container) &&
      contradicting(c) === 0,
    reason: 'titles, authors and year agree, and nothing speaks against it',
    case: 'thin-records',
  },
  {
    id: 'thin-conference',
    outcome: 'merged',
    when: (c) =>
      nearTitle(c) &&
      isTelling(c) &&
      c.authors === 'same' &&
      c.year === 'same' &&
      bothConference(c) &&
      c.numbered === 'neither' &&
      c.abstract !== 'different' &&
      contradicting(c) === 0,
    reason: 'titles, authors and year agree; the conference goes by two names',
    case: 'conference-two-names',
  },
  {
    id: 'thin-no-authors',
    outcome: 'merged',
    when: (c) =>
      c.title === 'equal' &&
      c.titleWords >= 5 &&
      c.authors === 'missing' &&
      c.year === 'same' &&
      c.container === 'same' &&
      contradicting(c) === 0,
    reason: 'a long title, journal and year are equal, and one side names no authors',
    case: 'thin-authors-missing',
  },
  {
    id: 'thin-word-varies',
    outcome: 'merged',
    when: (c) =>
      c.title === 'close' &&
      c.pages === 'missing' &&
      c.titleWords >= 4 &&
      c.authors === 'same' &&
      c.sharedAuthors >= 3 &&
      c.year === 'same' &&
      (oneContainer(c) || bothConference(c)) &&
      contradicting(c) === 0,
    reason: 'three and more authors, year and journal agree, and the titles differ in a word',
    case: 'thin-word-varies',
  },
  {
    id: 'thin-title-varies',
    outcome: 'merged',
    when: (c) =>
      c.title === 'contained' &&
      c.titleWords >= 3 &&
      c.authors === 'same' &&
      c.year === 'same' &&
      (oneContainer(c) || bothConference(c)) &&
      contradicting(c) === 0,
    reason: 'authors, year and journal agree, and one title says more',
    case: 'thin-subtitle-missing',
  },
]
