import type { Comparison } from './compare.ts'
import type { Rule } from './rule.ts'
import { otherWorks, versions } from './rules-apart.ts'
import { forPeople } from './rules-doubtful.ts'
import { byIdentifier, samePlace, thinRecords } from './rules-same.ts'

/** What reviews decide differently; the tools' definitions conflict. */
export interface RuleSettings {
  /** A preprint and its article: two reports, linked, or one. */
  readonly preprints: 'link' | 'merge'
  /** Versions of one Cochrane review (.pub2, .pub3): one report, or two, linked. */
  readonly cochraneVersions: 'merge' | 'link'
}

export const defaultSettings: RuleSettings = { preprints: 'link', cochraneVersions: 'merge' }

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

/** The table without the rows that a review's settings switch off. */
export const rulesFor = (settings: RuleSettings): readonly Rule[] =>
  rules.filter(
    ({ id }) =>
      !(id === 'preprint' && settings.preprints === 'merge') &&
      !(id === 'preprint-version' && settings.preprints === 'link') &&
      !(id === 'cochrane-version' && settings.cochraneVersions === 'merge'),
  )

/** Everything that decides what the rules say, as one text: where it differs, earlier findings do not hold. */
export const printRules = (settings: RuleSettings): string =>
  rulesFor(settings)
    .map(({ id, outcome, isHard = false, when }) => `${id} ${outcome} ${isHard} ${String(when)}`)
    .join('\n')

/** Nothing in the table fired: there is not enough in common. */
const noRule: Rule = {
  id: 'nothing-in-common',
  outcome: 'apart',
  when: () => true,
  reason: 'not enough agrees',
  case: 'unrelated',
}

/** The row that decides about two records. */
export function decide(c: Comparison, table: readonly Rule[]): Rule {
  for (const rule of table) if (rule.when(c)) return rule
  return noRule
}

/** The row of an id that a finding names; what is no longer in the table counts as nothing in common. */
export const ruleById = (id: string): Rule => byId.get(id) ?? noRule

const byId = new Map(rules.map((rule) => [rule.id, rule]))
