import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { suggestCodes } from '../src/coding/suggestions.ts'
import { sha256 } from '../src/domain/canonical.ts'
import { allCodes, type Codebook, findDimension } from '../src/domain/codebook.ts'
import { readCodebook } from '../src/formats/codebook-yaml.ts'
import { proposeVerdict } from '../src/screening/cue-verdict.ts'

/*
 * How well the cues of codebooks/coproduction.yaml screen and code by title alone: `node bench/codebook.ts`.
 * Reads corpus/facts.csv, and beside the repository ../shared/data (skipped where it is not).
 */
type Row = Readonly<Record<string, string>>
const root = join(import.meta.dirname, '..')
const rows = (path: string): readonly Row[] =>
  parse(readFileSync(path), { columns: true, bom: true, relax_column_count: true })

const file = join(root, 'codebooks', 'coproduction.yaml')
const read = readCodebook(readFileSync(file, 'utf8'), file)
if (read.codebook === undefined) throw new Error(`${file} is not a codebook.`)
const codebook: Codebook = read.codebook
const facts = rows(join(root, 'corpus', 'facts.csv'))
/** Half of the rows, by a hash of their id, were not looked at while cues were changed. */
const isHeldOut = (id = ''): boolean => Number.parseInt(sha256(id).slice(0, 2), 16) % 2 === 1

function printScreening(): void {
  console.log('Screening by title: rows are labels, columns what the cues say')
  for (const [name, heldOut] of [
    ['tuned', false],
    ['held out', true],
  ] as const) {
    const part = facts.filter(({ id }) => isHeldOut(id) === heldOut)
    for (const label of ['include', 'borderline', 'exclude']) {
      const labelled = part.filter(({ screening }) => screening === label)
      const said = labelled.map(({ title = '' }) => proposeVerdict({ title }, codebook))
      const count = (verdict: string): number =>
        said.filter((proposal) => proposal.verdict === verdict).length
      const withReason = said.filter(({ reason }) => reason !== undefined).length
      console.log(
        `  ${name.padEnd(9)} ${label.padEnd(11)} n ${String(labelled.length).padStart(3)}  include ${count('include')}  maybe ${count('maybe')}  exclude ${count('exclude')} (with a reason ${withReason})`,
      )
    }
  }
}

/** Titles of reviews on quite other subjects: what share of them would the cues let through? */
function printUnrelated(): void {
  const folder = join(root, '../shared/data/screening')
  if (!existsSync(folder))
    return console.log('Unrelated titles: skipped, the reference data is not on this machine')
  const titles = readdirSync(folder).flatMap((name) =>
    rows(join(folder, name, 'records.csv')).map((row) => row['title'] ?? ''),
  )
  const passed = titles.filter((title) => proposeVerdict({ title }, codebook).verdict !== 'exclude')
  console.log(
    `Unrelated titles (drugs, software engineering …): ${passed.length} of ${titles.length} let through`,
  )
  for (const title of passed.slice(0, 5)) console.log(`    ${title.slice(0, 120)}`)
}

/** Dimensions whose reference codes have names here, and those names where they differ. */
const sameCode: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  term: { 'user empowerment/voice': 'user-empowerment' },
  sector: {
    'community safety/policing': 'community-safety',
    'climate/environment': 'environment-climate',
    'energy/utilities': 'energy',
    'homelessness/housing': 'housing',
    'urban infrastructure': 'community-development',
    'emergency/crisis': 'emergency-disaster',
    'refugee services': 'refugees',
    'water and sanitation': 'water-sanitation',
  },
  contributor: {
    citizens: 'citizen',
    parents: 'parent',
    'residents/neighbours': 'resident',
    'family carers': 'family-carer',
    professionals: 'professional',
    clients: 'service-user',
    'third sector/non-profits': 'third-sector',
    'service users': 'service-user',
    'experts by experience': 'expert-by-experience',
    'vulnerable citizens': 'vulnerable-group',
    patients: 'patient',
  },
  design: {
    'systematic/structured review': 'systematic-review',
    'randomised/field experiment': 'field-experiment',
    experiment: 'experiment-unspecified',
    'case study': 'single-case',
    comparative: 'comparative-case',
    'mixed methods': 'mixed-methods',
    'longitudinal quantitative': 'longitudinal',
    'configurational (QCA)': 'configurational',
  },
  outcome: {
    'equity/inclusion': 'equity',
    'efficiency/cost': 'cost-efficiency',
    'effectiveness (named)': 'effectiveness',
    'democracy/legitimacy': 'democracy-legitimacy',
  },
  motivation: {
    'social norms/framing': 'norm-framing',
    'motivation studied': 'motivation-general',
    'material reward': 'material',
  },
  phase: {},
}

/** Codes of this codebook that the reference had no word for, so that they cannot be right or wrong by it. */
const notInReference = new Set(['public-services', 'cross-sector', 'local-services'])

function printCoding(): void {
  const path = join(root, '../shared/data/domain/codings.csv')
  if (!existsSync(path)) return console.log('Coding: skipped, the reference data is not on this machine')
  const all = rows(path)
  const studies = [...new Set(all.map(({ id = '' }) => id))]
  const titleOf = new Map(facts.map(({ id = '', title = '' }) => [id, title]))
  console.log(
    `Coding by title, against ${studies.length} studies coded by title: recall and precision of codes`,
  )
  for (const [dimension, names] of Object.entries(sameCode)) {
    const figures = ([false, true] as const).map((heldOut) => {
      let given = 0
      let found = 0
      let suggested = 0
      let right = 0
      for (const id of studies.filter((study) => isHeldOut(study) === heldOut && titleOf.has(study))) {
        const reference = all
          .filter(
            (row) => row['id'] === id && row['dimension'] === dimension && row['basis']?.startsWith('title'),
          )
          .map(({ code = '' }) => names[code] ?? code.toLowerCase().replaceAll(' ', '-'))
        const codes = suggestCodes({ title: titleOf.get(id) ?? '' }, codebook)
          .find((suggestion) => suggestion.dimension === dimension)
          ?.codes.filter((code) => !notInReference.has(code))
        const paths = (codes ?? []).map((code) => pathOf(dimension, code))
        given += reference.length
        found += reference.filter((code) => paths.some((above) => above.includes(code))).length
        suggested += paths.length
        right += paths.filter((above) => reference.some((code) => related(dimension, code, above))).length
      }
      return `recall ${found}/${given}, precision ${right}/${suggested}`
    })
    console.log(`  ${dimension.padEnd(12)} tuned ${figures[0]};  held out ${figures[1]}`)
  }
}

function pathOf(dimension: string, code: string): readonly string[] {
  const codes = findDimension(codebook, dimension) ?? { codes: [] }
  return allCodes(codes).find((placed) => placed.code.id === code)?.path ?? [code]
}

/** The code itself, one above it or one below it. */
const related = (dimension: string, code: string, path: readonly string[]): boolean =>
  path.includes(code) || pathOf(dimension, code).includes(path.at(-1) ?? '')

printScreening()
printUnrelated()
printCoding()
