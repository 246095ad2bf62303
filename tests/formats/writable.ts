import * as fc from 'fast-check'
import type { PersonName } from '../../src/domain/person-name.ts'
import type { RecordType } from '../../src/domain/record.ts'
import type { WritableRecord } from '../../src/formats/format.ts'

const wordCharacters = [
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éüøłßñÅ中文Ω\'’&%$#_{}~^\\<>"|/.:,()[]=+@*!?-–—',
]
const nameCharacters = [...'abcdefghijklmnopqrstuvwxyzéüøłñ']

const word = fc.string({ unit: fc.constantFrom(...wordCharacters), minLength: 1, maxLength: 9 })
/** One line of text without spaces at its ends: what readers give for titles. */
export const lineText = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '))
const letters = fc.string({ unit: fc.constantFrom(...nameCharacters), minLength: 2, maxLength: 8 })
const capitalised = letters.map((text) => `X${text}`)

const person: fc.Arbitrary<PersonName> = fc
  .record({
    family: fc.oneof(
      capitalised,
      fc.tuple(capitalised, capitalised).map((parts) => parts.join('-')),
      fc.tuple(capitalised, capitalised).map((parts) => parts.join(' ')),
    ),
    given: fc.oneof(capitalised, fc.constantFrom('A.', 'A. B.', 'AB', 'Jean-Paul', 'Mary Ann', 'J. R. R.')),
    particle: fc.option(fc.constantFrom('van der', 'de la', 'von', 'el'), { nil: undefined }),
    suffix: fc.option(fc.constantFrom('Jr', 'III', 'Sr'), { nil: undefined, freq: 5 }),
  })
  .map(({ family, given, particle, suffix }) => ({
    family,
    given,
    ...(particle === undefined ? {} : { particle }),
    ...(suffix === undefined ? {} : { suffix }),
  }))
const group: fc.Arbitrary<PersonName> = fc
  .array(fc.oneof(capitalised, fc.constantFrom('of', 'for', 'and', '&')), { minLength: 1, maxLength: 4 })
  .map((words) => ({ literal: `World ${words.join(' ')} Group` }))

const paragraphs = fc
  .array(lineText, { minLength: 1, maxLength: 4 })
  .chain((lines) => fc.constantFrom('\n', '\n\n', ' ').map((between) => lines.join(between)))
const short = fc.oneof(
  fc.nat({ max: 9999 }).map(String),
  fc.constantFrom('12A', 'Suppl. 1', '1-2', 'S1', '3 & 4'),
)
const pages = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 900 }))
    .map(([from, more]) => `${from}-${from + more}`),
  fc.constantFrom('S178-S189', 'e1234', '12, 15-18', '5-5', 'xii-xv', '101'),
)
const date = fc.oneof(
  fc.record({ year: fc.integer({ min: 1700, max: 2030 }) }),
  fc.record({ year: fc.integer({ min: 1700, max: 2030 }), month: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    year: fc.integer({ min: 1700, max: 2030 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  }),
  fc.record({
    year: fc.integer({ min: 1700, max: 2030 }),
    season: fc.constantFrom('Spring', 'Mar-Apr', 'Winter'),
  }),
)
const keyword = fc
  .array(
    fc.string({
      unit: fc.constantFrom(...wordCharacters.filter((c) => !'|{}[]\'"'.includes(c))),
      minLength: 1,
      maxLength: 8,
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((words) => `K${words.join(' ')}`)
const doi = fc
  .tuple(
    fc.integer({ min: 1000, max: 99_999 }),
    fc.string({ unit: fc.constantFrom(...'abcdefghij0123456789._-'), minLength: 1, maxLength: 12 }),
  )
  .map(([prefix, rest]) => `10.${prefix}/x${rest}z`)
const url = fc
  .string({ unit: fc.constantFrom(...'abcdefghij0123456789/?=&_%-~#'), minLength: 1, maxLength: 20 })
  .map((path) => `https://example.org/x${path}z`)
const type: fc.Arbitrary<RecordType> = fc.constantFrom(
  'article',
  'book',
  'edited-book',
  'chapter',
  'conference-paper',
  'thesis',
  'report',
  'dataset',
  'web-page',
  'news',
)

/** Records as readers give them: every field in its canonical form, with what makes formats stumble. */
export const writableRecord: fc.Arbitrary<WritableRecord> = fc
  .record(
    {
      key: fc
        .string({ unit: fc.constantFrom(...'abcxyz0189-_:.'), minLength: 1, maxLength: 10 })
        .map((text) => `k${text}`),
      type,
      title: lineText.map((text) => `T${text}`),
      authors: fc.array(fc.oneof({ weight: 4, arbitrary: person }, { weight: 1, arbitrary: group }), {
        maxLength: 4,
      }),
      editors: fc.array(person, { minLength: 1, maxLength: 2 }),
      date,
      container: lineText.map((text) => `J${text}`),
      volume: short,
      issue: short,
      pages,
      publisher: capitalised,
      identifiers: fc.record(
        {
          doi,
          pmid: fc.integer({ min: 1, max: 99_999_999 }).map(String),
          pmcid: fc.integer({ min: 100, max: 9_999_999 }).map((number) => `PMC${number}`),
        },
        { requiredKeys: [] },
      ),
      abstract: paragraphs.map((text) => `A${text}`),
      keywords: fc.uniqueArray(keyword, { minLength: 1, maxLength: 5 }),
      language: fc.constantFrom('en', 'English', 'deu'),
      urls: fc.uniqueArray(url, { minLength: 1, maxLength: 2 }),
      decision: fc.record(
        {
          verdict: fc.constantFrom('include', 'exclude', 'maybe'),
          reason: lineText.map((text) => `R${text}`),
        },
        { requiredKeys: ['verdict'] },
      ),
    },
    { requiredKeys: ['key', 'type', 'authors', 'identifiers'] },
  )
  .map((record) => record as WritableRecord)
