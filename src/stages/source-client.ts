import { readFileSync } from 'node:fs'
import type { Problem } from '../domain/problem.ts'
import { UserError } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import { NoAnswer, PoliteClient, readKeys } from '../sources/http.ts'
import { checkedContact } from '../sources/identity.ts'
import { openCitations } from '../sources/opencitations.ts'
import type { Source } from '../sources/source.ts'
import { sources } from '../sources/sources.ts'
import { toolVersion } from './bundled.ts'
import type { Control } from './control.ts'
import { sharedBoard } from './pace-board.ts'

/** How a run reaches the network. */
export interface Reach {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where runs on this machine agree on their pace. */
  readonly paceFolder: string
  readonly keysFile?: string
  /** A PEM file with certificates to trust besides the usual ones: the proxy's, the campus's. */
  readonly caFile?: string
  /** Go without a contact address where a source only recommends one, at its slower pace. */
  readonly isAnonymous?: boolean
  readonly onNote?: (line: string) => void
  /** Told before every pause, and with the headers of every answer. */
  readonly onWait?: (wait: { readonly server: string; readonly ms: number; readonly because: string }) => void
  readonly onAnswer?: (answer: {
    readonly server: string
    readonly headers: Readonly<Record<string, string>>
  }) => void
}

/** The client of one run, with the review's contact and the user's keys. Close it when done. */
export function clientOf(review: Review, reach: Reach, control: Control): PoliteClient {
  const address = /[^\s<>(),;]+@[^\s<>(),;]+/.exec(review.settings.contact ?? '')?.[0]
  const extraCa = reach.caFile === undefined ? undefined : certificatesIn(reach.caFile)
  return new PoliteClient({
    identity: {
      version: toolVersion().version,
      keys: readKeys(keyNames, reach.environment, reach.keysFile),
      ...(address === undefined || reach.isAnonymous === true ? {} : { contact: checkedContact(address) }),
      ...(reach.isAnonymous === true ? { isAnonymous: true } : {}),
    },
    board: sharedBoard(reach.paceFolder),
    environment: reach.environment,
    signal: control.signal,
    ...(extraCa === undefined ? {} : { extraCa }),
    ...(reach.onAnswer === undefined ? {} : { onAnswer: reach.onAnswer }),
    onWait: (wait) => {
      reach.onWait?.(wait)
      reach.onNote?.(`${wait.server}: ${wait.because}; asking again in ${Math.ceil(wait.ms / 1000)} s`)
    },
  })
}

/** Whether a source will see a key and a contact address: its pace depends on them. */
export function whoAsks(
  review: Review,
  reach: Reach,
): (source: Pick<Source, 'access'>) => { readonly hasKey: boolean; readonly hasContact: boolean } {
  const hasContact = review.settings.contact?.includes('@') === true && reach.isAnonymous !== true
  const keys = readKeys(keyNames, reach.environment, reach.keysFile)
  return ({ access }) => ({ hasKey: keys[access.key?.environment ?? ''] !== undefined, hasContact })
}

const keyNames = [...sources, openCitations].flatMap(({ access }) => access.key?.environment ?? [])

function certificatesIn(file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new UserError(`The certificate file ${file} cannot be read.`, 'You can check its name.', {
      exitCode: 2,
      cause,
    })
  }
  if (/-----BEGIN (?:TRUSTED )?CERTIFICATE-----/.test(text)) return text
  throw new UserError(
    `The file ${file} holds no certificate in PEM form.`,
    'You can convert it with: openssl x509 -inform der -in FILE -out FILE.pem',
    { exitCode: 2 },
  )
}

/** Why a source gave no answer, as a problem with what to do about it. */
export function unanswered(source: { readonly name: string }, error: NoAnswer | UserError): Problem {
  const remedies: Readonly<Record<string, string>> = {
    budget: 'You can run the same command again when the budget is renewed; it goes on where it stopped.',
    access: 'You can check the key for this source, or leave the source out.',
    query: 'You can see the exact request with --dry-run and change the query.',
    certificate:
      'You can name the authority that signed it with --ca FILE, if you trust it: a campus or company proxy has its own.',
    unreachable: 'You can check the network and run the same command again; it goes on where it stopped.',
  }
  const given = error instanceof NoAnswer ? error.kind : 'access'
  const kind = given === 'unreachable' && /CERT|SIGNATURE/.test(error.message) ? 'certificate' : given
  return {
    kind: 'problem',
    severity: 'lost',
    code: `harvest/${kind}`,
    at: { file: source.name },
    message: error.message,
    remedy: error instanceof UserError ? error.remedy : (remedies[kind] ?? remedies['unreachable'] ?? ''),
  }
}
