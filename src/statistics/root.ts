/**
 * A zero of `f` between `low` and `high`, where it must change sign: Chandrupatla 1997
 * (doi:10.1016/S0965-9978(96)00051-8), which is bisection where it must be and inverse quadratic interpolation
 * where it can. Exact to the last bits of a double. An end where `f` is 0 is returned as it is.
 * Throws a RangeError if `f` has the same sign at both ends.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [high, low]
  let [fa, fb] = [f(a), f(b)]
  if (fa === 0) return a
  if (fb === 0) return b
  if (fa > 0 === fb > 0) throw new RangeError(`The function has one sign from ${low} to ${high}.`)
  let [c, fc] = [a, fa]
  let t = 0.5
  for (let i = 0; i < 500; i++) {
    const x = a + t * (b - a)
    const fx = f(x)
    if (fx > 0 === fa > 0) [c, fc] = [a, fa]
    else [c, b, fc, fb] = [b, a, fb, fa]
    ;[a, fa] = [x, fx]
    const [best, fBest] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb]
    const tolerance = 2 * Number.EPSILON * Math.abs(best) + Number.MIN_VALUE
    const share = tolerance / Math.abs(b - a)
    if (share > 0.5 || fBest === 0 || a === b) return best
    t = nextStep({ a, b, c, fa, fb, fc })
    t = Math.min(Math.max(t, share), 1 - share)
  }
  return a
}

interface Bracket {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly fa: number
  readonly fb: number
  readonly fc: number
}

function nextStep({ a, b, c, fa, fb, fc }: Bracket): number {
  const xi = (a - b) / (c - b)
  const phi = (fa - fb) / (fc - fb)
  const isSmooth = phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi
  if (!isSmooth) return 0.5
  return (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb))
}
