import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    pool: 'forks',
    expect: { requireAssertions: true },
    sequence: { shuffle: true },
    testTimeout: 60_000,
  },
})
