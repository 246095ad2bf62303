/**
 * Weights of the logistic model that gives a pair's probability (`probability.ts`), in log-odds. A missing value
 * weighs nothing. Made by `node bench/dedupe-weights.ts` from the 32,356 candidate pairs of the labelled sets
 * diabetes, stroke, cytology_screening, copper and dblp_acm (docs/benchmarks/dedupe.md), each set with equal
 * total weight, L2 penalty 0.5. The weights for PubMed ids are set by hand: no labelled set has them. "The same
 * journal" weighs against, since blocking brings together many pairs that have nothing else in common.
 */
export const probabilityWeights: Readonly<Record<string, number>> = {
  'abstract=different': -0.88,
  'abstract=partly': -1.23,
  'abstract=same': 0.73,
  'authors=different': -1.31,
  'authors=first': -0.92,
  'authors=same': 0.11,
  'authors=some': -0.43,
  'container=different': -0.75,
  'container=same': -1.92,
  'container=similar': -0.24,
  'doi=different': -1.03,
  'doi=same': 1.39,
  intercept: -1.42,
  'issue=different': -0.66,
  'issue=same': 0.45,
  'pages=different': -1.21,
  'pages=near': 0.02,
  'pages=same': 1.49,
  'rules=apart': -2.09,
  'rules=doubtful': -0.76,
  'rules=merged': 3.4,
  'rules=related': -2.67,
  'title=close': 1.02,
  'title=contained': 0.41,
  'title=different': -1.96,
  'title=equal': 1.92,
  'title=similar': 0.16,
  'title=spelling': 1.61,
  'volume=different': -1.21,
  'volume=near': 0.14,
  'volume=same': 1.17,
  'year=different': -1.67,
  'year=next': -1.12,
  'year=same': 1.89,
  'pmid=same': 4.0,
  'pmid=different': -4.0,
}

/**
 * What share of pairs was one work where the model said so much, on sets left out of the fit: the model's
 * probability and the observed share, made monotone by pooling neighbours. Between the knots, linear.
 */
export const calibrationKnots: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.041, 0.026],
  [0.297, 0.05],
  [0.634, 0.304],
  [0.857, 0.877],
  [0.961, 0.983],
  [0.998, 0.998],
  [1, 1],
]
