import type { Code, Codebook, Dimension } from '../../src/domain/codebook.ts'
import type { SettledBy } from '../../src/domain/coding.ts'
import { codebookHash } from '../../src/domain/codebook.ts'
import { type FlowReport, prismaFlow } from '../../src/domain/prisma-flow.ts'
import type { SearchChannel } from '../../src/domain/search.ts'
import type {
  ReviewSnapshot,
  SnapshotCoding,
  SnapshotReport,
  SnapshotStudy,
} from '../../src/domain/snapshot.ts'

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const code = (id: string, label: string, children: readonly Code[] = []): Code => ({
  id,
  label,
  definition: `Studies that look at ${label.toLowerCase()}, as their authors describe it.`,
  variants: [],
  cues: [],
  nearMisses: [],
  examples: [],
  retired: false,
  children,
})

const tree = (...entries: readonly (string | readonly [string, ...string[]])[]): readonly Code[] => {
  const idOf = (label: string): string => label.toLowerCase().replace(/[^a-z]+/g, '-')
  return entries.map((entry) =>
    typeof entry === 'string'
      ? code(idOf(entry), entry)
      : code(
          idOf(entry[0]),
          entry[0],
          entry.slice(1).map((label) => code(idOf(label), label)),
        ),
  )
}

const dimension = (
  id: string,
  label: string,
  type: Dimension['type'],
  codes: readonly Code[],
  required = false,
): Dimension => ({ id, label, type, codes, required, definition: `${label}: what the study reports.` })

/** A small generic codebook about urban greening: two trees for the map, and the usual dimensions beside it. */
export const sampleCodebook: Codebook = {
  id: 'greening',
  title: 'Urban greening and what it does',
  version: '1.2',
  description: 'Interventions that bring plants into towns, and what is measured of them.',
  sources: ['A protocol of our own'],
  dimensions: [
    dimension(
      'intervention',
      'Intervention',
      'multi',
      tree(
        ['Street greening', 'Street trees', 'Green verges', 'Pocket parks'],
        ['Buildings', 'Green roofs', 'Living walls'],
        ['Water', 'Rain gardens', 'Restored streams'],
        ['Growing food', 'Allotments', 'School gardens', 'Rooftop farms'],
        'Land-use rules',
      ),
      true,
    ),
    dimension(
      'outcome',
      'Outcome',
      'multi',
      tree(
        ['Climate', 'Heat', 'Flooding', 'Air quality'],
        ['Health', 'Physical activity', 'Mental health', 'Mortality'],
        ['Society', 'Social cohesion', 'Displacement', 'Crime'],
        'Biodiversity',
        'Cost',
      ),
      true,
    ),
    dimension('rigor', 'Rigor', 'ordinal', tree('Low', 'Moderate', 'High')),
    dimension('direction', 'Direction of results', 'single', tree('Better', 'Mixed', 'No change', 'Worse')),
    dimension(
      'design',
      'Design',
      'single',
      tree('Randomised', 'Before and after', 'Cross-sectional', 'Case study', 'Modelling'),
    ),
    dimension(
      'discipline',
      'Discipline',
      'multi',
      tree('Ecology', 'Public health', 'Planning', 'Engineering'),
    ),
    dimension(
      'country',
      'Country',
      'multi',
      tree(
        ['Europe', 'Germany', 'Netherlands', 'Spain'],
        ['Asia', 'China', 'India', 'Japan'],
        ['Americas', 'Brazil', 'Canada', 'United States'],
        ['Africa', 'Kenya', 'South Africa'],
      ),
    ),
    dimension('sample', 'Sample size', 'number', []),
    dimension('finding', 'Main finding', 'text', []),
  ],
  questions: [
    {
      id: 'q1',
      question: 'Which kinds of greening lower heat in streets?',
      source: 'The call, question 1',
      answeredBy: [{ dimension: 'intervention' }, { dimension: 'outcome', codes: ['heat'] }],
    },
    {
      id: 'q2',
      question: 'Who is displaced when a quarter is greened?',
      source: 'The call, question 2',
      answeredBy: [{ dimension: 'outcome', codes: ['displacement'] }],
    },
  ],
  screening: { criteria: ['Greening in towns'], include: [], reasons: tree('Not a town', 'No outcome') },
  map: { rows: 'intervention', columns: 'outcome', segments: 'rigor' },
  roles: {
    rigor: { dimension: 'rigor', rigorous: ['high'] },
    direction: {
      dimension: 'direction',
      positive: ['better'],
      negative: ['worse'],
      mixed: ['mixed'],
      none: ['no-change'],
    },
    discipline: 'discipline',
    country: 'country',
  },
  impossible: [
    {
      cells: [
        { dimension: 'intervention', codes: ['restored-streams'] },
        { dimension: 'outcome', codes: ['crime'] },
      ],
      because: 'Streams run outside the districts whose offences are counted.',
    },
  ],
}

