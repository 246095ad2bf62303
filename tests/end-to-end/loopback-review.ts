import { onTestFinished } from 'vitest'
import { apis } from '../sources/apis.ts'
import { type Asked, type Reply, ReplayServer } from '../sources/replay-server.ts'
import type { Outcome } from './command.ts'
import { reviewWithSettings, runLacuna } from './harvesting.ts'

/** A server that answers as an API does, gone after the test; `change` sees every answer before it leaves. */
export async function startApi(
  name: string,
  size: { readonly records?: number; readonly most?: number } = {},
  change: (reply: Reply, asked: Asked) => Reply = (reply) => reply,
): Promise<{ readonly server: ReplayServer; readonly url: string }> {
  const api = apis.find(({ source }) => source === name)
  if (api === undefined) throw new Error(`no API ${name}`)
  const answer = api.start(size)
  const server = await ReplayServer.start((asked) => change(answer(asked), asked))
  onTestFinished(() => server.stop())
  return { server, url: server.url + api.base }
}

/** A small review whose sources live at these addresses. */
export const reviewAt = (urls: Readonly<Record<string, string>>): string =>
  reviewWithSettings(
    'contact: Review Team <review@university.edu>',
    'queries:',
    '  main: (coproduc* OR co-produc*) AND "public service*" AND year:2010-2020',
    `sources: [${Object.keys(urls).join(', ')}]`,
    'source-urls:',
    ...Object.entries(urls).map(([name, url]) => `  ${name}: ${url}`),
  )

/** The built command with a key that must not be seen anywhere. */
export const run = (
  review: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> => runLacuna(review, words, { OPENALEX_API_KEY: 'alex-secret', ...environment })
