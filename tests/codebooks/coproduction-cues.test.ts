import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/domain/canonical.ts'
import { allCodes, type Code } from '../../src/domain/codebook.ts'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'
import { compileCues, type CueSet, findCues } from '../../src/text/cue.ts'
import { sharedData, sharedDataMissing } from '../shared-data.ts'

const root = join(import.meta.dirname, '../..')
const { codebook } = readCodebook(
  readFileSync(join(root, 'codebooks/coproduction.yaml'), 'utf8'),
  'coproduction.yaml',
)
const dimension = (id: string): { readonly codes: readonly Code[] } =>
  codebook?.dimensions.find((candidate) => candidate.id === id) ?? { codes: [] }

const compiled = (codes: { readonly codes: readonly Code[] }): readonly (readonly [string, CueSet])[] =>
  allCodes(codes).map(({ code }) => [code.id, compileCues(code.cues, code.nearMisses)])
const found = (sets: readonly (readonly [string, CueSet])[], title: string): readonly string[] =>
  sets.filter(([, set]) => findCues(set, title).length > 0).map(([id]) => id)

const terms = compiled(dimension('term'))
const included = new Set(
  codebook?.screening?.include.flatMap((reference) =>
    allCodes(dimension(reference.dimension))
      .filter(({ path }) => path.some((id) => reference.codes?.includes(id)))
      .map(({ code }) => code.id),
  ),
)
const speaksForInclusion = (title: string): boolean => found(terms, title).some((id) => included.has(id))
const reasons = compiled({ codes: codebook?.screening?.reasons ?? [] })

/** What looks like a term and is none; each with what the title is about. */
const nearMisses: readonly (readonly [string, string])[] = [
  ['film', 'European Film and Television Co-production: Policy and Practice'],
  ['film, term first', 'International co-production treaties and national cinema'],
  ['carbon monoxide', 'CO production from methane over nickel'],
  ['hydrogen', 'Photocatalytic hydrogen and formic acid co-production'],
  ['by-products', 'Value-added co-products of a biorefinery'],
  ['heat and power', 'Co-production of electricity and heat in a district'],
  ['gas wells', 'Treatment of co-produced water from gas wells'],
  ['nanoparticles', 'Nanoparticles for the codelivery of doxorubicin and siRNA'],
  ['vaccines', 'Co‐delivery of antigen and adjuvant by hydrogels'],
  ['chips', 'Hardware/software co-design of an accelerator'],
  ['materials', 'Autonomous codesign of material systems'],
  ['geometry', 'A noncoplanar magnet and a coplanar waveguide'],
  ['evolution', 'Coevolution of virus and host'],
  ['ecology', 'Ecodesign, eco-innovation and eco-production in textiles'],
  ['plants', 'Tobacco production in Malawi'],
  ['science', 'Principles for knowledge co-production in sustainability research'],
  ['science, of knowledge', 'The co-production of scientific knowledge and climate models'],
  ['identity', 'Co-construction of identity among adolescents'],
  ['brands', 'Brand co-creation in social media'],
  ['tourism', 'Co-creation of tourism experiences'],
  ['fisheries', 'Fisheries co-management on the coast'],
  ['soil', 'Co-contamination of soil with cadmium'],
]

test.each(nearMisses)('%s is not taken for a term: %s', (_about, title) => {
  expect(speaksForInclusion(title)).toBe(false)
})

const wanted: readonly (readonly [string, string])[] = [
  ['co-production', 'COPRODUCTION: CITIZEN PARTICIPATION IN SERVICE DELIVERY'],
  ['co-production', 'Co\u2010Production in schools'],
  ['co-production', 'Managing Coprovision: Using Expectancy Theory'],
  ['co-production', 'Elementos estruturantes para a realização da coprodução do bem público'],
  ['co-production', 'A (co)production of health'],
  ['co-design', '"Anyone can co-design?": six experience-based co-design (EBCD) projects'],
  ['co-design', 'Experience-based design: from redesigning the system'],
  ['value-co-creation', 'Public Value Co-Creation in Living Labs'],
  ['value-co-creation', 'Co-creating public value with citizens'],
  ['co-destruction', '(Co)-Contamination as the Dark Side of Co-Production'],
  ['co-destruction', 'A typology of dis/value in public service delivery'],
  ['public-service-logic', 'Extending Public Service-Dominant Logic'],
  ['user-empowerment', 'Experts by experience in nursing education'],
  ['co-commissioning', 'Co\u2011commissioning of outcomes'],
]

test.each(wanted)('%s is found in "%s"', (term, title) => {
  expect(found(terms, title)).toContain(term)
})

test('where a term and a trap stand in one title, the trap does not win', () => {
  const title = 'Service co-production and the coevolution of urban water infrastructure and public services'
  expect(speaksForInclusion(title)).toBe(true)
  expect(found(reasons, title)).toEqual([])
})

const places: readonly (readonly [string, readonly string[]])[] = [
  ['Care in New South Wales', ['aus']],
  ['Care in Wales and England', ['england', 'wales']],
  ['Schools in New Mexico', []],
  ['The US and the UK', ['gbr', 'usa']],
  ['Let us polish this', []],
  ['Services for African American patients', ['usa']],
  ['Latin American cities', ['latin-america']],
  ['South Sudan', ['ssd']],
  ['Papua New Guinea', ['png']],
  ['Democratic Republic of the Congo', ['cod']],
  ['A Nordic welfare state', ['nordic']],
]

test.each(places)('of countries, "%s" names %j', (title, expected) => {
  expect(found(compiled(dimension('country')), title).toSorted()).toEqual(expected)
})

describe('measured on the corpus', () => {
  const facts: Record<string, string>[] = parse(readFileSync(join(root, 'corpus/facts.csv'), 'utf8'), {
    columns: true,
  })
  /** Half of the rows, by a hash of their id, were left out of tuning. */
  const isHeldOut = (id = ''): boolean => Number.parseInt(sha256(id).slice(0, 2), 16) % 2 === 1

  describe.each([
    ['tuned', false],
    ['held-out', true],
  ])('%s rows', (_which, heldOut) => {
    const share = (screening: string): number => {
      const rows = facts.filter(
        (fact) => isHeldOut(fact['id']) === heldOut && fact['screening'] === screening,
      )
      return rows.filter((fact) => speaksForInclusion(fact['title'] ?? '')).length / rows.length
    }

    test('a title alone speaks for at least 95 % of what is labelled include', () => {
      expect(share('include')).toBeGreaterThanOrEqual(0.95)
    })

    test('and for at most a quarter of what is labelled exclude', () => {
      expect(share('exclude')).toBeLessThanOrEqual(0.25)
    })
  })
})

const terminology = sharedData('data', 'domain', 'codebook-terms.json')

test.skipIf(terminology === undefined)(
  `cues find what the reference patterns find in included titles${terminology === undefined ? ` (${sharedDataMissing})` : ''}`,
  () => {
    const reference = JSON.parse(readFileSync(terminology ?? '', 'utf8')) as {
      terms: { id: string; pattern: string }[]
    }
    const facts: Record<string, string>[] = parse(readFileSync(join(root, 'corpus/facts.csv'), 'utf8'), {
      columns: true,
    })
    const lost = facts.flatMap(({ title = '', screening }) =>
      screening === 'include' &&
      reference.terms.some(({ pattern }) => new RegExp(pattern, 'iu').test(title)) &&
      found(terms, title).length === 0
        ? [title]
        : [],
    )
    expect(lost).toEqual([])
  },
)
