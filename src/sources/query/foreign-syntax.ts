import type { QueryField } from './query.ts'

export const foreignSyntaxes = ['pubmed', 'scopus', 'wos', 'ovid'] as const
export type ForeignSyntax = (typeof foreignSyntaxes)[number]

/** Field tags of each syntax, in small letters. */
export const tags: Readonly<Record<ForeignSyntax, Readonly<Record<string, QueryField>>>> = {
  pubmed: {
    tiab: 'title-abstract',
    'title/abstract': 'title-abstract',
    ti: 'title',
    title: 'title',
    tw: 'topic',
    'text word': 'topic',
    mh: 'subject',
    mesh: 'subject',
    'mesh terms': 'subject',
    majr: 'subject',
    au: 'author',
    author: 'author',
    ta: 'journal',
    journal: 'journal',
    ot: 'keyword',
    all: 'all',
    'all fields': 'all',
  },
  scopus: {
    'title-abs-key': 'topic',
    'title-abs': 'title-abstract',
    title: 'title',
    abs: 'abstract',
    key: 'keyword',
    authkey: 'keyword',
    indexterms: 'subject',
    auth: 'author',
    'author-name': 'author',
    srctitle: 'journal',
    all: 'all',
  },
  wos: {
    ts: 'topic',
    ti: 'title',
    ab: 'abstract',
    ak: 'keyword',
    kp: 'subject',
    au: 'author',
    so: 'journal',
    all: 'all',
  },
  ovid: {
    'ti,ab': 'title-abstract',
    'ab,ti': 'title-abstract',
    tw: 'topic',
    'ti,ab,kf': 'topic',
    'ti,ab,kw': 'topic',
    ti: 'title',
    ab: 'abstract',
    kw: 'keyword',
    kf: 'keyword',
    sh: 'subject',
    hw: 'subject',
    au: 'author',
    jw: 'journal',
    jn: 'journal',
    mp: 'topic',
    af: 'all',
  },
}

/** Where a term without a tag is searched. */
export const defaultField: Readonly<Record<ForeignSyntax, QueryField>> = {
  pubmed: 'all',
  scopus: 'all',
  wos: 'topic',
  ovid: 'topic',
}

/** How strongly operators bind; equal ones go from left to right. */
export const binding: Readonly<Record<ForeignSyntax, Readonly<Record<'and' | 'or' | 'not', number>>>> = {
  pubmed: { and: 1, or: 1, not: 1 },
  ovid: { and: 1, or: 1, not: 1 },
  scopus: { or: 3, and: 2, not: 1 },
  wos: { not: 3, and: 2, or: 1 },
}
