import { keyTables } from '../src/tui/key-tables.ts'
import { printKey } from '../src/tui/keys.ts'

/** The text of docs/keys.md. */
export function keysDocument(): string {
  const tables = keyTables.map(([screen, bindings]) => {
    const rows = bindings.map(
      ({ keys, does }) => `| ${keys.map((key) => `\`${printKey(key)}\``).join(' ')} | ${does} |`,
    )
    return [`## ${screen}`, '', '| key | does |', '| --- | --- |', ...rows, ''].join('\n')
  })
  return [
    '# Keys',
    '',
    'Made from the same table as the handlers and the help on the screen (`npm run keys`).',
    '',
    ...tables,
  ].join('\n')
}
