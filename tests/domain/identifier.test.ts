import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  parseDoi,
  parseIsbn,
  parseIssn,
  parseOpenAlex,
  parseOrcid,
  parsePmcid,
  parsePmid,
} from '../../src/domain/identifier.ts'

describe('parseDoi', () => {
  test.each<readonly [note: string, given: string, expected: string | undefined]>([
    ['bare', '10.1111/puar.12765', '10.1111/puar.12765'],
    ['upper case', '10.1016/0305-750X(96)00023-X', '10.1016/0305-750x(96)00023-x'],
    ['resolver', 'https://doi.org/10.1080/14719037.2015.1111927', '10.1080/14719037.2015.1111927'],
    ['old resolver', 'http://dx.doi.org/10.1093/jopart/mut010', '10.1093/jopart/mut010'],
    ['label', 'DOI: 10.1177/0020852311410885', '10.1177/0020852311410885'],
    ['label without a space', 'doi:10.1177/0020852311410885', '10.1177/0020852311410885'],
    ['nbib LID', '10.1136/bmj.n71 [doi]', '10.1136/bmj.n71'],
    ['sentence', 'See 10.1136/bmj.n71, and others.', '10.1136/bmj.n71'],
    ['in brackets', '(Loeffler 2018, 10.1080/14719037)', '10.1080/14719037'],
    ['in quotes', '"10.1136/bmj.n71"', '10.1136/bmj.n71'],
    ['in a link', '<a href="https://doi.org/10.1136/bmj.n71">10.1136/bmj.n71</a>', '10.1136/bmj.n71'],
    ['before a tag', '10.1136/bmj.n71</ArticleId>', '10.1136/bmj.n71'],
    ['trailing punctuation', '10.1136/bmj.n71.).', '10.1136/bmj.n71'],
    ['Elsevier brackets', '10.1016/S0140-6736(20)30183-5', '10.1016/s0140-6736(20)30183-5'],
    ['Elsevier escaped', '10.1016/S0735-1097%2810%2961089-3', '10.1016/s0735-1097(10)61089-3'],
    ['escaped slash', 'https://doi.org/10.1111%2Fpuar.12765', '10.1111/puar.12765'],
    ['escaped twice', '10.1016/S0735-1097%252810%252961089-3', '10.1016/s0735-1097(10)61089-3'],
    ['escaped space cuts', '10.1136/bmj.n71%20and%20more', '10.1136/bmj.n71'],
    ['broken escape stays', '10.1000/100%-more', '10.1000/100%-more'],
    ['bracket inside brackets', '(10.4335/15.1.111-132(2017))', '10.4335/15.1.111-132(2017)'],
    [
      'SICI',
      '10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2',
      '10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2',
    ],
    [
      'SICI with entities',
      '10.1002/(SICI)1097-0258(19980815/30)17:15/16&lt;1661::AID-SIM968&gt;3.0.CO;2-2',
      '10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2',
    ],
    [
      'SICI in a URL',
      'https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2',
      '10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2',
    ],
    [
      'SICI whose check character is #',
      '10.1002/(SICI)1099-1050(199601)5:1<1::AID-HEC189>3.0.CO;2-#',
      '10.1002/(sici)1099-1050(199601)5:1<1::aid-hec189>3.0.co;2-#',
    ],
    [
      'entities twice',
      '10.1175/1520-0493(1965)093&amp;lt;0123&amp;gt;2',
      '10.1175/1520-0493(1965)093<0123>2',
    ],
    [
      'Rayyan: fused fields',
      '10.1038/s41586-020-2649-2     LK  - https://doi.org/10.1038/s41586-020-2649-2',
      '10.1038/s41586-020-2649-2',
    ],
    ['two in one field', '10.1136/bmj.n71; 10.1136/bmj.n160', '10.1136/bmj.n71'],
    ['two without a space', '10.1136/bmj.n71;10.1136/bmj.n160', '10.1136/bmj.n71'],
    ['two with a comma', '10.1136/bmj.n71,https://doi.org/10.1136/bmj.n160', '10.1136/bmj.n71'],
    ['two registrant dots', '10.1000.10/123', '10.1000.10/123'],
    ['three registrant parts', '10.1000.10.2/123', '10.1000.10.2/123'],
    [
      'a publisher page',
      'https://onlinelibrary.wiley.com/doi/10.1111/puar.12765/abstract',
      '10.1111/puar.12765',
    ],
    [
      'a publisher file',
      'https://www.tandfonline.com/doi/pdf/10.1080/14719037.2015.1111927',
      '10.1080/14719037.2015.1111927',
    ],
    [
      'a journal page',
      'https://www.frontiersin.org/articles/10.3389/fpubh.2020.00146/full',
      '10.3389/fpubh.2020.00146',
    ],
    ['a slash inside that is its own', '10.1093/jopart/mut010/full', '10.1093/jopart/mut010/full'],
    ['tracking', 'https://doi.org/10.1136/bmj.n71?utm_source=x&utm_medium=y', '10.1136/bmj.n71'],
    ['zero-width space of a copied text', '10.1136/\u200Bbmj.n71\u200B', '10.1136/bmj.n71'],
    ['control character cuts', '10.1136/bmj.n71\u0000\u001B[31m', '10.1136/bmj.n71'],
    ['empty', '', undefined],
    ['no suffix', '10.1136/', undefined],
    ['only punctuation as suffix', '10.1136/...', undefined],
    ['registrant too short', '10.113/bmj.n71', undefined],
    ['part of a longer number', '210.1136/bmj.n71', undefined],
    ['an IP address', '10.0.0.1/path', undefined],
    ['a version', 'version 10.1', undefined],
    ['a handle', 'hdl:2027/mdp.39015', undefined],
  ])('%s', (_note, given, expected) => {
    expect(parseDoi(given)).toBe(expected)
  })

  test('of its own result is the same again', () => {
    const piece = fc.constantFrom(
      '%28',
      '%2F',
      '%25',
      '%',
      '&lt;',
      '&amp;',
      '<',
      '>',
      '(',
      ')',
      '[',
      ']',
      '.',
      ';',
      ',',
      '10.1000/',
      '</',
      '?a=',
      ' ',
      '"',
      '/full',
      '\u200B',
      'İ',
      'x',
      '9',
    )
    const suffix = fc.oneof(
      fc.array(piece).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(suffix, fc.constantFrom('', 'doi:', 'https://x.org/doi/'), (end, start) => {
        const doi = parseDoi(`${start}10.1000/${end}`)
        expect(doi === undefined ? undefined : parseDoi(doi)).toBe(doi)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([')', '%25', '%', '&amp;', ';', '://', '<', '.', '10.1000/', '\u200B'])(
    'answers for a hostile text of 200,000 times %j',
    (piece) => {
      const many = piece.repeat(200_000)
      expect(parseDoi(`10.1000/x${many}`)).toMatch(/^10\.1000\/x/)
      expect(parseDoi(`${many} 10.1000/x`)).toMatch(/^10\.1000\//)
    },
  )

  test('is the same for a DOI bare, labelled, linked, escaped and in upper case', () => {
    const doi = fc.stringMatching(/^10\.\d{4,6}\/[a-z0-9][a-z0-9.()-]{0,12}[a-z0-9]$/)
    fc.assert(
      fc.property(doi, (given) => {
        const forms = [
          `doi:${given}`,
          `https://doi.org/${given}`,
          `https://doi.org/${encodeURIComponent(given)}`,
        ]
        for (const form of [...forms, given.toUpperCase(), ` ${given} `, `${given}.`])
          expect(parseDoi(form)).toBe(parseDoi(given))
      }),
    )
  })
})

test.each<readonly [given: string, expected: string | undefined]>([
  ['21314913', '21314913'],
  [' 21314913 ', '21314913'],
  ['PMID: 21314913', '21314913'],
  ['pmid:21314913', '21314913'],
  ['PUBMED 21314913', '21314913'],
  ['MEDLINE:21314913', '21314913'],
  ['021314913', '21314913'],
  ['21314913 [pmid]', '21314913'],
  ['21314913[uid]', '21314913'],
  ['https://pubmed.ncbi.nlm.nih.gov/21314913/', '21314913'],
  ['https://pubmed.ncbi.nlm.nih.gov/21314913/?term=co-production', '21314913'],
  ['http://www.ncbi.nlm.nih.gov/pubmed/21314913', '21314913'],
  ['https://www.ncbi.nlm.nih.gov/pubmed/21314913?dopt=Abstract', '21314913'],
  ['0', undefined],
  ['', undefined],
  ['1234567890', undefined],
  ['PMC8037812', undefined],
  ['10.1136/bmj.n71', undefined],
  ['2011', '2011'],
  ['pp. 21314913', undefined],
])('parsePmid(%j) is %j', (given, expected) => {
  expect(parsePmid(given)).toBe(expected)
})

test.each<readonly [given: string, expected: string | undefined]>([
  ['PMC8037812', 'PMC8037812'],
  ['pmc8037812', 'PMC8037812'],
  ['PMC 8037812', 'PMC8037812'],
  ['PMC8037812 [pmc]', 'PMC8037812'],
  ['PMCID: PMC8037812', 'PMC8037812'],
  ['https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8037812/', 'PMC8037812'],
  ['https://pmc.ncbi.nlm.nih.gov/articles/PMC8037812/pdf/x.pdf', 'PMC8037812'],
  ['PMC8037812.2', 'PMC8037812'],
  ['PMC0008037812', 'PMC8037812'],
  ['8037812', undefined],
  ['PMC', undefined],
  ['PMC12345678901', undefined],
  ['XPMC8037812', undefined],
])('parsePmcid(%j) is %j', (given, expected) => {
  expect(parsePmcid(given)).toBe(expected)
})

test.each<readonly [given: string, expected: string | undefined]>([
  ['W2741809807', 'W2741809807'],
  ['w2741809807', 'W2741809807'],
  ['https://openalex.org/W2741809807', 'W2741809807'],
  ['https://openalex.org/works/w2741809807', 'W2741809807'],
  ['https://api.openalex.org/works/W2741809807', 'W2741809807'],
  ['openalex:W2741809807', 'W2741809807'],
  ['https://openalex.org/A5023888391', undefined],
  ['W', undefined],
  ['2741809807', undefined],
  ['SW2741809807', undefined],
])('parseOpenAlex(%j) is %j', (given, expected) => {
  expect(parseOpenAlex(given)).toBe(expected)
})

test.each<readonly [note: string, given: string, expected: string | undefined]>([
  ['ISBN-13', '978-0-306-40615-7', '9780306406157'],
  ['bare ISBN-13', '9780306406157', '9780306406157'],
  ['ISBN-10 becomes 13', '0-306-40615-2', '9780306406157'],
  ['ISBN-10 with X', '0-8044-2957-X', '9780804429573'],
  ['lower-case x', '080442957x', '9780804429573'],
  ['979', '979-10-90636-07-1', '9791090636071'],
  ['label', 'ISBN 0-306-40615-2', '9780306406157'],
  ['label with its length', 'ISBN-13: 978-0-306-40615-7', '9780306406157'],
  ['label with its length and no colon', 'ISBN 10 0-306-40615-2', '9780306406157'],
  ['binding', '9780306406157 (hbk.)', '9780306406157'],
  ['several: the first', '978-0-306-40615-7; 0-8044-2957-X', '9780306406157'],
  ['the first that is right', '978-0-306-40615-8; 0-8044-2957-X', '9780804429573'],
  ['typographic hyphens', '978‐0‐306–40615‑7', '9780306406157'],
  ['wrong check digit', '978-0-306-40615-8', undefined],
  ['wrong check digit of 10', '0-306-40615-3', undefined],
  ['X inside', '97803064X6157', undefined],
  ['ISSN', '0033-3352', undefined],
  ['digits of a longer number', '12340306406152', undefined],
  ['all zeros: a placeholder', '0000000000', undefined],
  ['empty', '', undefined],
])('parseIsbn: %s', (_note, given, expected) => {
  expect(parseIsbn(given)).toBe(expected)
})

test.each<readonly [note: string, given: string, expected: string | undefined]>([
  ['plain', '0033-3352', '0033-3352'],
  ['without hyphen', '00333352', '0033-3352'],
  ['check digit X', '2434-561X', '2434-561X'],
  ['lower-case x', '2434-561x', '2434-561X'],
  ['label', 'ISSN: 0033-3352 (Print)', '0033-3352'],
  ['PubMed', '0033-3352 (Linking)', '0033-3352'],
  ['typographic hyphen', '0033–3352', '0033-3352'],
  ['two: the first', '0033-3352, 1540-6210', '0033-3352'],
  ['the first that is right', '0033-3353 1540-6210', '1540-6210'],
  ['wrong check digit', '0033-3353', undefined],
  ['all zeros: a placeholder', '0000-0000', undefined],
  ['part of a longer number', '100333352', undefined],
  ['years', '2019-2020', undefined],
  ['ISBN', '978-0-306-40615-7', undefined],
  ['empty', '', undefined],
])('parseIssn: %s', (_note, given, expected) => {
  expect(parseIssn(given)).toBe(expected)
})

test.each<readonly [note: string, given: string, expected: string | undefined]>([
  ['plain', '0000-0002-1825-0097', '0000-0002-1825-0097'],
  ['URL', 'https://orcid.org/0000-0001-5109-3700', '0000-0001-5109-3700'],
  ['check digit X', '0000-0002-1694-233X', '0000-0002-1694-233X'],
  ['lower-case x', 'http://orcid.org/0000-0002-1694-233x', '0000-0002-1694-233X'],
  ['without hyphens', '0000000218250097', '0000-0002-1825-0097'],
  ['typographic hyphens', '0000‐0002‐1825‐0097', '0000-0002-1825-0097'],
  ['after a name (Web of Science OI)', 'Josiah Carberry/0000-0002-1825-0097', '0000-0002-1825-0097'],
  ['wrong check digit', '0000-0002-1825-0098', undefined],
  ['too short', '0000-0002-1825-009', undefined],
  ['a longer number', '00000002182500971', undefined],
  ['empty', '', undefined],
])('parseOrcid: %s', (_note, given, expected) => {
  expect(parseOrcid(given)).toBe(expected)
})

describe('check digits', () => {
  test.each([
    ['ISSN', parseIssn, '0033-3352'],
    ['ISBN-13', parseIsbn, '9780306406157'],
    ['ISBN-10', parseIsbn, '0306406152'],
    ['ORCID', parseOrcid, '0000-0002-1825-0097'],
  ] as const)('every single wrong digit of an %s is found', (_name, parse, good) => {
    expect(parse(good)).toBeDefined()
    const wrong = [...good].flatMap((old, i) =>
      old === '-'
        ? []
        : [...'0123456789']
            .filter((digit) => digit !== old)
            .map((digit) => good.slice(0, i) + digit + good.slice(i + 1)),
    )
    expect(wrong.filter((text) => parse(text) !== undefined)).toEqual([])
  })

  test.each([
    ['parsePmid', parsePmid],
    ['parsePmcid', parsePmcid],
    ['parseOpenAlex', parseOpenAlex],
    ['parseIsbn', parseIsbn],
    ['parseIssn', parseIssn],
    ['parseOrcid', parseOrcid],
  ] as const)('%s of its own result is the same again, for any text', (_name, parse) => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^(?:PMC|W|97[89]-?)?[0-9 -]{1,18}[0-9X]?$/),
    )
    fc.assert(
      fc.property(text, (given) => {
        const id = parse(given)
        expect(id === undefined ? undefined : parse(id)).toBe(id)
      }),
      { numRuns: 1000 },
    )
  })
})
