import { snapshotHash } from '../domain/snapshot.ts'
import { readSnapshot } from '../review/read-snapshot.ts'
import type { Review } from '../review/review.ts'
import { seededRandom } from '../statistics/random.ts'
import { codedStudies } from '../synthesis/coded-studies.ts'
import {
  coverageView,
  directionsView,
  disciplinesView,
  questionsView,
  termsView,
  trendsView,
  type View,
} from '../synthesis/views.ts'
import { toolVersion } from './bundled.ts'
import { breathe, type Control } from './control.ts'
import type { GapView } from './gap-view-names.ts'
import { chooseAxes, type GapsOptions } from './gaps.ts'
import { withReferences } from './reference-lists.ts'

/** One view of the evidence besides the gap table. `rows` names the dimension of directions and trends. */
export async function gapView(
  review: Review,
  view: Exclude<GapView, 'cells'>,
  options: Pick<GapsOptions, 'rows' | 'draws'>,
  control: Control,
): Promise<View<unknown>> {
  const { snapshot, standing } = await readSnapshot(review, toolVersion())
  const index = codedStudies(await withReferences(review, snapshot, standing, control))
  const { dimension } = chooseAxes(snapshot.codebook, options).rows
  await breathe(control)
  const views: Readonly<Record<typeof view, () => View<unknown>>> = {
    questions: () => questionsView(index),
    disciplines: () =>
      disciplinesView(index, options.draws, seededRandom(`${snapshotHash(snapshot)} disciplines`)),
    terms: () => termsView(index),
    coverage: () => coverageView(index),
    directions: () => directionsView(index, dimension),
    trends: () => trendsView(index, dimension),
  }
  return views[view]()
}
