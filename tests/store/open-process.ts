// A program of its own for the tests beside it: opens and closes FOLDER/0.db, 1.db …, each at an agreed instant,
// so that several of these programs make every file at the same moment. node open-process.ts FOLDER START ROUNDS
import { join } from 'node:path'
import { openSqlite } from '../../src/store/sqlite.ts'

const [folder = '', start = '0', rounds = '0'] = process.argv.slice(2)
for (let round = 0; round < Number(rounds); round++) {
  const instant = Number(start) + round * 30
  while (Date.now() < instant);
  const store = openSqlite(join(folder, `${round}.db`))
  await store.close()
}
