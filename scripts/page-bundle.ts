import { build, transform } from 'esbuild'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../src/render/', import.meta.url)

/** The page's script and style as they go into every map. The same sources give the same text on every machine. */
export async function bundlePage(): Promise<{ readonly script: string; readonly style: string }> {
  const bundled = await build({
    entryPoints: [fileURLToPath(new URL('page/dom/start.ts', root))],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2023',
    charset: 'ascii',
    legalComments: 'none',
  })
  const sheets = ['base', 'overview', 'map', 'matrix', 'panel', 'print']
  const css = sheets.map((name) => readFileSync(new URL(`style/${name}.css`, root), 'utf8')).join('\n')
  const style = await transform(css, { loader: 'css', minify: true, charset: 'ascii' })
  return { script: bundled.outputFiles[0]?.text.trim() ?? '', style: style.code.trim() }
}
