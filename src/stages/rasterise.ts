import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'

const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
  createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}`),
)

/** In pixels: a figure longer than half of this is drawn less than twice its size. */
const longestSide = 6000

/**
 * An SVG figure as PNG, twice its size. Only the font that comes with lacuna is used, never the system's, so that
 * the bytes are the same on every machine.
 */
export function rasterise(svg: string): Uint8Array {
  const font = { loadSystemFonts: false, fontFiles: fonts, defaultFontFamily: 'DejaVu Sans' }
  const { width, height } = new Resvg(svg, { font })
  const zoom = Math.min(2, longestSide / Math.max(width, height))
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: zoom } }).render().asPng()
}
