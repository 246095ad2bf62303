import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, lacuna, type Outcome, smallReview } from './command.ts'

interface Entry {
  readonly coder: string
  readonly kind: string
  readonly report?: string
}

/** A small review without a full-text stage, and somebody at work in it. */
function team() {
  const review = smallReview()
  const settings = join(review, 'review.yaml')
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('full-text: true', 'full-text: false'))
  const as = (coder: string, ...words: readonly string[]): Outcome =>
    lacuna([...words, '--project', review, '--coder', coder])
  const decide = (coder: string, ...rows: readonly string[]): Outcome => {
    const file = join(review, `${coder}.csv`)
    writeFileSync(file, ['report,verdict,dimension,codes,note', ...rows].join('\n'))
    return as(coder, 'decide', file)
  }
  const seenBy = (coder: string): readonly Entry[] =>
    ask<readonly Entry[]>(['log', '--project', review, '--coder', coder])
  return { review, as, decide, seenBy }
}
const [wells, fire] = ['10.1000/wells.1', '10.1000/fire.2']

test('two code blind: nothing that prints judgements shows the other’s before mine is complete', () => {
  const { review, as, decide, seenBy } = team()
  decide('Lead', `${wells},include,,,`, `${fire},include,,,`)
  expect(as('Lead', 'allocate', 'coding', '--coders', 'Ada,Bo', '--by', '2', '--dry-run').stdout).toMatch(
    /2 reports would be given out for coding, 2 of them in the sample/,
  )
  expect(as('Lead', 'allocate', 'coding', '--coders', 'Ada,Bo', '--by', '2').stdout).toMatch(/Ada +2 +new/)
  decide('Bo', `${wells},,topic,fire,SECRET`, `${fire},,topic,fire,SECRET`)
  for (const words of [
    ['log', '--json'],
    ['export', 'codings'],
    ['export', 'codings', '--shape', 'wide'],
    ['export', 'codings', '--format', 'jsonl'],
    ['export', 'decisions'],
    ['export', 'reports'],
    ['reconcile', '--list'],
    ['status'],
  ]) {
    const { status, stdout, stderr } = as('Ada', ...words)
    expect(status, stderr).toBe(0)
    // Status may say that Bo has done two reports, not what they said of them.
    expect(stdout, words.join(' ')).not.toMatch(/SECRET|"fire"|,fire,|: fire\b|Fire \(/)
  }
  const { subjects } = ask<{ subjects: readonly { agreement: { used: number } }[] }>([
    'agreement',
    'topic',
    '--project',
    review,
    '--coder',
    'Ada',
  ])
  expect(subjects.map(({ agreement }) => agreement.used)).toEqual([0])
  expect(as('Ada', 'log').stderr).toMatch(
    /What others say of 2 reports is kept back until Ada has finished them/,
  )
  expect(as('Ada', 'status').stdout).toMatch(/Bo +coding +2 +done/)
  // One of two is finished: that one is there, the other is not.
  decide('Ada', `${wells},,topic,water,`)
  expect(as('Ada', 'export', 'codings').stdout.match(/SECRET/g)).toHaveLength(1)
  expect(as('Ada', 'reconcile', '--list').stdout).toMatch(/1 disagreement to settle/)
  // To look all the same is possible, and stays on record.
  as('Ada', 'log', '--unblind')
  expect(seenBy('Ada').filter(({ kind, coder }) => kind === 'note' && coder === 'Bo')).toHaveLength(2)
  expect(seenBy('Ada').filter(({ kind }) => kind === 'unblind')).toHaveLength(1)
  expect(lacuna(['export', 'codings', '--project', review, '--coder', 'Lead']).stdout).toMatch(/SECRET/)
})

test('undo takes back the last file, redo brings it back, and another’s word is not touched', () => {
  const { as, decide, seenBy } = team()
  decide('Bo', `${fire},include,,,`)
  decide('Ada', `${wells},include,,,`, `${fire},exclude,,,`)
  expect(as('Ada', 'undo').stdout.match(/taken back/g)).toHaveLength(2)
  expect(as('Ada', 'undo').stdout).toBe('There is nothing to take back.\n')
  expect(as('Ada', 'redo').stdout.match(/brought back/g)).toHaveLength(2)
  expect(as('Ada', 'redo').stdout).toBe('There is nothing to bring back.\n')
  expect(seenBy('Bo').filter(({ coder, kind }) => coder === 'Bo' && kind === 'retract')).toEqual([])
})

test('a coder who leaves hands over what is open', () => {
  const { as } = team()
  as('Lead', 'allocate', 'title-abstract', '--coders', 'Ada,Bo')
  const { status, stdout } = as('Lead', 'allocate', 'title-abstract', '--from', 'Bo', '--coders', 'Cy')
  expect(status).toBe(0)
  expect(stdout).toMatch(/taken from Bo, who keeps the 0 finished[\s\S]*Cy +\d +new/)
  expect(as('Lead', 'allocate').stdout).not.toMatch(/Bo/)
  expect(as('Lead', 'allocate', 'title-abstract', '--from', 'Bo', '--coders', 'Cy').status).toBe(2)
})

test('a codebook that changes under way: check, diff, dry run, migration', () => {
  const { review, as, decide } = team()
  decide('Ada', `${wells},include,topic,,`, `${wells},,topic,fire,`)
  const path = join(review, 'codebook.yaml')
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(
      "id: fire, label: Fire, cues: ['fire*']",
      "id: blaze, label: Blaze, cues: ['/(b+)+z/']",
    ),
  )
  const check = as('Ada', 'codebook', 'check')
  expect(check.status).toBe(1)
  expect(check.stdout).toMatch(/topic\/blaze: the cue .* does not come to an end/)
  expect(check.stdout).toMatch(/topic\/fire stands in codings \(Ada 1\) and not in the codebook/)
  expect(as('Ada', 'codebook', 'diff').stdout).toMatch(/removed +topic\/fire/)
  const refused = as('Ada', 'codebook', 'migrate')
  expect(refused.status).toBe(1)
  expect(refused.stderr).toMatch(/topic\/fire \(Ada 1\): --rename topic\/fire=NEW/)
  const answer = ['codebook', 'migrate', '--rename', 'topic/fire=blaze'] as const
  expect(as('Ada', ...answer, '--dry-run').stdout).toMatch(
    /topic\/fire +becomes topic\/blaze +Ada 1[\s\S]*Nothing was changed/,
  )
  expect(as('Ada', 'export', 'codings').stdout).toMatch(/,topic,fire,/)
  expect(as('Ada', ...answer).stdout).toMatch(
    /Recorded; the migration is kept in .*0001-[0-9a-f]{8}-[0-9a-f]{8}\.yaml/,
  )
  expect(readdirSync(join(review, 'migrations'))).toHaveLength(1)
  expect(as('Ada', 'export', 'codings').stdout).toMatch(/,topic,blaze,/)
})

test('a record that lacks its abstract is mended by importing it again with one; what was decided stays', () => {
  const { review, as, decide } = team()
  decide('Ada', `${wells},include,,,`)
  const file = join(review, 'mended.ris')
  writeFileSync(
    file,
    'TY  - JOUR\nTI  - A trial of water pumps\nAU  - Smith, Anna\nPY  - 2019\nT2  - Journal of Wells\nDO  - 10.1000/wells.1\nAB  - Pumps were tried.\nER  - \n',
  )
  as('Ada', 'import', file, '--source', 'mended by hand')
  as('Ada', 'dedupe')
  const reports = as('Ada', 'export', 'reports', '--format', 'jsonl').stdout
  const line = reports.split('\n').find((text) => text.includes(wells))
  expect(line).toMatch(/"abstract":"Pumps were tried\."/)
  expect(as('Ada', 'export', 'verdicts').stdout).toMatch(/,screen,title-abstract,include,/)
})
