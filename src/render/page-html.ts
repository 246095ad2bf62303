import { sha256 } from '../domain/canonical.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { changesHtml } from './changes-html.ts'
import { foreign, jsonForScript, markup } from './escape.ts'
import type { MapData } from './map-data.ts'
import type { Changes } from './map-difference.ts'
import { methodsHtml } from './methods-html.ts'
import { factsHtml, overviewHtml } from './overview-html.ts'
import type { PageData } from './page/page-data.ts'
import type { PageAssets } from './report-assets.ts'
import { clip } from './page/reference.ts'
import { citeAs, standingOf } from './review-facts.ts'

const tabs = [
  ['overview', 'Overview'],
  ['map', 'Map'],
  ['studies', 'Studies'],
  ['methods', 'Methods and limits'],
  ['files', 'Files and citation'],
] as const

interface PageParts {
  readonly assets: PageAssets
  /** The other files of the report with what they hold, for the list of files. */
  readonly files: readonly { readonly path: string; readonly holds: string }[]
  readonly changes: Changes | undefined
}

/**
 * The whole map as one HTML file: no network, no other file. The content security policy lets only this very script
 * and style run (by their SHA-256), so markup that slipped in with a title could do nothing.
 * Comes in pieces, to be written one after the other.
 */
export function pageHtml(
  snapshot: ReviewSnapshot,
  data: MapData,
  page: PageData,
  { assets, files, changes }: PageParts,
): readonly string[] {
  const { review } = snapshot
  const { hash } = page
  const warnings = standingOf(snapshot).warnings
  const policy = `default-src 'none'; script-src '${digest(assets.script)}'; style-src '${digest(assets.style)}'; img-src data:; base-uri 'none'; form-action 'none'`
  const noScript =
    '<noscript><p>The map is drawn by a script inside this page, which this browser does not run. The figures and tables beside this file show the same numbers.</p></noscript>'
  const empty = snapshot.studies.length === 0 ? '<p>No study is included yet.</p>' : ''
  const before = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${markup(`${snapshot.tool.name} ${snapshot.tool.version}`)}">
<title>${markup(review.title)}</title>
<style>${assets.style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="wide masthead">
<p class="eyebrow">Evidence-gap map</p>
<h1>${foreign(clip(review.title, 300))}</h1>
${review.question === undefined ? '' : `<p class="question">${foreign(clip(review.question, 600))}</p>`}
${factsHtml(snapshot, hash)}
</header>
${warnings.length === 0 ? '' : `<aside class="banner" aria-label="State of this review"><div class="wide">${warnings.map((warning) => `<p>${markup(warning)}</p>`).join('\n')}</div></aside>`}
<nav class="sections" aria-label="Sections"><ul class="wide">${tabs.map(([id, label]) => `<li><a data-tab="${id}" href="#tab-${id}">${label}</a></li>`).join('')}</ul></nav>
<main class="wide" id="main" tabindex="-1">
<div id="map-controls" hidden></div>
<section id="tab-overview" aria-label="Overview">
${changes === undefined ? '' : changesHtml(changes, snapshot)}
${overviewHtml(snapshot, data)}
</section>
<section id="tab-map" aria-label="Map">
<h2 class="unseen">Map</h2>
${empty || noScript}
<div id="map-legend"></div>
<div id="map-layout"><div id="map-matrix"></div><aside id="cell-panel" aria-label="The chosen cell" hidden></aside></div>
</section>
<section id="tab-studies" aria-label="Studies">
<h2>Studies</h2>
${empty || noScript}
<div id="studies-app"></div>
</section>
<section id="tab-methods" aria-label="Methods and limits">
${methodsHtml(snapshot, data)}
</section>
<section id="tab-files" aria-label="Files and citation">
${filesHtml(snapshot, hash, files)}
</section>
</main>
<footer><div class="wide">
<p>${foreign(citeAs(snapshot, hash))}</p>
<p>Made by ${markup(`${snapshot.tool.name} ${snapshot.tool.version}`)}; every number is computed from ${markup(String(snapshot.log.entries))} decisions. Snapshot sha256 <span class="hash">${hash}</span>.</p>
</div></footer>
<script type="application/json" id="review-data">`
  const after = `</script>
<script>${assets.script}</script>
</body>
</html>
`
  return [before, ...dataForScript(page), after]
}

/** The page's data as JSON in pieces, study by study: as one text a big review would not fit in memory twice. */
function dataForScript({ studies, ...rest }: PageData): readonly string[] {
  const lines = studies.map((study, i) => `${i === 0 ? '' : ','}${jsonForScript(study)}\n`)
  return [jsonForScript(rest).slice(0, -1), ',"studies":[', ...lines, ']}']
}

function filesHtml(
  snapshot: ReviewSnapshot,
  hash: string,
  files: readonly { readonly path: string; readonly holds: string }[],
): string {
  const rows = files.map(
    ({ path, holds }) => `<dt><a href="${markup(path)}">${markup(path)}</a></dt><dd>${markup(holds)}</dd>`,
  )
  const { licence, contact } = snapshot.review
  return `<h2>Cite as</h2>
<p>${foreign(citeAs(snapshot, hash))}</p>
${licence === undefined ? '' : `<p>Licence: ${foreign(licence)}</p>`}
${contact === undefined ? '' : `<p>Contact: ${foreign(contact)}</p>`}
<h2>Files beside this page</h2>
<dl class="terms">${rows.join('\n')}</dl>
<h2>Check it</h2>
<p>manifest.json lists the SHA-256 of every file. <code>lacuna verify</code> on this folder computes everything again from snapshot.json and says what differs.</p>`
}

/** A script's or style's digest as a content security policy names it. */
function digest(content: string): string {
  const bytes = sha256(content).match(/../g) ?? []
  return `sha256-${btoa(String.fromCharCode(...bytes.map((pair) => Number.parseInt(pair, 16))))}`
}
