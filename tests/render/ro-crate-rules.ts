type Value = string | number | Reference | readonly (string | Reference)[] | undefined
export interface Reference {
  readonly '@id': string
}
export interface Entity {
  readonly '@id': string
  readonly '@type': string
  readonly [property: string]: Value
}
export interface Crate {
  readonly '@context': string
  readonly '@graph': readonly Entity[]
}

/** The properties and types of https://w3id.org/ro/crate/1.1/context that a map's crate uses: no others may be. */
const terms = new Set(
  `about author conformsTo contactPoint contactType datePublished description email encodingFormat endTime hasPart
  identifier instrument license mentions name object publisher result version
  ContactPoint CreateAction CreativeWork Dataset File Organization Person SoftwareApplication`.split(/\s+/),
)

const idsIn = (value: Value): readonly string[] =>
  (Array.isArray(value) ? (value as readonly (string | Reference)[]) : [value]).flatMap((item) =>
    typeof item === 'object' && '@id' in item ? [item['@id']] : [],
  )
const isUriReference = (id: string): boolean =>
  /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/.test(id) && !/%(?![0-9A-Fa-f]{2})/.test(id)
const isText = (value: Value): boolean => typeof value === 'string' && /\S/.test(value)
const isDate = (value: Value): boolean =>
  typeof value === 'string' && /^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(value)

/** Section of the specification, what it asks, and whether a crate keeps it. */
export const rules: readonly (readonly [section: string, rule: string, holds: (crate: Crate) => boolean])[] =
  [
    [
      'JSON-LD',
      'the context is that of 1.1',
      (crate) => crate['@context'] === 'https://w3id.org/ro/crate/1.1/context',
    ],
    [
      'JSON-LD',
      'every entity has one @id and one @type, and no value is an entity of its own',
      (crate) =>
        graph(crate).every(
          (entity) =>
            typeof entity['@id'] === 'string' &&
            typeof entity['@type'] === 'string' &&
            Object.values(entity).every((value) =>
              (Array.isArray(value) ? value : [value]).every(
                (item) => typeof item !== 'object' || Object.keys(item as object).join() === '@id',
              ),
            ),
        ),
    ],
    [
      'JSON-LD',
      'every property and type is a term of the context',
      (crate) =>
        graph(crate).every(({ '@id': _id, '@type': type, ...properties }) =>
          [type, ...Object.keys(properties)].every((term) => terms.has(term)),
        ),
    ],
    [
      'JSON-LD',
      'identifiers are URI references',
      (crate) => graph(crate).every((e) => isUriReference(e['@id'])),
    ],
    [
      'Contextual entities',
      'no two entities have one @id',
      (crate) => new Set(graph(crate).map((e) => e['@id'])).size === graph(crate).length,
    ],
    [
      'Metadata file descriptor',
      'it is a CreativeWork about the root that conforms to 1.1',
      (crate) => {
        const descriptor = graph(crate).find((entity) => entity['@id'] === 'ro-crate-metadata.json')
        return (
          descriptor?.['@type'] === 'CreativeWork' &&
          idsIn(descriptor['about']).join() === './' &&
          idsIn(descriptor['conformsTo']).join() === 'https://w3id.org/ro/crate/1.1'
        )
      },
    ],
    [
      'Root data entity',
      'it is a Dataset with a name, a description, a date and a licence',
      (crate) => {
        const root = rootOf(crate)
        return (
          root?.['@type'] === 'Dataset' &&
          isText(root['name']) &&
          isText(root['description']) &&
          isDate(root['datePublished']) &&
          (idsIn(root['license']).length === 1 || isText(root['license']))
        )
      },
    ],
    [
      'Data entities',
      'every file is a part of the root, and every part an entity',
      (crate) => {
        const parts = idsIn(rootOf(crate)?.['hasPart'])
        const entities = graph(crate).filter((entity) => entity['@type'] === 'File')
        return (
          parts.length > 0 &&
          parts.toSorted().join() ===
            entities
              .map((e) => e['@id'])
              .toSorted()
              .join()
        )
      },
    ],
    [
      'Contextual entities',
      'every reference leads to an entity, or to the specification',
      (crate) => {
        const ids = new Set([...graph(crate).map((e) => e['@id']), 'https://w3id.org/ro/crate/1.1'])
        return graph(crate).every((entity) =>
          Object.values(entity).every((value) => idsIn(value).every((id) => ids.has(id))),
        )
      },
    ],
    [
      'Contextual entities',
      'authors are persons or organisations, the publisher an organisation, the licence a work with a name',
      (crate) => {
        const typesOf = (property: string): readonly string[] =>
          idsIn(rootOf(crate)?.[property]).map(
            (id) => graph(crate).find((entity) => entity['@id'] === id)?.['@type'] ?? 'nothing',
          )
        return (
          typesOf('author').every((type) => type === 'Person' || type === 'Organization') &&
          typesOf('publisher').every((type) => type === 'Organization') &&
          typesOf('license').every((type) => type === 'CreativeWork')
        )
      },
    ],
    [
      'Provenance',
      'the action has a name, an object and a software with a version as its instrument',
      (crate) => {
        const actions = graph(crate).filter((entity) => entity['@type'] === 'CreateAction')
        return actions.every((action) => {
          const tools = idsIn(action['instrument']).map((id) => graph(crate).find((e) => e['@id'] === id))
          return (
            typeof action['name'] === 'string' &&
            idsIn(action['object']).length > 0 &&
            (action['endTime'] === undefined || isDate(action['endTime'])) &&
            tools.every((tool) => tool?.['@type'] === 'SoftwareApplication' && tool['version'] !== undefined)
          )
        })
      },
    ],
  ]

const graph = (crate: Crate): readonly Entity[] => crate['@graph']

/** The root as the specification has it found: by what the descriptor is about. */
function rootOf(crate: Crate): Entity | undefined {
  const descriptor = graph(crate).find((entity) =>
    idsIn(entity['conformsTo']).some((id) => id.startsWith('https://w3id.org/ro/crate/')),
  )
  const [root] = idsIn(descriptor?.['about'])
  return graph(crate).find((entity) => entity['@id'] === root)
}
