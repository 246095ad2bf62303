// Writes docs/keys.md from the key tables that the terminal screens themselves use.
import { writeFileSync } from 'node:fs'
import { keysDocument } from './keys-document.ts'

writeFileSync(new URL('../docs/keys.md', import.meta.url), keysDocument())
