import type { Home, NextTask, TaskCount } from '../stages/home.ts'
import { entryWords } from './entry-words.ts'
import { fitLine, type Line, piece } from './line.ts'

/** Every task with its key and what it is called; the order in which home lists them. */
const entries: readonly { readonly task: NextTask; readonly key: string; readonly name: string }[] = [
  { task: 'title-abstract', key: 's', name: 'Screen titles and abstracts' },
  { task: 'full-text', key: 'f', name: 'Screen full texts' },
  { task: 'coding', key: 'c', name: 'Code' },
  { task: 'duplicates', key: 'd', name: 'Duplicates' },
  { task: 'reconcile', key: 'r', name: 'Reconcile' },
]

const nameWidth = Math.max(...entries.map(({ name }) => name.length)) + 2
const numbers = new Intl.NumberFormat('en')
const counted = (count: number): string => numbers.format(count).padStart(9)

/** The home screen. Before anything is counted, the same lines stand there without numbers. */
export function homeLines(home: Home | undefined, columns: number): readonly Line[] {
  const width = columns - 2
  const lines: Line[] = [[], [piece('Your work', 'strong')]]
  for (const { task, key, name } of entries) {
    const words = home === undefined ? { count: '', rest: '' } : workWords(home, task)
    if (words === undefined) continue
    lines.push([
      piece(`  ${key}`, 'strong'),
      piece(`  ${name.padEnd(nameWidth)}`),
      piece(words.count.padStart(9)),
      piece(words.rest, 'faint'),
    ])
  }
  lines.push([], nextLine(home), [])
  if (home === undefined) return framed([...lines, [piece('Counting…', 'faint')]], width)
  lines.push([piece('Your last decision', 'strong')], [piece(`  ${lastWords(home)}`)], [])
  lines.push([piece('The review', 'strong')])
  lines.push([piece(`${counted(home.records)}  records in ${numbers.format(home.reports)} reports`)])
  for (const { label, reports } of home.stages) {
    if (reports > 0) lines.push([piece(`${counted(reports)}  ${label}`)])
  }
  return framed(lines, width)
}

const framed = (lines: readonly Line[], width: number): readonly Line[] =>
  lines.map((line) => [piece(' '), ...fitLine(line, width)])

function workWords(
  home: Home,
  task: NextTask,
): { readonly count: string; readonly rest: string } | undefined {
  if (task === 'duplicates')
    return {
      count: numbers.format(home.doubtfulPairs),
      rest: ` doubtful ${home.doubtfulPairs === 1 ? 'pair' : 'pairs'}`,
    }
  if (task === 'reconcile') return { count: numbers.format(home.disagreements), rest: ' to settle' }
  const counts = home.tasks.find((one) => one.task === task)
  return counts === undefined ? undefined : { count: numbers.format(counts.waiting), rest: taskRest(counts) }
}

const taskRest = ({ done, flagged }: TaskCount): string =>
  ` waiting   ${numbers.format(done)} done${flagged === 0 ? '' : `   ${numbers.format(flagged)} flagged`}`

function nextLine(home: Home | undefined): Line {
  if (home === undefined) return []
  const next = entries.find(({ task }) => task === home.next)
  if (next === undefined)
    return [piece('Next  ', 'strong'), piece('nothing waits for you; "lacuna status" says what does')]
  return [piece('Next  ', 'strong'), piece('Enter', 'strong'), piece(`  ${next.name}`)]
}

function lastWords({ lastDecision }: Home): string {
  if (lastDecision === undefined) return 'none yet'
  const { decision, title } = lastDecision
  const day = decision.at.slice(0, 16).replace('T', ' ')
  const about = 'report' in decision ? `: ${title ?? 'a report without a title'}` : ''
  return `${day}  ${entryWords(decision)}${about}`
}
