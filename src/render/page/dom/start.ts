import { crossTable } from '../cross-table.ts'
import type { PageData } from '../page-data.ts'
import { SearchText } from '../search-text.ts'
import { StudyIndex } from '../study-index.ts'
import { firstView, parseView, printView, selectStudies, tabs } from '../view.ts'
import { CellPanel } from './cell-panel.ts'
import { Controls } from './controls.ts'
import { find } from './element.ts'
import { Matrix } from './matrix.ts'
import type { Change, Shown } from './shown.ts'
import { StudiesTab } from './studies-tab.ts'

function start(): void {
  const data = JSON.parse(find('review-data').textContent) as PageData
  if (data.studies.length === 0 || data.dimensions.every((dimension) => dimension.codes.length === 0)) {
    showTabs(tabs.find((tab) => location.hash === `#${tab}`) ?? 'overview')
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-tab]'))
      link.addEventListener('click', () => showTabs(link.dataset['tab'] ?? 'overview'))
    return
  }
  const index = new StudyIndex(data)
  const search = new SearchText(data)
  let view = { ...firstView(data), ...parseView(location.hash, data) }
  const change: Change = (part, how = 'step') => {
    view = { ...view, ...part }
    const address = printView(view, data)
    if (how === 'step') history.pushState(null, '', address)
    else history.replaceState(null, '', address)
    draw()
  }
  const controls = new Controls(find('map-controls'), data, index, change)
  const matrix = new Matrix(find('map-matrix'), change)
  const panel = new CellPanel(find('cell-panel'), change)
  const studies = new StudiesTab(find('studies-app'))

  const shownNow = (): Shown => {
    const selected = selectStudies(index, view, search.matcher(view.text))
    return { data, index, view, selected, table: crossTable(index, view, selected, view.ways) }
  }
  const draw = (): void => {
    showTabs(view.tab)
    const shown = shownNow()
    controls.draw(shown)
    if (view.tab === 'map') {
      matrix.draw(shown)
      panel.draw(shown)
    }
    if (view.tab === 'studies') studies.draw(shown)
    document.documentElement.dataset['drawn'] = String(
      Number(document.documentElement.dataset['drawn'] ?? 0) + 1,
    )
  }

  const followAddress = (): void => {
    view = parseView(location.hash, data)
    draw()
  }
  addEventListener('popstate', followAddress)
  // Paper has no tabs: whatever is open, the map as it now stands is printed with the rest.
  addEventListener('beforeprint', () => {
    if (view.tab === 'map') return
    const shown = shownNow()
    controls.drawLegend(shown)
    matrix.draw(shown)
  })
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-tab]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      const tab = tabs.find((name) => name === link.dataset['tab']) ?? 'overview'
      change(link.hash.includes('?') ? parseView(link.hash, data) : { tab })
      scrollTo(0, 0)
    })
  }
  draw()
  let prepared = 0
  const prepare = (): void => {
    if (search.prepare(prepared, 500)) return
    prepared += 500
    setTimeout(prepare, 0)
  }
  setTimeout(prepare, 300)
}

function showTabs(tab: string): void {
  document.documentElement.dataset['ready'] = 'yes'
  document.documentElement.dataset['tab'] = tab
  for (const section of document.querySelectorAll<HTMLElement>('main > section'))
    section.classList.toggle('closed', section.id !== `tab-${tab}`)
  for (const link of document.querySelectorAll('nav a[data-tab]')) {
    if (link.getAttribute('data-tab') === tab) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

start()
