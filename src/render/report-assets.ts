/** The page's own script and style, bundled when lacuna is built. */
export interface PageAssets {
  readonly script: string
  readonly style: string
}

/** What a report needs besides its data. */
export interface ReportAssets extends PageAssets {
  /** Draws an SVG figure as PNG with the figures' own font; without it a report has no PNG files. */
  readonly rasterise?: (svg: string) => Uint8Array
}
