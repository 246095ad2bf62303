import type { CoderProgress } from '../stages/status.ts'
import { alignColumns } from './table.ts'

/** Who has done what and has what left: people task by task, then machines apart. */
export function teamLines(coders: readonly CoderProgress[]): readonly string[] {
  const people = coders.filter(({ isMachine }) => !isMachine)
  const machines = coders.filter(({ isMachine }) => isMachine)
  const rows = people.flatMap(({ coder, tasks, screened, coded, flagged }) => [
    ...tasks.map(({ task, allocated, done, left, notYet, inSample }, i) => [
      '',
      i === 0 ? coder : '',
      task,
      done,
      'done',
      allocated === 0 ? '' : left,
      allocated === 0 ? '' : 'left',
      allocated === 0
        ? ''
        : `${allocated} given${notYet > 0 ? `, ${notYet} not there yet` : ''}${inSample > 0 ? `, ${inSample} in the sample` : ''}`,
    ]),
    ...(tasks.length === 0 ? [['', coder, `${screened} screened, ${coded} coded`]] : []),
    ...(flagged > 0 ? [['', tasks.length === 0 ? coder : '', 'flagged', flagged]] : []),
  ])
  const apart = machines.map(({ coder, screened, coded }) => [
    '',
    coder,
    screened,
    'screened',
    coded,
    'coded',
  ])
  return [...alignColumns(rows), ...alignColumns(apart)]
}
