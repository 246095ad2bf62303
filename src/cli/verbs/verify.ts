import type { AddVerb } from '../verb.ts'

export const addVerify: AddVerb = (program, act) => {
  program
    .command('verify <dir>')
    .description('compute a report again from the snapshot inside and say what differs')
    .action(
      act(async (face, dir: string) => {
        const { verify } = await import('../../stages/verify.ts')
        const result = verify(dir)
        if (!result.holds) face.fail()
        if (face.flags.json === true) return face.printJson(result)
        for (const { file, what, line } of result.differences) {
          face.print(`${what}: ${file}${line === undefined ? '' : `, line ${line}`}`)
        }
        if (result.madeBy !== result.checkedBy)
          face.note(`Made by ${result.madeBy}, checked by ${result.checkedBy}.`)
        face.print(result.holds ? `The report holds. hash ${result.hash}` : 'The report does not hold.')
      }),
    )
}
