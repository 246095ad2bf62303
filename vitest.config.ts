import { defineConfig } from 'vitest/config'
import { ClosingLine } from './tests/closing-line.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    pool: 'forks',
    // Vitest leaves a core free for its watcher; there is none in a run.
    maxWorkers: '100%',
    expect: { requireAssertions: true },
    sequence: { shuffle: true },
    testTimeout: 60_000,
    reporters: [process.env['CI'] ? 'dot' : 'default', new ClosingLine()],
  },
})
