import { isMachine } from '../domain/decision.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import type { MapData } from './map-data.ts'
import { studiesInWords, thousands } from './page/wording.ts'
import { people, share, standingOf } from './review-facts.ts'

/** What was really done, with its numbers: a methods section to paste, as paragraphs. Nothing that was not done is said. */
export function methodsParagraphs(snapshot: ReviewSnapshot, data: MapData): readonly string[] {
  return [searched(snapshot), screened(snapshot), coded(snapshot), mapped(snapshot, data), computed(snapshot)]
}

function searched({ searches, flow }: ReviewSnapshot): string {
  const identified = Object.values(flow.identified).reduce((sum, count) => sum + count, 0)
  const duplicates = flow.databases.duplicates + flow.other.duplicates
  const names = [...new Set(searches.map((search) => search.database ?? search.source))].toSorted()
  const dates = searches.map((search) => search.date.slice(0, 10)).toSorted()
  const when =
    dates.length === 0
      ? ''
      : dates[0] === dates.at(-1)
        ? ` on ${dates[0]}`
        : ` between ${dates[0]} and ${dates.at(-1)}`
  const without = searches.filter((search) => search.query === undefined).length
  const missing =
    without === 0 ? '' : ` The exact query is not recorded for ${without} of ${searches.length} searches.`
  if (searches.length === 0) return 'No search is recorded.'
  return `We ran ${thousands(searches.length)} ${searches.length === 1 ? 'search' : 'searches'} (${names.join(', ')})${when}, which gave ${thousands(identified)} records; ${thousands(duplicates)} were duplicates of others and removed.${missing}`
}

function screened({ flow, codebook }: ReviewSnapshot): string {
  const arms = [flow.databases, flow.other]
  const sum = (count: (arm: (typeof arms)[number]) => number): number =>
    arms.reduce((all, arm) => all + count(arm), 0)
  const excluded = sum((arm) => arm.excluded)
  const machine = sum((arm) => arm.excludedByMachine)
  const waiting = sum((arm) => arm.awaitingScreening)
  const criteria = codebook.screening?.criteria ?? []
  const first = `${thousands(sum((arm) => arm.screened))} records were screened on title and abstract${criteria.length === 0 ? '' : ` against ${criteria.length === 1 ? 'one criterion' : `${criteria.length} criteria`}`} and ${thousands(excluded)} excluded${machine === 0 ? '' : ` (${thousands(machine)} of them by a machine only)`}`
  const still = waiting === 0 ? '' : `; ${thousands(waiting)} wait for screening`
  if (!flow.fullText)
    return `${first}${still}. Full texts were not assessed: passing title and abstract is inclusion.`
  return `${first}${still}. ${thousands(sum((arm) => arm.sought))} reports were sought, ${thousands(sum((arm) => arm.notRetrieved))} could not be obtained, ${thousands(sum((arm) => arm.assessed))} were assessed in full text and ${thousands(sum((arm) => arm.excludedOnFullText))} excluded with reasons.`
}

function coded(snapshot: ReviewSnapshot): string {
  const { codebook, studies, coders } = snapshot
  const standing = standingOf(snapshot)
  const persons = people(snapshot)
  const machines = coders.filter(({ coder }) => isMachine(coder)).map(({ coder }) => coder)
  const who =
    persons.length === 0
      ? 'No person has coded yet'
      : `${persons.length === 1 ? 'One person' : `${persons.length} people`} made the decisions`
  const helped = machines.length === 0 ? '' : `; ${machines.join(', ')} made suggestions, shown as such`
  const byMachine =
    standing.byMachine === 0
      ? ''
      : ` ${share(standing.byMachine, standing.codings)} of the codings are the machine’s alone.`
  const rule = {
    both: 'codes that all coders gave were kept',
    either: 'codes that any coder gave were kept',
    majority: 'codes that more than half of the coders gave were kept',
  }[snapshot.codingRule]
  const agreement = (snapshot.agreement ?? [])
    .filter((line) => line.estimate !== undefined)
    .map(({ dimension, statistic, estimate = 0, low, high }) => {
      const label = codebook.dimensions.find(({ id }) => id === dimension)?.label ?? dimension
      const interval =
        low === undefined || high === undefined ? '' : ` (${low.toFixed(2)} to ${high.toFixed(2)})`
      return `${label} ${statistic} ${estimate.toFixed(2)}${interval}`
    })
  const agreed = agreement.length === 0 ? '' : ` Agreement before reconciliation: ${agreement.join('; ')}.`
  return `The ${studiesInWords(studies.length)} included (${thousands(snapshot.flow.newReports)} reports) were coded on ${codebook.dimensions.length} dimensions of the codebook “${codebook.title}”, version ${codebook.version}. ${who}${helped}.${byMachine} Where coders differed and nothing was reconciled, ${rule}.${agreed}`
}

function mapped({ codebook }: ReviewSnapshot, { gaps }: MapData): string {
  const label = (id: string): string =>
    codebook.dimensions.find((dimension) => dimension.id === id)?.label ?? id
  const axes = gaps === undefined ? 'two dimensions' : `${label(gaps.rows)} and ${label(gaps.columns)}`
  return `The map cross-tabulates studies over ${axes}, each study once per cell and under the codes above its own. For each cell the count is compared with the hypergeometric distribution that follows if whole sets of columns are dealt to studies at random; p values are exact and adjusted after Benjamini and Hochberg over the cells that expect at least three studies. ${gaps === undefined ? '' : gaps.sentence}`.trim()
}

function computed({ tool, log }: ReviewSnapshot): string {
  return `All counts were computed by ${tool.name} ${tool.version} from a log of ${thousands(log.entries)} decisions (sha256:${log.hash.slice(0, 12)}).`
}
