import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/domain/canonical.ts'
import { ask, lacuna, smallReview, temporaryFolder } from './command.ts'

/** The hash of every file of a folder, by its path. */
function hashesOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )
  return Object.fromEntries(
    files.map((name) => [name.replaceAll('\\', '/'), sha256(readFileSync(join(folder, name)))]).toSorted(),
  )
}

test('a report has the same bytes in any time zone, locale, directory and run', () => {
  const review = smallReview()
  const settings = join(review, 'review.yaml')
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('full-text: true', 'full-text: false'))
  lacuna(['suggest', '--record', '--project', review])
  const elsewhere = join(temporaryFolder(), 'a folder with ünïcode', 'deep')
  mkdirSync(elsewhere, { recursive: true })
  const moved = join(elsewhere, 'review')
  cpSync(review, moved, { recursive: true })

  const places = [
    { review, out: join(temporaryFolder(), 'one'), cwd: temporaryFolder(), TZ: 'UTC', LANG: 'C' },
    { review, out: join(temporaryFolder(), 'two'), cwd: '/', TZ: 'Pacific/Apia', LANG: 'de_DE.UTF-8' },
    { review: moved, out: join(elsewhere, 'three'), cwd: elsewhere, TZ: 'America/St_Johns', LANG: 'tr_TR' },
    { review: moved, out: join(moved, 'report'), cwd: moved, TZ: 'Asia/Kathmandu', LANG: 'ar_EG.UTF-8' },
  ]
  const made = places.map(({ review: project, out, cwd, TZ, LANG }) => {
    const { status, stderr } = lacuna(['report', '--project', project, '--out', out], {
      cwd,
      env: { TZ, LANG, LC_ALL: LANG, LANGUAGE: LANG },
    })
    expect(stderr).not.toMatch(/error|bug/i)
    expect(status).toBe(0)
    return hashesOf(out)
  })
  const [first = {}] = made
  expect(Object.keys(first).map((name) => name.split('.').at(-1))).toEqual(
    expect.arrayContaining(['png', 'docx', 'xlsx', 'svg', 'html', 'csv', 'cff']),
  )
  expect(
    readFileSync(join(places[0]?.out ?? '', 'data', 'studies.csv'), 'utf8').split('\n').length,
  ).toBeGreaterThan(2)
  for (const again of made.slice(1)) expect(again).toEqual(first)

  // The hash that verify computes is the one printed on the map, and it is that of the snapshot's very bytes.
  const out = places[1]?.out ?? ''
  const { holds, hash } = ask<{ readonly holds: boolean; readonly hash: string }>(['verify', out])
  expect(holds).toBe(true)
  expect(hash).toBe(first['snapshot.json'])
  const page = readFileSync(join(out, 'index.html'), 'utf8')
  const [shown = ''] = page.split('<script type="application/json"')
  expect(shown.split(`sha256:${hash.slice(0, 12)}`).length).toBeGreaterThan(2)
  expect(shown).toContain(`<span class="hash">${hash}</span>`)
})
