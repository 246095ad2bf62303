import { type CodedStudies, studiesWith } from './coded-studies.ts'
import type { CrossTabulation, TableAxis } from './cross-tabulation.ts'

/** Per study coded on both dimensions of a table: the positions of its codes on each axis, parents included. */
export interface Memberships {
  readonly rowsOf: readonly (readonly number[])[]
  readonly columnsOf: readonly (readonly number[])[]
}

export function memberships(index: CodedStudies, { rows, columns }: CrossTabulation): Memberships {
  const both = index.on(rows.dimension).coded.and(index.on(columns.dimension).coded)
  const positions = new Map([...both].map((study, i) => [study, i]))
  const membersOf = ({ dimension, codes }: TableAxis): number[][] => {
    const members = Array.from({ length: positions.size }, (): number[] => [])
    for (const [place, { id }] of codes.entries())
      for (const study of studiesWith(index, { dimension, codes: [id] }))
        members[positions.get(study) ?? -1]?.push(place)
    return members
  }
  return { rowsOf: membersOf(rows), columnsOf: membersOf(columns) }
}

/** Whether every study stands in exactly one cell, as tests on cell totals need. */
export const isSinglyCoded = ({ rowsOf, columnsOf }: Memberships): boolean =>
  [...rowsOf, ...columnsOf].every((codes) => codes.length === 1)
