import { expect, test } from 'vitest'
import { csv } from '../../src/formats/csv.ts'
import { nbib } from '../../src/formats/nbib.ts'
import { pubmedXml } from '../../src/formats/pubmed-xml.ts'
import { ris } from '../../src/formats/ris.ts'
import { wosTagged } from '../../src/formats/wos-tagged.ts'
import { readAll } from './reading.ts'

/** The tags as PubMed writes them for PMID 9500320, its retraction 20137807 and its partial retraction 15016483. */
const wakefield = `PMID- 9500320
PT  - Journal Article
PT  - Retracted Publication
TI  - Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive
      developmental disorder in children.
PRIN- Lancet. 2004 Mar 6;363(9411):750. doi: 10.1016/S0140-6736(04)15715-2. PMID: 15016483
RIN - Lancet. 2010 Feb 6;375(9713):445. doi: 10.1016/S0140-6736(10)60175-4. PMID: 20137807
EIN - Lancet. 2004;363:1
JT  - Lancet (London, England)
`

test('PubMed tells of retractions and corrections by tag; a retracted article stays an article', async () => {
  const { records } = await readAll(nbib, wakefield)
  expect(records[0]).toMatchObject({
    type: 'article',
    notices: [
      {
        kind: 'retraction',
        source: 'pubmed',
        date: '2004-03-06',
        doi: '10.1016/s0140-6736(04)15715-2',
        pmid: '15016483',
      },
      {
        kind: 'retraction',
        source: 'pubmed',
        date: '2010-02-06',
        doi: '10.1016/s0140-6736(10)60175-4',
        pmid: '20137807',
      },
      { kind: 'correction', source: 'pubmed', date: '2004' },
    ],
  })
})

test('the notice itself says what it is about', async () => {
  const text =
    'PMID- 20137807\nPT  - Retraction of Publication\nTI  - Retraction\nROF - Lancet. 1998 Feb 28;351(9103):637-41. PMID: 9500320\n'
  const { records } = await readAll(nbib, text)
  expect(records[0]).toMatchObject({
    type: 'erratum',
    announces: [{ kind: 'retraction', pmid: '9500320' }],
  })
  expect(records[0]).not.toHaveProperty('notices')
})

test("PubMed's XML says the same by RefType", async () => {
  const tie = (type: string, where: string, pmid: string): string =>
    `<CommentsCorrections RefType="${type}"><RefSource>${where}</RefSource><PMID Version="1">${pmid}</PMID></CommentsCorrections>`
  const text = `<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>9500320</PMID><Article><ArticleTitle>Ileal hyperplasia</ArticleTitle></Article><CommentsCorrectionsList>${tie('RetractionIn', 'Lancet. 2010 Feb 6;375(9713):445', '20137807')}${tie('CommentIn', 'Lancet. 1998', '9500321')}</CommentsCorrectionsList></MedlineCitation></PubmedArticle></PubmedArticleSet>`
  const { records } = await readAll(pubmedXml, text)
  expect(records[0]?.notices).toEqual([
    { kind: 'retraction', source: 'pubmed', date: '2010-02-06', pmid: '20137807' },
  ])
})

test.each([
  ['RETRACTED: A trial of nothing', true],
  ['RETRACTED ARTICLE: A trial of nothing', true],
  ['[Retracted] A trial', false],
  ['Retracted: A trial of nothing', true],
  ['WITHDRAWN: A trial of nothing', true],
  ['Retracted articles in public administration', false],
  ['Retraction: A trial of nothing', false],
  ['Withdrawn: how people leave volunteering', false],
])('RIS with the title "%s": marked %s', async (title, isMarked) => {
  const { records } = await readAll(ris, `TY  - JOUR\r\nTI  - ${title}\r\nER  - \r\n`)
  expect(records[0]?.notices).toEqual(isMarked ? [{ kind: 'retraction', source: 'ris' }] : undefined)
})

test.each([
  [ris, 'TY  - JOUR\r\nTI  - A\r\nM3  - Retracted\r\nDB  - Scopus\r\nER  - \r\n', 'scopus'],
  [csv, 'Title,Year,Document Type\nA trial,2019,Retracted\n', 'csv'],
  [csv, 'Title,Year,Document Type\nA trial,2019,Article; Retracted Publication\n', 'csv'],
  [
    wosTagged,
    'FN X\nVR 1.0\nPT J\nTI A\nDT Article; Retracted Publication\nUT WOS:1\nER\nEF\n',
    'web-of-science',
  ],
])('a document type marks it: %#', async (format, text, source) => {
  const { records } = await readAll(format, text)
  expect(records[0]?.notices).toEqual([{ kind: 'retraction', source }])
})
