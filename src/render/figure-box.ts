import { markup } from './escape.ts'

/** A figure on the page, in a box that can be moved sideways (with the keyboard too) where the screen is narrow. */
export const figureBox = (svg: string, about: string): string =>
  `<div class="figure-box" tabindex="0" role="region" aria-label="${markup(`Figure: ${about}`)}">${svg}</div>`
