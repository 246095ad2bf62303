import { InvalidArgumentError } from 'commander'
import { printable } from '../../domain/printable.ts'
import { printProblem } from '../../domain/problem.ts'
import type { FoundFullTexts } from '../../stages/find-full-texts.ts'
import type { FullText } from '../../stages/full-text.ts'
import type { LinkedFile } from '../../stages/link-full-texts.ts'
import { counted } from '../counted.ts'
import type { Face } from '../face.ts'
import { type ReachFlags, reachOf, withReachFlags } from '../reach.ts'
import type { AddVerb } from '../verb.ts'

export const addFullText: AddVerb = (program, act) => {
  withReachFlags(
    program
      .command('full-text')
      .description('where the full text of each report is: a file, an open link, or missing')
      .option('--find', 'ask Unpaywall for open full texts of reports without a file')
      .option('--again', 'with --find: ask also about those that were asked about in the last 30 days')
      .option('--folder <dir>', 'link the PDFs of a folder to reports, by DOI or title')
      .option('--link <report=file>', 'link one file to one report', pair)
      .option('--unlink <report>', 'take a link back')
      .option('--missing', 'list only reports without a file'),
  ).action(
    act(async (face, flags: Flags) => {
      if (flags.folder !== undefined) return linkFolder(face, flags.folder)
      if (flags.link !== undefined || flags.unlink !== undefined) return change(face, flags)
      if (flags.find === true) return find(face, flags)
      const { fullTexts } = await import('../../stages/full-text.ts')
      const all = await face.withReview(fullTexts)
      const shown = flags.missing === true ? all.filter(isMissing) : all
      if (face.flags.json === true) return face.printJson(shown)
      printList(face, all, shown)
    }),
  )
}

interface Flags extends ReachFlags {
  readonly find?: boolean
  readonly again?: boolean
  readonly folder?: string
  readonly link?: readonly [report: string, file: string]
  readonly unlink?: string
  readonly missing?: boolean
}

function pair(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)]
  throw new InvalidArgumentError('Expected a report and a file, such as d0123=paper.pdf.')
}

const isMissing = ({ path, isLost }: FullText): boolean => path === undefined || isLost === true

function printList(face: Face, all: readonly FullText[], shown: readonly FullText[]): void {
  const missing = all.filter(isMissing)
  const linkless = missing.filter(({ links }) => links.length === 0)
  face.print(
    `${counted(all.length, 'report')}, ${all.length - missing.length} with a file, ${missing.length - linkless.length} with an open link only, ${linkless.length} missing`,
  )
  for (const { report, title, doi, path, isLost, links } of shown) {
    face.print(`${report} ${printable(title)}${doi === undefined ? '' : ` (${printable(doi)})`}`)
    const [best] = links
    if (path !== undefined) face.print(`  ${isLost === true ? 'lost: ' : ''}${printable(path)}`)
    else if (best !== undefined) face.print(`  ${printable(best.url)}`)
    else face.print('  missing')
  }
}

async function find(face: Face, flags: Flags): Promise<void> {
  const { findFullTexts } = await import('../../stages/find-full-texts.ts')
  const result = await face.withReview((review) =>
    findFullTexts(review, { ...reachOf(face, flags), again: flags.again === true }, face.control),
  )
  if (result.problems.length > 0) face.fail()
  if (face.flags.json === true) return face.printJson(result)
  printFound(face, result)
}

function printFound(face: Face, { asked, found, askedBefore, withoutDoi, problems }: FoundFullTexts): void {
  face.print(`${counted(asked, 'report')} asked about, ${found} with an open full text`)
  if (askedBefore > 0) face.print(`${askedBefore} asked about in the last 30 days (--again asks once more)`)
  if (withoutDoi > 0) face.print(`${withoutDoi} without a DOI, which Unpaywall needs`)
  for (const problem of problems) face.note(printable(printProblem(problem)))
}

async function change(face: Face, { link, unlink }: Flags): Promise<void> {
  const { linkFile, unlinkFile } = await import('../../stages/link-full-texts.ts')
  const report = await face.withReview((review) =>
    link === undefined
      ? unlinkFile(review, unlink ?? '', face.control)
      : linkFile(review, link[0], link[1], face.control),
  )
  if (face.flags.json === true) return face.printJson({ report })
  face.print(`${report}: ${link === undefined ? 'unlinked' : 'linked'}`)
}

async function linkFolder(face: Face, folder: string): Promise<void> {
  const stage = await import('../../stages/link-full-texts.ts')
  const files = await face.withReview((review) => stage.linkFolder(review, folder, face.control))
  if (face.flags.json === true) return face.printJson(files)
  const count = (outcome: LinkedFile['outcome']): number =>
    files.filter((file) => file.outcome === outcome).length
  face.print(
    `${counted(files.length, 'PDF')}: ${count('linked')} linked, ${count('known')} linked before, ${count('doubtful')} doubtful, ${count('unknown')} of no report, ${count('unreadable')} unreadable`,
  )
  for (const { file, outcome, reports, because } of files) {
    if (outcome === 'known') continue
    face.print(`${outcome}: ${printable(file)}: ${printable(because)}`)
    for (const { report, title } of reports) face.print(`  ${report} ${printable(title)}`)
  }
  if (count('doubtful') > 0) face.print('next: lacuna full-text --link REPORT=FILE for each that is right')
}