const families =
  'Abe Bauer Costa Dvořák El-Sayed Fischer García Hughes Ito Jansen Kim Li Müller Nguyen Okafor Patel Quispe Rossi Silva Türk'.split(
    ' ',
  )
const givens = 'Anna Ben Chloé Dai Eva Farid Grace Hugo Inês Jonas'.split(' ')
const journals = [
  'Urban Forestry',
  'Cities and Health',
  'Landscape Planning',
  'Water in Towns',
  'Building Ecology',
]

/** A review of `n` studies, the same for the same seed. `patch` may change each study (hostile data). */
export function sampleReview(
  n: number,
  { seed = 1, patch = (study: SnapshotStudy) => study, codebook = sampleCodebook } = {},
): ReviewSnapshot {
  const chance = seeded(seed)
  const studies = Array.from({ length: n }, (_, i) => patch(sampleStudy(i, chance)))
  const reports = studies.reduce((sum, study) => sum + study.reports.length, 0)
  return {
    format: 'lacuna-snapshot/1',
    tool: { name: 'lacuna', version: '0.1.0' },
    review: {
      title: 'Urban greening and what it does: a map of the evidence',
      question: 'What is known of greening in towns, and what is not?',
      version: '1.0.0',
      authors: ['Bauer, Eva', 'Okafor, Ben'],
      contact: 'eva.bauer@example.org',
      licence: 'CC-BY-4.0',
      searchedTo: '2026-10-01',
    },
    codebook,
    codingRule: 'both',
    searches: [
      {
        id: 'search-1',
        source: 'scopus.csv',
        channel: 'database',
        database: 'Scopus',
        query: 'TITLE-ABS-KEY(green* AND (city OR town))',
        date: '2026-10-01',
        reported: n * 3,
        retrieved: n * 3,
        file: 'scopus.csv',
        digest: codebookHash(codebook),
        format: 'csv',
      },
      {
        id: 'search-2',
        source: 'wos.txt',
        channel: 'database',
        date: '2026-09-20',
        retrieved: n,
        file: 'wos.txt',
      },
    ],
    sources: [
      { source: 'scopus.csv', database: 'Scopus', channel: 'database', records: n * 3, onlyHere: n * 2 },
      { source: 'wos.txt', channel: 'database', records: n, onlyHere: 0 },
    ],
    flow: prismaFlow(sampleFlow(reports), studies.length, { fullText: true }),
    studies,
    agreement: [
      {
        dimension: 'intervention',
        coders: 2,
        units: 60,
        statistic: 'Krippendorff alpha',
        estimate: 0.81,
        low: 0.72,
        high: 0.9,
      },
      {
        dimension: 'outcome',
        coders: 2,
        units: 60,
        statistic: 'Krippendorff alpha',
        note: 'undefined: no variation',
      },
    ],
    coders: [
      { coder: 'Ben Okafor', decisions: n * 3 },
      { coder: 'Eva Bauer', decisions: n * 4 },
      { coder: 'machine:cues', decisions: n },
    ],
    log: { entries: n * 8, hash: codebookHash(codebook) },
  }
}

function sampleFlow(included: number): readonly FlowReport[] {
  const both: readonly SearchChannel[] = ['database', 'database']
  const one: readonly SearchChannel[] = ['database']
  const many = (count: number, report: FlowReport): readonly FlowReport[] =>
    Array.from({ length: count }, () => report)
  return [
    ...many(included, { stage: 'coded', channels: both, excludedByMachine: false }),
    ...many(included, { stage: 'excluded-on-title', channels: one, excludedByMachine: false }),
    ...many(Math.ceil(included / 4), {
      stage: 'excluded-on-full-text',
      channels: one,
      reason: 'Not a town',
      excludedByMachine: false,
    }),
    ...many(2, { stage: 'not-retrieved', channels: ['citation'], excludedByMachine: false }),
  ]
}

