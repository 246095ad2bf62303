import { UserError } from '../domain/problem.ts'
import type { Access, HarvestRequest } from './source.ts'

/** Who asks: an address where a server's people can complain, and the user's keys by environment name. */
export interface Identity {
  readonly version: string
  readonly contact?: string
  readonly keys: Readonly<Record<string, string>>
  /** The user chose to go without an address where that is allowed. */
  readonly isAnonymous?: boolean
}

/** A request as it goes over the wire, with whoever asks made known. Only `http.ts` sees one. */
export interface SignedRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly body?: string
  readonly headers: Readonly<Record<string, string>>
}

/** Adds key, contact and name to a request. The request itself stays free of them, so it can be logged and kept. */
export function sign(request: HarvestRequest, access: Access, identity: Identity): SignedRequest {
  const extra: Record<string, string> = {}
  const headers: Record<string, string> = {
    accept: '*/*',
    'accept-encoding': 'gzip, deflate',
    ...request.headers,
    'user-agent': userAgent(identity),
  }
  const key = access.key === undefined ? undefined : identity.keys[access.key.environment]
  if (key !== undefined && access.key !== undefined) {
    if (access.key.in === 'query') extra[access.key.name] = key
    else headers[access.key.name.toLowerCase()] = `${access.key.prefix ?? ''}${key}`
  }
  if (access.contact?.parameter !== undefined && identity.contact !== undefined) {
    extra[access.contact.parameter] = identity.contact
  }
  if (access.toolParameter !== undefined) extra[access.toolParameter] = 'lacuna'
  const added = new URLSearchParams(extra).toString()
  if (added === '') return { ...request, headers }
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded'
  return isForm
    ? { ...request, headers, body: `${request.body ?? ''}&${added}` }
    : { ...request, headers, url: `${request.url}${request.url.includes('?') ? '&' : '?'}${added}` }
}

/** `lacuna/0.1.0 (mailto:name@place.org)`, as Crossref's etiquette asks. */
const userAgent = ({ version, contact }: Identity): string =>
  contact === undefined ? `lacuna/${version}` : `lacuna/${version} (mailto:${contact})`

/** A text with every key of the user blotted out, as itself and as it looks in a URL. */
export function masked(text: string, identity: Identity): string {
  let clean = text
  for (const key of Object.values(identity.keys)) {
    if (key === '') continue
    for (const form of [key, encodeURIComponent(key), new URLSearchParams({ k: key }).toString().slice(2)])
      clean = clean.replaceAll(form, '***')
  }
  return clean
}

const placeholder =
  /@(?:example\.(?:com|org|net)|test\.|localhost|email\.com$|mail\.com$|domain\.)|^(?:your|you|name|user|me|test|foo|someone|anonymous)[._-]?(?:name|email|mail)?@/i

/** The address without blanks; a UserError when it is none or a placeholder, which servers answer with refusals. */
export function checkedContact(address: string): string {
  const contact = address.trim()
  if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}$/.test(contact) || placeholder.test(contact)) {
    throw new UserError(
      `"${contact}" is not an address at which somebody can be reached.`,
      'You can give your own e-mail address as contact in review.yaml; sources write to it before they block.',
      { exitCode: 2 },
    )
  }
  return contact
}

/** Stops before the first request when a source wants a key or an address that is not there. */
export function checkAccess(
  source: { readonly label: string; readonly access: Access },
  identity: Identity,
): void {
  const { key, contact } = source.access
  if (key?.isRequired === true && (identity.keys[key.environment] ?? '') === '') {
    throw new UserError(
      `${source.label} answers only with a key of your own.`,
      `You can set ${key.environment} in the environment or in the keys file, or leave ${source.label} out.`,
      { exitCode: 2 },
    )
  }
  const mayBeAnonymous = identity.isAnonymous === true && contact?.mayBeForced === true
  if (contact?.isRequired === true && identity.contact === undefined && !mayBeAnonymous) {
    throw new UserError(
      `${source.label} asks who is harvesting it.`,
      `You can give your e-mail address as contact in review.yaml${contact.mayBeForced === true ? ', or go slower without one (--anonymous)' : ''}.`,
      { exitCode: 2 },
    )
  }
}
