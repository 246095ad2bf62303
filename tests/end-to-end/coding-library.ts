/*
 * Reports as a coder of a review on co-production meets them. Invented for these tests: no such studies exist.
 */
const reports: readonly (readonly [
  title: string,
  year: string,
  journal: string,
  keywords: string,
  abstract: string,
])[] = [
  [
    'Co-production of mental health services with peer workers: a randomised controlled trial in England',
    '2021',
    'Journal of Invented Service Research',
    'co-production; mental health; peer support',
    'Community mental health teams increasingly work together with people who have used the service themselves. We report a randomised controlled trial in twelve districts of England in which peer workers and nurses designed and delivered recovery plans together with patients. Interviews with 48 patients and a survey of staff accompanied the trial. After one year patients reported significantly improved quality of life, and hospital days fell. Nurses described blurred roles and heavier workload in the first months. The film co-production that documented the project is available online. We discuss what managers can do to recruit and keep peer workers.',
  ],
  [
    'Citizens as co-designers of neighbourhood safety: a comparative case study of three Dutch towns',
    '2019',
    'Review of Imagined Administration',
    'co-design; safety; Netherlands',
    'Who takes part when a municipality invites citizens to co-design neighbourhood safety? We compare three towns in the Netherlands over two years, drawing on documents, observation and 61 interviews. Co-design gave well-organised citizens more influence, while others stayed away. Professional autonomy and risk aversion were the main barriers. Results are mixed: trust in the police rose in two towns and fell in the third.',
  ],
  [
    '公共服务的合作生产：基于社区养老的案例研究',
    '2020',
    '虚构公共管理评论',
    '合作生产; 社区养老',
    '本文通过对两个城市社区养老服务的案例研究，考察老年人及其家属如何与社会工作者共同生产服务。研究发现，合作生产改善了服务质量，但也增加了家属的负担。',
  ],
  [
    'What is co-production? A typology of value co-creation and co-destruction in public services',
    '2018',
    'Journal of Invented Service Research',
    'co-production; theory',
    '',
  ],
]

export const codingLibrary = reports
  .map(
    ([title, year, journal, keywords, abstract], i) =>
      `TY  - JOUR\r\nTI  - ${title}\r\nAU  - Example, Anna\r\nAU  - Muster, Ben\r\nPY  - ${year}\r\nT2  - ${journal}\r\nDO  - 10.1000/invented.${i + 1}\r\n${keywords
        .split('; ')
        .map((keyword) => `KW  - ${keyword}\r\n`)
        .join('')}${abstract === '' ? '' : `AB  - ${abstract}\r\n`}ER  - \r\n`,
  )
  .join('\r\n')

/** That all of them are in, as a file for "lacuna decide". */
export const codingVerdicts = [
  'report,stage,verdict',
  ...reports.map((_, i) => `10.1000/invented.${i + 1},title-abstract,include`),
  '',
].join('\n')
