import { type Dialect, translateTo } from '../dialect.ts'
import type { Query, QueryNode } from '../query.ts'
import type { Translation } from '../translation.ts'

const all = { forms: ['all:%'], loss: 'field-widened' } as const

const arxiv: Dialect = {
  name: 'arxiv',
  operators: { and: ' AND ', or: ' OR ', not: ' ANDNOT ' },
  fields: {
    'title-abstract': { forms: ['ti:%', 'abs:%'] },
    title: { forms: ['ti:%'] },
    abstract: { forms: ['abs:%'] },
    topic: { forms: ['ti:%', 'abs:%'] },
    keyword: all,
    subject: { forms: ['cat:%'] },
    author: { forms: ['au:%'] },
    journal: { forms: ['jr:%'] },
    all: { forms: ['all:%'] },
  },
  wildcards: { atEnd: true, atStart: false, one: '?', minimumStem: 1, inPhrase: 'none' },
  years: ({ from, to }) => `submittedDate:[${from ?? 1991}01010000 TO ${to ?? 9999}12312359]`,
  escape: (text) =>
    text
      .replaceAll(/[":()]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
}

/** arXiv's syntax for `search_query=`. A subject that is no arXiv category (`cs.CY`) is searched everywhere. */
export function toArxiv(query: Query): Translation {
  const translated = translateTo(arxiv, { ...query, root: withoutHeadings(query.root) }, 'search_query')
  return translated
}

const category = /^(?:[a-z-]+(?:\.[A-Za-z-]{2,})?|[a-z-]+\.\*)$/

/** Thesaurus headings do not exist there: they become keywords, which are noted as widened. */
function withoutHeadings(node: QueryNode): QueryNode {
  switch (node.kind) {
    case 'term':
      return node.field === 'subject' &&
        (node.isPhrase || !category.test(node.text) || !node.text.includes('.'))
        ? { ...node, field: 'keyword' }
        : node
    case 'near':
      return node.field === 'subject' ? { ...node, field: 'keyword' } : node
    case 'and':
    case 'or':
      return { ...node, operands: node.operands.map(withoutHeadings) }
    case 'not':
      return { ...node, keep: withoutHeadings(node.keep), drop: withoutHeadings(node.drop) }
  }
}
