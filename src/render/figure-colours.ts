/**
 * All colours of the figures but the map's shades and segments. Few, because the page turns each of them for the
 * dark (style/overview.css). Blue, grey and vermilion differ for all common kinds of colour vision.
 */
export const paper = '#ffffff'
export const ink = '#1d2126'
export const muted = '#59616b'
export const rule = '#dedbd4'
export const edge = '#b9b5ac'
export const blue = '#1f6796'
export const blueSoft = '#cde1ee'
export const vermilion = '#a33f00'
export const vermilionSoft = '#f7d8bd'
