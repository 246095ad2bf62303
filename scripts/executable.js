// Lets the built command be run as a file: tsc writes it without the execute bit.
import { chmodSync } from 'node:fs'

chmodSync(new URL('../dist/cli/main.js', import.meta.url), 0o755)