function sampleStudy(i: number, chance: () => number): SnapshotStudy {
  const pick = <T>(list: readonly T[]): T => at(list, chance() ** 1.4)
  const leaves = (id: string): readonly string[] =>
    (sampleCodebook.dimensions.find((entry) => entry.id === id)?.codes ?? []).flatMap((top) =>
      top.children.length === 0 ? [top.id] : top.children.map((child) => child.id),
    )
  const some = (id: string, most: number): readonly string[] =>
    [...new Set(Array.from({ length: 1 + Math.floor(chance() * most) }, () => pick(leaves(id))))].toSorted()
  const hex = (i + 1).toString(16).padStart(20, '0')
  const interventions = some('intervention', 2)
  // A planted gap: hardly anybody who studies street trees looks at displacement.
  const outcomes = some('outcome', 3).filter(
    (outcome) => !(outcome === 'social-cohesion' && interventions.includes('street-trees')),
  )
  const states: readonly SettledBy[] = ['agreement', 'reconciliation', 'one-coder', 'machine']
  const by = pick(states)
  const coders =
    by === 'machine' ? ['machine:cues'] : by === 'one-coder' ? ['Eva Bauer'] : ['Ben Okafor', 'Eva Bauer']
  const coding = (on: string, codes: readonly string[]): SnapshotCoding => ({
    dimension: on,
    value: { codes },
    by,
    coders,
    ...(on === 'outcome' && codes[0] !== undefined
      ? {
          evidence: [
            {
              code: codes[0],
              quote: `we measured ${codes[0].replaceAll('-', ' ')} in ${10 + (i % 40)} streets`,
              where: 'abstract',
            },
          ],
        }
      : {}),
  })
  const codings = [
    coding('intervention', interventions),
    coding('outcome', outcomes),
    coding('rigor', [pick(leaves('rigor'))]),
    coding('direction', [pick(leaves('direction'))]),
    coding('design', [pick(leaves('design'))]),
    coding('discipline', some('discipline', 2)),
    { dimension: 'sample', value: { number: Math.floor(chance() * 900) + 10 }, by, coders },
    { dimension: 'finding', value: { text: `Cooler by ${(chance() * 3).toFixed(1)} degrees.` }, by, coders },
  ]
  if (chance() < 0.9) codings.push(coding('country', some('country', 1)))
  const reports = [sampleReport(i, hex, chance, by === 'machine' ? 'machine' : 'agreement')]
  if (chance() < 0.05)
    reports.push(
      sampleReport(i + 1_000_000, (i + 0x10000001).toString(16).padStart(20, '0'), chance, 'agreement'),
    )
  return { id: `s${hex}`, reports, codings }
}

function sampleReport(i: number, hex: string, chance: () => number, includedBy: SettledBy): SnapshotReport {
  const pick = <T>(list: readonly T[]): T => at(list, chance())
  const authors = Array.from({ length: 1 + Math.floor(chance() * 4) }, () => ({
    family: pick(families),
    given: pick(givens),
  }))
  return {
    id: `d${hex}`,
    includedBy,
    type: pick(['article', 'article', 'article', 'chapter', 'thesis', 'report'] as const),
    title: `${pick(['Effects', 'Benefits', 'Costs', 'Limits'])} of ${pick(['trees', 'roofs', 'gardens', 'verges'])} in ${pick(['Leipzig', 'Osaka', 'Nairobi', 'Porto Alegre', 'Utrecht'])}: ${pick(['a field trial', 'a survey', 'a cohort', 'evidence from maps'])} (${i + 1})`,
    authors,
    date: chance() < 0.03 ? {} : { year: 1998 + Math.floor(Math.sqrt(chance()) * 29) },
    container: pick(journals),
    volume: String(1 + Math.floor(chance() * 60)),
    issue: String(1 + Math.floor(chance() * 12)),
    pages: `${100 + (i % 300)}-${110 + (i % 300)}`,
    identifiers: chance() < 0.85 ? { doi: `10.5555/greening.${i + 1}` } : {},
    abstract:
      'Towns grow hotter. We measured air temperature and asked residents. Planting changed both, though less where rain is scarce. '.repeat(
        8,
      ),
    keywords: ['towns', 'plants'],
    language: 'en',
  }
}

function at<T>(list: readonly T[], share: number): T {
  const found = list[Math.floor(share * list.length)]
  if (found === undefined) throw new RangeError('There is nothing to choose from.')
  return found
}
