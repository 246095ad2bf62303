import {
  type CodebookShape,
  type CodesOfDimension,
  placedCodes,
  type ReferenceShape,
} from './codebook-shape.ts'
import type { YamlPath } from './yaml-content.ts'

/** One mistake in what a codebook says, though its shape is right. */
export interface Finding {
  readonly path: YamlPath
  readonly code: string
  readonly severity: 'lost' | 'doubtful'
  readonly message: string
  readonly remedy: string
}

/** References of questions, screening, map, impossible cells and roles that lead nowhere. */
export function checkReferences(shape: CodebookShape): readonly Finding[] {
  return [
    ...(shape.screening?.include ?? []).flatMap((reference, i) =>
      checkReference(shape, reference, ['screening', 'include', i]),
    ),
    ...(shape.questions ?? []).flatMap((question, i) =>
      question['answered-by'].flatMap((reference, k) =>
        checkReference(shape, reference, ['questions', i, 'answered-by', k]),
      ),
    ),
    ...checkMap(shape),
    ...(shape.impossible ?? []).flatMap(({ cells }, i) => checkImpossible(shape, cells, i)),
    ...checkRoles(shape),
  ]
}

/** A reference that leads nowhere, with the nearest existing id where one is near. */
export function checkReference(shape: CodebookShape, reference: ReferenceShape, path: YamlPath): Finding[] {
  const [id, wanted] = referenceParts(reference)
  const dimension = shape.dimensions.find((candidate) => candidate.id === id)
  if (dimension === undefined) {
    const ids = shape.dimensions.map((candidate) => candidate.id)
    return [missing(path, 'dimension', id, ids, 'in this codebook')]
  }
  const codes = placedCodes(dimension.codes ?? [], []).map((placed) => placed.id)
  if (wanted?.length === 0) {
    return [
      {
        path,
        code: 'no-codes-named',
        severity: 'lost',
        message: `No code of "${id}" is named; expected at least one.`,
        remedy: `You can name codes of "${id}" here.`,
      },
    ]
  }
  return (wanted ?? [])
    .filter((code) => !codes.includes(code))
    .map((code) => missing([...path, id], 'code', code, codes, `in the dimension "${id}"`))
}

function referenceParts(reference: ReferenceShape): readonly [string, readonly string[] | undefined] {
  if (typeof reference === 'string') return [reference, undefined]
  const [id = '', codes = []] = Object.entries(reference)[0] ?? []
  return [id, typeof codes === 'string' ? [codes] : codes]
}

function missing(
  path: YamlPath,
  what: string,
  found: string,
  known: readonly string[],
  where: string,
): Finding {
  const near = known.find((id) => oneEditApart(id, found)) ?? known.find((id) => id.startsWith(found))
  return {
    path,
    code: `unknown-${what}`,
    severity: 'lost',
    message: `There is no ${what} "${found}" ${where}; expected one of ${shorten(known)}.`,
    remedy:
      near === undefined
        ? `You can name a ${what} that exists, or add "${found}".`
        : `You can write "${near}".`,
  }
}

const shorten = (ids: readonly string[]): string =>
  ids.length <= 12 ? ids.join(', ') : `${ids.slice(0, 12).join(', ')} and ${ids.length - 12} more`

/** Whether two ids differ by one letter put in, left out or changed, or in hyphens only. */
function oneEditApart(a: string, b: string): boolean {
  if (a.replace(/[-_]/g, '') === b.replace(/[-_]/g, '')) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let start = 0
  while (start < short.length && short[start] === long[start]) start++
  const skip = long.length === short.length ? 1 : 0
  return short.slice(start + skip) === long.slice(start + 1)
}

function checkMap(shape: CodebookShape): Finding[] {
  if (shape.map === undefined) return []
  const findings: Finding[] = []
  for (const key of ['rows', 'columns', 'segments'] as const) {
    const id = shape.map[key]
    if (id === undefined) continue
    findings.push(...checkReference(shape, id, ['map', key]))
    const dimension = shape.dimensions.find((candidate) => candidate.id === id)
    if (dimension !== undefined && (dimension.codes ?? []).length === 0)
      findings.push({
        path: ['map', key],
        code: 'map-without-codes',
        severity: 'lost',
        message: `The map's ${key} are "${id}", which is a ${dimension.type}; expected a dimension with codes.`,
        remedy: 'You can choose a dimension that has codes.',
      })
  }
  if (shape.map.rows === shape.map.columns)
    findings.push({
      path: ['map', 'columns'],
      code: 'map-same',
      severity: 'lost',
      message: `The map's rows and columns are both "${shape.map.rows}"; expected two dimensions.`,
      remedy: 'You can choose another dimension for one of the two.',
    })
  return findings
}

function checkImpossible(
  shape: CodebookShape,
  cells: readonly [CodesOfDimension, CodesOfDimension],
  i: number,
): Finding[] {
  const findings = cells.flatMap((cell, k) => checkReference(shape, cell, ['impossible', i, 'cells', k]))
  const [first, second] = cells.map((cell) => Object.keys(cell)[0])
  if (first === second)
    findings.push({
      path: ['impossible', i, 'cells', 1],
      code: 'impossible-same',
      severity: 'lost',
      message: `Both sides of an impossible cell are codes of "${first}"; expected two dimensions.`,
      remedy: 'You can name a code of another dimension on one side.',
    })
  return findings
}

function checkRoles(shape: CodebookShape): Finding[] {
  const roles = shape.roles
  if (roles === undefined) return []
  const findings: Finding[] = []
  const check = (reference: ReferenceShape, ...path: YamlPath): number =>
    findings.push(...checkReference(shape, reference, ['roles', ...path]))
  for (const role of ['discipline', 'term', 'theory', 'country', 'sector'] as const) {
    if (roles[role] !== undefined) check(roles[role], role)
  }
  if (roles.rigor !== undefined) check({ [roles.rigor.dimension]: roles.rigor.rigorous }, 'rigor')
  const direction = roles.direction
  if (direction !== undefined) {
    for (const way of ['positive', 'negative', 'mixed', 'none'] as const) {
      const codes = direction[way]
      if (codes !== undefined) check({ [direction.dimension]: codes }, 'direction', way)
    }
  }
  roles.harms?.forEach((reference, i) => check(reference, 'harms', i))
  for (const part of ['estimate', 'variance'] as const) {
    const id = roles.effect?.[part]
    if (id === undefined) continue
    check(id, 'effect', part)
    const dimension = shape.dimensions.find((candidate) => candidate.id === id)
    if (dimension !== undefined && dimension.type !== 'number') {
      findings.push({
        path: ['roles', 'effect', part],
        code: 'effect-not-a-number',
        severity: 'lost',
        message: `The effect's ${part} is "${id}", which is ${dimension.type}; expected a number dimension.`,
        remedy: 'You can name a dimension of the type number.',
      })
    }
  }
  return findings
}
