import { InvalidArgumentError, Option } from 'commander'
import { printable } from '../../domain/printable.ts'
import type { AgreementOptions } from '../../stages/agreement.ts'
import type { Face } from '../face.ts'
import type { AddVerb } from '../verb.ts'

interface Flags {
  readonly between?: readonly string[]
  readonly machines?: boolean
  readonly sample?: boolean
  readonly codebook?: string
  readonly maybe: 'include' | 'own'
  readonly phase?: AgreementOptions['phases']
  readonly level: number
  readonly bootstrap?: number | true
  readonly seed: string
  readonly top: number
  readonly csv?: boolean
}

export const addAgreement: AddVerb = (program, act) => {
  program
    .command('agreement [subject]')
    .description('how well coders agree, per dimension and screening stage, before reconciliation')
    .option('--between <names>', 'only these coders, separated by commas', (names: string) =>
      names.split(',').map((name) => name.trim()),
    )
    .option('--machines', 'count machine coders too')
    .addOption(
      new Option('--maybe <how>', 'how "maybe" counts in screening: as include, or by itself')
        .choices(['include', 'own'])
        .default('include'),
    )
    .option(
      '--phase <name=until>',
      'a phase and the day it ended, in order; the last without a day',
      addPhase,
    )
    .option('--sample', 'only reports that "lacuna allocate" drew to measure agreement on')
    .option('--codebook <hash>', 'as it was coded then: by an earlier version of the codebook, unmigrated')
    .option('--level <share>', 'of the intervals', share, 0.95)
    .option('--bootstrap [draws]', 'a second interval, by so many draws (1000)', wholeNumber)
    .option('--seed <text>', 'for the draws', 'lacuna')
    .option('--top <n>', 'how many disagreements and confusions to list', wholeNumber, 10)
    .option('--csv', 'print all figures as CSV')
    .addHelpText('after', examples)
    .action(
      act(async (face, subject: string | undefined, flags: Flags) => {
        const { agreement } = await import('../../stages/agreement.ts')
        const report = await face.withReview((review) =>
          agreement(review, { ...optionsFrom(subject, flags), ...viewerOf(face) }, face.control),
        )
        const { sayHidden } = await import('../../stages/seen-log.ts')
        const kept = sayHidden(face.viewer, report.hidden)
        if (kept !== undefined) face.note(printable(kept))
        if (flags.sample === true && Object.keys(report.sample).length === 0)
          face.note('No sample was drawn; all reports that two or more judged are counted.')
        if (face.flags.json === true) return face.printJson(report)
        if (flags.csv === true) {
          const { agreementCsv } = await import('../../stages/agreement-rows.ts')
          const { writeOut } = await import('../../stages/write-out.ts')
          return writeOut(agreementCsv(report), undefined)
        }
        const { agreementOverview } = await import('../agreement-overview.ts')
        const { agreementDetail } = await import('../agreement-detail.ts')
        const lines =
          subject === undefined
            ? agreementOverview(report)
            : report.subjects.flatMap((one, i) => [
                ...(i > 0 ? [''] : []),
                ...agreementDetail(report, one, flags.top),
              ])
        for (const line of lines) face.print(printable(line))
      }),
    )
}

const viewerOf = ({ viewer }: Face): { readonly viewer?: string } => (viewer === undefined ? {} : { viewer })

function optionsFrom(subject: string | undefined, flags: Flags): AgreementOptions {
  const { between, machines, phase, bootstrap } = flags
  return {
    level: flags.level,
    maybe: flags.maybe,
    ...(subject === undefined ? {} : { subject }),
    ...(between === undefined ? {} : { between }),
    ...(machines === undefined ? {} : { machines }),
    ...(flags.sample === undefined ? {} : { sample: flags.sample }),
    ...(flags.codebook === undefined ? {} : { codebook: flags.codebook }),
    ...(phase === undefined ? {} : { phases: phase }),
    ...(bootstrap === undefined
      ? {}
      : { bootstrap: { draws: bootstrap === true ? 1000 : bootstrap, seed: flags.seed } }),
  }
}

type Phases = NonNullable<AgreementOptions['phases']>

/** `pilot=2026-03-01` lasts to the end of that day (UTC); a name alone has no end. */
function addPhase(text: string, before: Phases | undefined): Phases {
  const [name = '', day] = text.split('=')
  if (name === '' || (day !== undefined && !isDay(day))) {
    throw new InvalidArgumentError('Expected a name, or a name and a day such as pilot=2026-03-01.')
  }
  const last = before?.at(-1)
  if (
    last !== undefined &&
    (last.until === undefined || (day !== undefined && day <= last.until.slice(0, 10)))
  ) {
    throw new InvalidArgumentError(`Expected phases in order; "${last.name}" comes before and ends later.`)
  }
  const until = day === undefined ? {} : { until: `${day}T23:59:59.999Z` }
  return [...(before ?? []), { name, ...until }]
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))

function share(text: string): number {
  const value = Number(text)
  if (value > 0 && value < 1) return value
  throw new InvalidArgumentError('Expected a share between 0 and 1, such as 0.95.')
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1) return value
  throw new InvalidArgumentError('Expected a whole number from 1 up.')
}

const examples = `
Examples:
  lacuna agreement                                     every dimension and stage at a glance
  lacuna agreement effects                             one in full, with what is confused with what
  lacuna agreement --phase pilot=2026-03-01 --phase main    the pilot and the rest apart
  lacuna agreement --bootstrap 2000 --seed 7 --csv     all figures, with a second interval
`
