// A program of its own for the tests beside it: appends decisions one by one and prints the id of each once the
// store has confirmed it. node append-process.ts FILE CODER COUNT
import { randomBytes } from 'node:crypto'
import { DecisionClock } from '../../src/domain/decision-clock.ts'
import { UserError } from '../../src/domain/problem.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const [path = '', coder = '', count = '0'] = process.argv.slice(2)
try {
  const store = openSqlite(path)
  const clock = new DecisionClock(Date.now, randomBytes, await store.lastDecision())
  for (let i = 0; i < Number(count); i++) {
    const text = 'because '.repeat(50)
    const { id, at } = clock.tick()
    await store.appendDecisions([{ kind: 'note', id, at, coder, report: 'd1', text }])
    process.stdout.write(`${id}\n`)
  }
  await store.close()
} catch (error) {
  if (!(error instanceof UserError)) throw error
  process.stderr.write(`${error.message}\n${error.remedy}\n`)
  process.exitCode = 1
}
