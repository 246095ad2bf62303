/** How fast the agreement of one dimension is computed, with everything that is printed of it. */
import { dimensionAgreement } from '../src/agreement/dimension-agreement.ts'
import { makeRatings, missing, type Ratings } from '../src/agreement/ratings.ts'
import { type Random, seededRandom } from '../src/statistics/random.ts'

speed()

/** 1,000 reports x 10 coders x 200 codes, everything that is printed of a dimension, with 1,000 draws. */
function speed(): void {
  const bootstrap = { draws: 1000, seed: 7 }
  const cases: readonly (readonly [string, Ratings])[] = [
    ['sets of 200 codes', plantedSets(seededRandom('sets'), 1000, 10, 200)],
    ['one of 200 codes', plantedSingle(seededRandom('single'), 1000, 10, 200, 'nominal')],
    ['one of 200 codes in an order', plantedSingle(seededRandom('order'), 1000, 10, 200, 'ordinal')],
    ['one of 5 codes', plantedSingle(seededRandom('five'), 1000, 10, 5, 'nominal')],
    ['screening: 20,000 reports x 3 coders', plantedSingle(seededRandom('screen'), 20_000, 3, 2, 'nominal')],
  ]
  console.log(
    '| 1,000 reports x 10 coders unless said, jackknife and 1,000 draws | seconds | of the processor | distinct values |',
  )
  console.log('|---|--:|--:|--:|')
  for (const [name, ratings] of cases) {
    const before = performance.now()
    const busy = process.cpuUsage()
    const found = dimensionAgreement({ ratings, dropped: {} }, { bootstrap })
    const seconds = (performance.now() - before) / 1000
    const { user, system } = process.cpuUsage(busy)
    const intervals = found.codes.filter(({ alpha }) => alpha.kind === 'value').length
    console.log(
      `| ${name}: ${found.coefficients.length} coefficients, ${intervals} codes, ${found.pairs.length} pairs of coders | ${seconds.toFixed(2)} | ${((user + system) / 1e6).toFixed(2)} | ${ratings.scale.values.length} |`,
    )
  }
}

function names(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`)
}

/** Each report has two to five true codes; a coder leaves one out with 15 % and adds a stray one with 20 %. */
function plantedSets(random: Random, units: number, coders: number, codes: number): Ratings {
  const all = names('c', codes)
  const keys = new Map<string, number>()
  const values: (readonly string[])[] = []
  const cells = Array.from({ length: units }, () => {
    const truth = Array.from({ length: 2 + random.below(4) }, () => random.below(codes))
    return Array.from({ length: coders }, () => {
      if (random.uniform() < 0.1) return missing
      const given = truth.filter(() => random.uniform() > 0.15)
      if (random.uniform() < 0.2) given.push(random.below(codes))
      const set = [...new Set(given)].toSorted((a, b) => a - b).map((code) => all[code] ?? '')
      const key = set.join(' ')
      if (!keys.has(key)) {
        keys.set(key, values.length)
        values.push(set)
      }
      return keys.get(key) ?? missing
    })
  })
  const scale = { kind: 'set', values, codes: all } as const
  return makeRatings(names('d', units), names('coder', coders), scale, (u, c) => cells[u]?.[c] ?? missing)
}

function plantedSingle(
  random: Random,
  units: number,
  coders: number,
  codes: number,
  kind: 'nominal' | 'ordinal',
): Ratings {
  const cells = Array.from({ length: units }, () => {
    const truth = random.below(codes)
    return Array.from({ length: coders }, () =>
      random.uniform() < 0.1 ? missing : random.uniform() < 0.8 ? truth : random.below(codes),
    )
  })
  const scale = { kind, values: names('c', codes) }
  return makeRatings(names('d', units), names('coder', coders), scale, (u, c) => cells[u]?.[c] ?? missing)
}
