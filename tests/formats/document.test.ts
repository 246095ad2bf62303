import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { documentPath, formatsDocument } from '../../scripts/formats-document.ts'

test('docs/formats.md says what the formats say (node scripts/formats-document.ts writes it)', () => {
  expect(readFileSync(documentPath, 'utf8')).toBe(formatsDocument())
})
