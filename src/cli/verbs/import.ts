import { Option } from 'commander'
import { printable } from '../../domain/printable.ts'
import { printProblem } from '../../domain/problem.ts'
import type { SearchChannel } from '../../domain/search.ts'
import type { ImportedFile } from '../../stages/import.ts'
import { counted } from '../counted.ts'
import type { AddVerb } from '../verb.ts'
import { alignColumns } from '../table.ts'

export const addImport: AddVerb = (program, act) => {
  program
    .command('import <file...>')
    .description('read exports of databases and reference managers; a folder means all its files')
    .option('--format <name>', 'the format, where it is not recognised')
    .option('--source <label>', "what to call the source (default: the file's name)")
    .option('--database <name>', 'the database searched, for the search log')
    .option('--date <yyyy-mm-dd>', 'when it was searched (default: today)')
    .option('--query <text>', 'the exact query, for the search log')
    .addOption(
      new Option('--channel <kind>', 'how the records were found')
        .choices(['database', 'register', 'website', 'organisation', 'citation'])
        .default('database'),
    )
    .action(
      act(async (face, paths: string[], { channel, ...flags }: Flags) => {
        const { importFiles } = await import('../../stages/import.ts')
        const files = await face.withReview((review) =>
          importFiles(review, { paths, channel, ...flags }, face.control),
        )
        if (files.some(({ problems }) => problems.some(({ severity }) => severity === 'lost'))) face.fail()
        if (face.flags.json === true) return face.printJson(files)
        for (const line of alignColumns(files.map(row))) face.print(line)
        for (const { problems } of files) {
          for (const problem of problems) {
            if (problem.severity !== 'note')
              face.note(printProblem(problem).split('\n').map(printable).join('\n'))
          }
        }
        face.print(`${counted(sum(files, 'added'), 'record')} added, ${sum(files, 'known')} already there`)
      }),
    )
}

interface Flags {
  readonly format?: string
  readonly source?: string
  readonly database?: string
  readonly date?: string
  readonly query?: string
  readonly channel: SearchChannel
}

function row(file: ImportedFile): readonly (string | number)[] {
  if (file.outcome === 'not-recognised') return [file.file, 'not recognised', '', 0, 'records']
  const format = file.vendor === undefined ? (file.format ?? '') : `${file.format} (${file.vendor})`
  if (file.outcome === 'already-imported') return [file.file, 'already imported', '', file.records, 'records']
  const count = file.problems.filter(({ severity }) => severity !== 'note').length
  return [file.file, format, file.encoding ?? '', file.records, 'records', counted(count, 'problem')]
}

const sum = (files: readonly ImportedFile[], field: 'added' | 'known'): number =>
  files.reduce((total, file) => total + file[field], 0)
