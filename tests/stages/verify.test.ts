import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/domain/canonical.ts'
import { snapshotHash } from '../../src/domain/snapshot.ts'
import { reportFiles } from '../../src/stages/report.ts'
import { rasterise } from '../../src/stages/rasterise.ts'
import { verify } from '../../src/stages/verify.ts'
import { writeFolder } from '../../src/stages/write-out.ts'
import { sampleReview, seeded } from '../render/sample-review.ts'

const assets = { script: 'void 0', style: 'p{}' }
const parent = mkdtempSync(join(tmpdir(), 'lacuna-verify-'))
const folder = join(parent, 'report')
const files = new Map(reportFiles(sampleReview(4), { assets }))
const paths = [...files.keys()]

beforeAll(() => writeFolder(folder, files))
afterAll(() => rmSync(parent, { recursive: true }))

/** Does something to the files, looks, and puts everything back. */
function tampered(path: string, content: Uint8Array): ReturnType<typeof verify> | 'not a snapshot' {
  writeFileSync(join(folder, path), content)
  try {
    return verify(folder, assets)
  } catch (error) {
    if (path === 'snapshot.json' && error instanceof Error) return 'not a snapshot'
    throw error
  } finally {
    writeFileSync(join(folder, path), files.get(path) ?? '')
  }
}

describe('verify', () => {
  test('finds nothing to say about a report as it was written', () => {
    expect(verify(folder, assets)).toMatchObject({ holds: true, differences: [] })
  })

  test('finds each of 150 single bytes changed anywhere', () => {
    const chance = seeded(9)
    const missed: string[] = []
    for (let i = 0; i < 150; i++) {
      const path = paths[i % paths.length] ?? ''
      const content = Uint8Array.from(files.get(path) ?? [])
      const at = Math.floor(chance() * content.length)
      content[at] = (content[at] ?? 0) ^ (1 << Math.floor(chance() * 7))
      const found = tampered(path, content)
      if (found !== 'not a snapshot' && found.holds) missed.push(`${path} at ${at}`)
    }
    expect(missed).toEqual([])
  })

  test('finds one byte changed in every file at once, pictures too, and names them all', () => {
    const whole = { ...assets, rasterise }
    const drawn = new Map(reportFiles(sampleReview(4), { assets: whole }))
    const place = join(parent, 'drawn')
    writeFolder(place, drawn)
    expect(verify(place, whole).holds).toBe(true)
    const chance = seeded(11)
    // A changed snapshot changes what every other file should be; it is looked at above.
    const others = [...drawn].filter(([path]) => path !== 'snapshot.json')
    expect(others.filter(([path]) => path.endsWith('.png')).length).toBeGreaterThan(4)
    for (let round = 0; round < 3; round++) {
      for (const [path, content] of others) {
        const changed = Uint8Array.from(content)
        const at = Math.floor(chance() * changed.length)
        changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(chance() * 8))
        writeFileSync(join(place, path), changed)
      }
      const { differences } = verify(place, whole)
      expect(differences.map(({ file }) => file)).toEqual(others.map(([path]) => path).toSorted())
      expect(differences.every(({ what }) => what === 'changed')).toBe(true)
    }
  })

  test('holds the changes since an older map against that map, which the report carries', () => {
    const older = sampleReview(3)
    const compared = new Map(reportFiles(sampleReview(4), { assets, since: older }))
    const place = join(parent, 'compared')
    writeFolder(place, compared)
    expect(verify(place, assets)).toMatchObject({ holds: true, hash: verify(folder, assets).hash })
    const page = new TextDecoder().decode(compared.get('index.html'))
    expect(page).toContain(`snapshot sha256:${snapshotHash(older).slice(0, 12)}): 1 study added`)
    expect(page).toContain('1 study added</summary>')
    expect(new TextDecoder().decode(compared.get('report.md'))).toContain('Changes since version 1.0.0')
    const kept = new TextDecoder().decode(compared.get('since/snapshot.json'))
    expect(kept).toBe(canonicalJson(older))
    expect(new TextDecoder().decode(compared.get('data/changes.csv'))).toMatch(/^study added,\S+,,,,\r$/m)
    writeFileSync(join(place, 'since', 'snapshot.json'), kept.replace('"year":2', '"year":1'))
    expect(verify(place, assets).holds).toBe(false)
    rmSync(join(place, 'since'), { recursive: true })
    expect(verify(place, assets).differences.map(({ file }) => file)).toContain('index.html')
  })

  test('finds each of 50 numbers changed in the snapshot, though it is still a snapshot', () => {
    const chance = seeded(10)
    const text = readFileSync(join(folder, 'snapshot.json'), 'utf8')
    const numbers = [...text.matchAll(/(?<=[:,[])\d+(?=[,}\]])/g)]
    expect(numbers.length).toBeGreaterThan(50)
    const missed: string[] = []
    for (let i = 0; i < 50; i++) {
      const number = numbers[Math.floor(chance() * numbers.length)]
      if (number === undefined) continue
      const other = String(Number(number[0]) + 1)
      const changed = `${text.slice(0, number.index)}${other}${text.slice(number.index + number[0].length)}`
      const found = tampered('snapshot.json', new TextEncoder().encode(changed))
      if (found === 'not a snapshot' || found.holds) missed.push(`${number[0]} at ${number.index}`)
    }
    expect(missed).toEqual([])
  })

  test('names the file and the line, and files that are missing or were put in', () => {
    const text = readFileSync(join(folder, 'data', 'studies.csv'), 'utf8')
    const lines = text.split('\r\n')
    const wrong = [...lines.slice(0, 3), lines[3]?.replace(/^s/, 'S'), ...lines.slice(4)].join('\r\n')
    expect(tampered('data/studies.csv', new TextEncoder().encode(wrong))).toMatchObject({
      holds: false,
      differences: [{ file: 'data/studies.csv', what: 'changed', line: 4 }],
    })
    rmSync(join(folder, 'CITATION.cff'))
    writeFileSync(join(folder, 'note.txt'), 'hello')
    expect(verify(folder, assets).differences).toEqual([
      { file: 'CITATION.cff', what: 'missing' },
      { file: 'note.txt', what: 'added' },
    ])
    writeFileSync(join(folder, 'CITATION.cff'), files.get('CITATION.cff') ?? '')
    rmSync(join(folder, 'note.txt'))
  })
})
