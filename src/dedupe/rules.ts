import type { Comparison } from './compare.ts'
import type { Rule } from './rule.ts'
import { otherWorks, versions } from './rules-apart.ts'
import { forPeople } from './rules-doubtful.ts'
import { byIdentifier, samePlace, thinRecords } from './rules-same.ts'

/**
 * The rule table. The first row that fires decides. What one side does not say is neutral everywhere: rows ask
 * for agreement or for the absence of contradiction, never for filled fields.
 */
export const rules: readonly Rule[] = [
  ...otherWorks,
  ...byIdentifier,
  ...versions,
  ...samePlace,
  ...thinRecords,
  ...forPeople,
]

/** Nothing in the table fired: there is not enough in common. */
export const noRule: Rule = {
  id: 'nothing-in-common',
  outcome: 'apart',
  when: () => true,
  reason: 'not enough agrees',
  case: 'unrelated',
}

/** The row that decides about two records. */
export function decide(c: Comparison): Rule {
  for (const rule of rules) if (rule.when(c)) return rule
  return noRule
}
