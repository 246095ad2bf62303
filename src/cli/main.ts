#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
// Only the version check runs here: on an old Node the native parts would crash before they could explain.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `lacuna needs Node 22.19 or newer; this is ${process.versions.node}.\n` +
      '  You can run it with "npx lacuna" or an npm script in its folder, which bring their own Node.\n',
  )
  process.exitCode = 1
} else {
  // Compiled once for all runs: most of the time to the first frame is reading code.
  enableCompileCache()
  // React takes its development build where this says nothing else: six times the work for every key.
  if (process.env['NODE_ENV'] !== 'development') process.env['NODE_ENV'] = 'production'
  const { run } = await import('./program.ts')
  process.exitCode = await run(process.argv.slice(2))
}
