/**
 * Weights of the logistic model that gives a pair's probability (`probability.ts`), in log-odds. A missing value
 * weighs nothing. Made by `node bench/dedupe-weights.ts` from the 14,195 candidate pairs of the labelled sets
 * diabetes, stroke, cytology_screening, copper and dblp_acm (docs/benchmarks/dedupe.md), each set with equal
 * total weight, L2 penalty 0.5. The weights for PubMed ids are set by hand: no labelled set has them. "The same
 * journal" weighs against, since blocking brings together many pairs that have nothing else in common.
 */
export const probabilityWeights: Readonly<Record<string, number>> = {
  'abstract=different': -1.65,
  'abstract=partly': -0.55,
  'abstract=same': 0.83,
  'authors=different': -1.05,
  'authors=first': -0.91,
  'authors=same': 0.38,
  'authors=some': -0.15,
  'container=different': -0.04,
  'container=same': -1.21,
  'container=similar': 0.45,
  'doi=different': -1.37,
  'doi=same': 1.31,
  intercept: -0.81,
  'issue=different': -0.21,
  'issue=same': 0.41,
  'pages=different': -1.33,
  'pages=near': -0.01,
  'pages=same': 1.5,
  'rules=apart': -2.4,
  'rules=doubtful': -1.23,
  'rules=merged': 2.97,
  'rules=related': -3.75,
  'title=close': 0.4,
  'title=contained': 0.32,
  'title=different': -1.81,
  'title=equal': 1.3,
  'title=similar': -0.78,
  'title=spelling': 1.93,
  'volume=different': -1.38,
  'volume=near': 0.86,
  'volume=same': 1.12,
  'year=different': -2.1,
  'year=next': -1.11,
  'year=same': 1.4,
  'pmid=same': 4.0,
  'pmid=different': -4.0,
}

/**
 * What share of pairs was one work where the model said so much, on sets left out of the fit: the model's
 * probability and the observed share, made monotone by pooling neighbours. Between the knots, linear.
 */
export const calibrationKnots: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.067, 0.048],
  [0.515, 0.22],
  [0.837, 0.905],
  [0.937, 0.984],
  [0.998, 0.998],
  [1, 1],
]
