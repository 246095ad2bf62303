/**
 * From which probability each code is suggested: halfway between the threshold that makes the expected F1 over all
 * codes greatest and the one that does so for the code alone (the first would never suggest rare codes, the second
 * suggests them on little). Expected F1 needs no labels, only probabilities that hold what they say: suggesting
 * the k most probable of all pairs is expected to give F1 = 2 · (their sum) / (k + sum of all) (Lewis 1995,
 * doi:10.1145/215206.215366). At most 0.5, so that what is more probable than not is always suggested, and
 * at least 0.2: who sees five wrong suggestions for a right one looks no more.
 * @param scored per report the probability of each code
 */
export function chooseThresholds(scored: readonly Float64Array[], codes: number): Float64Array {
  const all = new Float64Array(scored.length * codes)
  for (const [i, report] of scored.entries()) all.set(report, i * codes)
  const overall = bestThreshold(all.toSorted().toReversed())
  const thresholds = new Float64Array(codes)
  const own = new Float64Array(scored.length)
  for (let code = 0; code < codes; code++) {
    for (let i = 0; i < own.length; i++) own[i] = all[i * codes + code]!
    const middle = (overall + bestThreshold(own.toSorted().toReversed())) / 2
    thresholds[code] = Math.min(Math.max(middle, lowest), 0.5)
  }
  return thresholds
}

const lowest = 0.2

function bestThreshold(falling: Float64Array): number {
  let total = 0
  for (let i = 0; i < falling.length; i++) total += falling[i]!
  let best = 0
  let threshold = 0.5
  let sum = 0
  for (let i = 0; i < falling.length; i++) {
    sum += falling[i]!
    const f1 = (2 * sum) / (i + 1 + total)
    if (f1 > best) {
      best = f1
      threshold = falling[i]!
    }
  }
  return threshold
}
