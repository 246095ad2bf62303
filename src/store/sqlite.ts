import { connect } from './connection.ts'
import { appendDecisions, countDecisions, lastDecision, readDecisions } from './decisions.ts'
import { explain } from './failure.ts'
import { findAsTyped, findReports } from './full-text.ts'
import {
  addProblems,
  addRecords,
  countRecords,
  descriptionsById,
  readDescriptions,
  readOrigins,
  readProblems,
  readRecords,
  recordsById,
} from './records.ts'
import {
  changeReports,
  countReports,
  readComparison,
  readMemberships,
  readPairs,
  readReports,
  reportsById,
} from './reports.ts'
import { addSearch, completeSearch, readSearches } from './searches.ts'
import type { Store } from './store.ts'

/**
 * Opens a review's SQLite file, making or upgrading it where needed.
 * @param waitMs how long a writer waits for another process before it gives up with a UserError
 */
export function openSqlite(path: string, waitMs: number = 20_000): Store {
  const connections = attempt(() => connect(path, waitMs))
  const { writer, reader, insertRows } = connections

  function attempt<T>(work: () => T): T {
    try {
      return work()
    } catch (cause) {
      throw explain(cause, path, waitMs)
    }
  }
  async function run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      throw explain(cause, path, waitMs)
    }
  }
  async function* runThrough<T>(items: AsyncIterable<T>): AsyncIterable<T> {
    try {
      yield* items
    } catch (cause) {
      throw explain(cause, path, waitMs)
    }
  }

  return {
    addSearch: (search) => run(() => addSearch(writer, search)),
    completeSearch: (id, retrieved) => run(() => completeSearch(writer, id, retrieved)),
    searches: () => run(() => readSearches(reader)),
    addRecords: (records) => run(() => addRecords(writer, records)),
    countRecords: () => run(() => countRecords(reader)),
    recordOrigins: () => run(() => readOrigins(reader)),
    records: () => runThrough(readRecords(reader)),
    descriptions: () => runThrough(readDescriptions(reader)),
    descriptionsById: (ids) => run(() => descriptionsById(reader, ids)),
    recordsById: (ids) => run(() => recordsById(reader, ids)),
    addProblems: (search, problems) => run(() => addProblems(writer, search, problems)),
    problems: () => runThrough(readProblems(reader)),
    changeReports: (change) => run(() => changeReports(writer, insertRows, change)),
    countReports: () => run(() => countReports(reader)),
    memberships: () => run(() => readMemberships(reader)),
    reports: () => runThrough(readReports(reader)),
    reportsById: (ids) => run(() => reportsById(reader, ids)),
    comparison: (rules) => run(() => readComparison(reader, rules)),
    pairs: (outcome) => run(() => readPairs(reader, outcome)),
    findReports: (words, limit) => run(() => findReports(reader, words, limit)),
    findAsTyped: (words, limit) => run(() => findAsTyped(reader, words, limit)),
    appendDecisions: (decisions) => run(() => appendDecisions(writer, decisions)),
    decisions: (after) => run(() => readDecisions(reader, after)),
    lastDecision: () => run(() => lastDecision(reader)),
    countDecisions: () => run(() => countDecisions(reader)),
    close: () => connections.close(),
  }
}
