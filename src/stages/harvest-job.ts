import type { Problem } from '../domain/problem.ts'
import type { Harvest } from '../sources/harvest.ts'
import type { Translation } from '../sources/query/translation.ts'

/** One query at one source, to be harvested under the id of its search. */
export interface Job {
  readonly search: string
  readonly harvest: Harvest
  readonly translation: Translation
  readonly problems: readonly Problem[]
}
