import { type Dialect, printDialect } from '../dialect.ts'
import { languageName } from '../languages.ts'
import type { Query } from '../query.ts'
import type { Translation } from '../translation.ts'

/** Ovid's `adjN` counts the step, not the words between: adj4 allows three words between. */
const ovid: Dialect = {
  name: 'ovid',
  operators: { and: ' and ', or: ' or ', not: ' not ' },
  fields: {
    'title-abstract': { forms: ['%.ti,ab.'] },
    title: { forms: ['%.ti.'] },
    abstract: { forms: ['%.ab.'] },
    topic: { forms: ['%.ti,ab,kf.'] },
    keyword: { forms: ['%.kf.'] },
    subject: { forms: ['%/'] },
    author: { forms: ['%.au.'] },
    journal: { forms: ['%.jw.'] },
    all: { forms: ['%.af.'] },
  },
  wildcards: { atEnd: true, atStart: false, one: '#', minimumStem: 1, inPhrase: 'any' },
  // A heading stands alone; words inside of headings are another field.
  near: ({ left, right, within, form }) =>
    (form === '%/' ? '%.hw.' : form).replace('%', () => `(${left} adj${within + 1} ${right})`),
  hasNearGroups: true,
}

/** An Ovid line; years and languages stand in a `limit` line of their own, as Ovid has them. */
export function toOvid(query: Query): Translation {
  const { years, languages, ...rest } = query
  const { text, losses } = printDialect(ovid, rest)
  const limits = [
    ...(languages === undefined
      ? []
      : [languages.map((code) => languageName(code).toLowerCase()).join(' or ')]),
    ...(years === undefined ? [] : [`yr="${years.from ?? 1800} -${years.to ?? 'Current'}"`]),
  ]
  const wrapped = limits.length === 0 ? text : `limit (${text}) to (${limits.join(' and ')})`
  return { dialect: 'ovid', text: wrapped, parameters: {}, losses }
}
