import { allCodes, type Codebook, findDimension } from '../domain/codebook.ts'
import { type ReconcileDecision, verdicts } from '../domain/decision.ts'

type Outcome = ReconcileDecision['outcome']

/** One value that can be picked, in words. `code` where it can be taken together with others. */
export interface Offer {
  readonly label: string
  readonly outcome: Outcome
  readonly code?: string
}

/**
 * The values that can be picked for a subject whose words begin with this: verdicts with the codebook's reasons,
 * or codes that are not retired and "none applies". A number or a text that is typed is its own offer; a number
 * outside the dimension's bounds is none.
 */
export function offersFor(like: Outcome, codebook: Codebook, typed: string): readonly Offer[] {
  if ('stage' in like) return matching(verdictOffers(like.stage, codebook), typed)
  const dimension = findDimension(codebook, like.dimension)
  if (dimension === undefined) return []
  const { id, type } = dimension
  if (type === 'text') {
    const text = typed.trim()
    return text === '' ? [] : [{ label: text, outcome: { dimension: id, value: { text } } }]
  }
  if (type === 'number') {
    const number = Number(typed)
    const { minimum = -Infinity, maximum = Infinity } = dimension
    const isGood = typed.trim() !== '' && Number.isFinite(number) && number >= minimum && number <= maximum
    return isGood ? [{ label: String(number), outcome: { dimension: id, value: { number } } }] : []
  }
  const codes = allCodes(dimension).filter(({ code }) => !code.retired)
  const offers = codes.map(({ code }): Offer & { readonly names: readonly string[] } => ({
    label: code.label,
    outcome: { dimension: id, value: { codes: [code.id] } },
    ...(type === 'multi' ? { code: code.id } : {}),
    names: [code.id, code.label, ...code.variants],
  }))
  const none = { dimension: id, value: { codes: [] } }
  return matching([...offers, { label: 'none applies', outcome: none, names: ['none applies'] }], typed)
}

/** What is saved on Enter: the codes taken, else the marked offer. */
export function pickedOutcome(
  like: Outcome,
  offers: readonly Offer[],
  { at, chosen }: { readonly at: number; readonly chosen: readonly string[] },
): Outcome | undefined {
  if (chosen.length > 0 && 'dimension' in like) {
    return { dimension: like.dimension, value: { codes: chosen.toSorted() } }
  }
  return offers[at]?.outcome
}

type Named = Offer & { readonly names: readonly string[] }

/** Names that begin with what was typed stand before names that hold it. */
function matching(offers: readonly Named[], typed: string): readonly Offer[] {
  const wanted = typed.trim().toLowerCase()
  const has = ({ names }: Named, test: (name: string) => boolean): boolean =>
    names.some((name) => test(name.toLowerCase()))
  const first = offers.filter((offer) => has(offer, (name) => name.startsWith(wanted)))
  const rest = offers.filter((offer) => !first.includes(offer) && has(offer, (name) => name.includes(wanted)))
  return [...first, ...rest].map(({ names: _names, ...offer }) => offer)
}

function verdictOffers(
  stage: Extract<Outcome, { stage: unknown }>['stage'],
  codebook: Codebook,
): readonly Named[] {
  const plain = verdicts.map((verdict) => ({ label: verdict, outcome: { stage, verdict }, names: [verdict] }))
  const reasons = allCodes({ codes: codebook.screening?.reasons ?? [] })
    .filter(({ code }) => !code.retired)
    .map(({ code: { id, label } }) => ({
      label: `exclude: ${label}`,
      outcome: { stage, verdict: 'exclude' as const, reason: id },
      names: [`exclude: ${label}`, label, id],
    }))
  return [...plain, ...reasons]
}
