// Bundles the map's script and style into dist, next to the code that puts them into the page.
import { mkdirSync, writeFileSync } from 'node:fs'
import { bundlePage } from './page-bundle.ts'

const { script, style } = await bundlePage()
const folder = new URL('../dist/render/page/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('page.js', folder), script)
writeFileSync(new URL('page.css', folder), style)
