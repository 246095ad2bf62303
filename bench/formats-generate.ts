/** Made-up records of about 2 kB in each format, for the speed tables: same content, no library of any vendor. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

const vocabulary =
  'service users and providers shape public services together while councils learn how shared decisions change outcomes trust cost equity care housing schools policing health review of participation design evidence methods interviews survey trial community power value'.split(
    ' ',
  )

function words(seed: number, count: number): string {
  const out: string[] = []
  let state = seed
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    out.push(vocabulary[state % vocabulary.length] ?? 'a')
  }
  return out.join(' ')
}

interface Made {
  readonly title: string
  readonly authors: readonly (readonly [family: string, given: string])[]
  readonly journal: string
  readonly year: number
  readonly abstract: string
  readonly keywords: readonly string[]
  readonly doi: string
  readonly number: number
}

function make(number: number): Made {
  return {
    number,
    title: `Co-production ${words(number, 10)} ${number}`,
    authors: [
      ['Müller', 'Anna B.'],
      ['van der Berg', 'Jan'],
      ['O’Neill', `C. ${number % 26}`],
    ],
    journal: `Journal of ${words(number % 97, 3)}`,
    year: 1990 + (number % 35),
    abstract: words(number + 7, 250),
    keywords: [words(number, 2), words(number + 1, 1), words(number + 2, 2)],
    doi: `10.1234/made.${number}`,
  }
}

const writers: Readonly<Record<string, { before: string; entry: (made: Made) => string; after: string }>> = {
  ris: {
    before: '',
    after: '',
    entry: (m) =>
      `TY  - JOUR\nTI  - ${m.title}\n${m.authors.map(([f, g]) => `AU  - ${f}, ${g}\n`).join('')}T2  - ${m.journal}\nPY  - ${m.year}\nVL  - 12\nIS  - 3\nSP  - 100\nEP  - 120\nDO  - ${m.doi}\nSN  - 0167-6296\n${m.keywords.map((k) => `KW  - ${k}\n`).join('')}AB  - ${m.abstract}\nER  - \n\n`,
  },
  nbib: {
    before: '',
    after: '',
    entry: (m) =>
      `PMID- ${m.number + 1}\nOWN - NLM\nTI  - ${m.title}\n${m.authors.map(([f, g]) => `FAU - ${f}, ${g}\nAU  - ${f} ${g.charAt(0)}\n`).join('')}JT  - ${m.journal}\nDP  - ${m.year} Mar\nVI  - 12\nIP  - 3\nPG  - 100-20\nLID - ${m.doi} [doi]\n${m.keywords.map((k) => `OT  - ${k}\n`).join('')}AB  - ${m.abstract}\nPT  - Journal Article\n\n`,
  },
  'wos-tagged': {
    before: 'FN Clarivate Analytics Web of Science\nVR 1.0\n',
    after: 'EF\n',
    entry: (m) =>
      `PT J\nAU ${m.authors.map(([f, g]) => `${f}, ${g}`).join('\n   ')}\nTI ${m.title}\nSO ${m.journal}\nDE ${m.keywords.join('; ')}\nAB ${m.abstract}\nPY ${m.year}\nPD MAR\nVL 12\nIS 3\nBP 100\nEP 120\nDI ${m.doi}\nUT WOS:${m.number}\nER\n\n`,
  },
  'endnote-xml': {
    before: '<?xml version="1.0" encoding="UTF-8" ?><xml><records>',
    after: '</records></xml>',
    entry: (m) =>
      `<record><rec-number>${m.number}</rec-number><ref-type name="Journal Article">17</ref-type><contributors><authors>${m.authors.map(([f, g]) => `<author>${style(`${f}, ${g}`)}</author>`).join('')}</authors></contributors><titles><title>${style(m.title)}</title><secondary-title>${style(m.journal)}</secondary-title></titles><pages>${style('100-120')}</pages><volume>${style('12')}</volume><number>${style('3')}</number><keywords>${m.keywords.map((k) => `<keyword>${style(k)}</keyword>`).join('')}</keywords><dates><year>${style(String(m.year))}</year></dates><abstract>${style(m.abstract)}</abstract><electronic-resource-num>${style(m.doi)}</electronic-resource-num></record>`,
  },
  csv: {
    before:
      'Authors,Title,Year,Source title,Volume,Issue,Page start,Page end,DOI,Abstract,Author Keywords,EID\n',
    after: '',
    entry: (m) =>
      `"${m.authors.map(([f, g]) => `${f}, ${g}`).join('; ')}","${m.title}",${m.year},"${m.journal}",12,3,100,120,${m.doi},"${m.abstract}","${m.keywords.join('; ')}",2-s2.0-${m.number}\n`,
  },
  bibtex: {
    before: '',
    after: '',
    entry: (m) =>
      `@article{made${m.number},\n  author = {${m.authors.map(([f, g]) => `${f.replace('ü', '{\\"u}')}, ${g}`).join(' and ')}},\n  title = {${m.title}},\n  journal = {${m.journal}},\n  year = {${m.year}},\n  month = mar,\n  volume = {12},\n  number = {3},\n  pages = {100--120},\n  doi = {${m.doi}},\n  keywords = {${m.keywords.join(', ')}},\n  abstract = {${m.abstract}}\n}\n\n`,
  },
}

const style = (text: string): string => `<style face="normal" font="default" size="100%">${text}</style>`

export const generatedFormats = Object.keys(writers)

/** Writes a file of `count` records and gives its size in bytes. */
export async function generate(format: string, count: number, path: string): Promise<number> {
  const writer = writers[format]
  if (writer === undefined) throw new Error(`There is no generator for ${format}.`)
  const stream = createWriteStream(path)
  stream.write(writer.before)
  for (let from = 0; from < count; from += 500) {
    let text = ''
    for (let i = from; i < Math.min(count, from + 500); i++) text += writer.entry(make(i))
    if (!stream.write(text)) await once(stream, 'drain')
  }
  stream.end(writer.after)
  await once(stream, 'finish')
  return stream.bytesWritten
}
