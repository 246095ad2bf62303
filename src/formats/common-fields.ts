import { parseDate } from './dates.ts'
import type { Draft } from './draft.ts'
import { splitKeywords } from './lists.ts'
import { readName } from './names.ts'
import { isDecisionNote, proposalsInNote } from './proposals.ts'

/** What a tag means in the formats whose tags each mean one thing: `.enw`, RefWorks, Ovid. */
export type FieldMeaning =
  | 'title'
  | 'alternative-title'
  | 'author'
  | 'editor'
  | 'container'
  | 'container-short'
  | 'year'
  | 'date'
  | 'volume'
  | 'issue'
  | 'pages'
  | 'first-page'
  | 'last-page'
  | 'article-number'
  | 'publisher'
  | 'place'
  | 'edition'
  | 'series'
  | 'language'
  | 'standard-number'
  | 'abstract'
  | 'keywords'
  | 'note'
  | 'url'
  | 'doi'
  | 'pmid'
  | 'pmcid'
  | 'accession'
  | 'key'

/** Puts one field where it belongs; whatever the field's parser does not understand becomes unknown. */
export function takeField(draft: Draft, meaning: FieldMeaning | undefined, tag: string, value: string): void {
  if (value.trim() === '') return
  switch (meaning) {
    case undefined:
      return draft.unknown(tag, value)
    case 'title':
      return draft.title(tag, value)
    case 'alternative-title':
      return draft.alternativeTitle(value)
    case 'author':
    case 'editor': {
      const name = readName(value)
      if (name === undefined) draft.unknown(tag, value)
      else (meaning === 'author' ? draft.authors : draft.editors).push(name)
      return
    }
    case 'container':
      return draft.line('container', tag, value)
    case 'container-short':
      return draft.line('containerShort', tag, value)
    case 'year':
    case 'date': {
      const date = parseDate(value)
      if (date === undefined) draft.unknown(tag, value)
      else draft.date = { ...date, ...draft.date }
      return
    }
    case 'volume':
    case 'issue':
    case 'publisher':
    case 'place':
    case 'edition':
    case 'series':
    case 'language':
      return draft.line(meaning, tag, value)
    case 'article-number':
      return draft.line('articleNumber', tag, value)
    case 'pages':
    case 'first-page':
      return draft.firstPage(tag, value)
    case 'last-page':
      return draft.lastPage(tag, value)
    case 'standard-number':
      return draft.standardNumber(tag, value)
    case 'abstract':
      return draft.abstract(value)
    case 'keywords':
      for (const keyword of splitKeywords(value)) draft.keyword(keyword)
      return
    case 'note':
      draft.proposals.push(...proposalsInNote(value))
      return isDecisionNote(value) ? undefined : draft.note(value)
    case 'url':
      return draft.url(value)
    case 'doi':
      return draft.doi(tag, value)
    case 'pmid':
    case 'pmcid':
      return draft.id(meaning, tag, value)
    case 'accession':
      draft.accession(value)
      draft.sourceKey ??= value.trim()
      return
    case 'key':
      draft.sourceKey = value.trim()
      return
  }
}
