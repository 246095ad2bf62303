/** Small whole files of every format, and hostile ones, for `fuzz.ts`. */

const ris = `TY  - JOUR
ID  - k1
TI  - Co-production in practice &amp; theory: a <i>review</i>
AU  - van der Berg, Anna M., Jr
AU  - World Health Organization,
T2  - Health Policy
PY  - 2019/06/04/Spring
VL  - 12
IS  - 3
SP  - 123-9
DO  - https://doi.org/10.1016/S0140-6736(05)67889-0
KW  - Aged, 80 and over
KW  - Female
AB  - Background: one.
   Results: two.
N1  - RAYYAN-INCLUSION: {"Emily"=>"Included"} | RAYYAN-EXCLUSION-REASONS: wrong population
UR  - https://example.org/a?b=c
ER  - 

TY  - CHAP
T1  - A chapter
BT  - A book
A2  - Editor, E.
Y1  - 2001//
ER  - 
`
const nbib = `PMID- 25744111
OWN - NLM
TI  - Effectiveness of public health practices against shaken
      babies in Japan.
PG  - 475-82
LID - 10.1016/j.puhe.2015.01.018 [doi]
FAU - Fujiwara, T
AU  - Fujiwara T
DP  - 2015 Mar-Apr
JT  - Public health
MH  - Caregivers/*education/psychology
PT  - Journal Article

OWN - ERIC
TI  - A report
OID - ED576982
`
const wos = `FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Li, Wei
   Dou, Zhiguo
TI Soil fauna diversity at different stages
   in China
SO ECOSYSTEM HEALTH
DE soil; fauna; reed
PD DEC 16
PY 2020
BP 9
EP 20
DI 10.1080/20964129.2020.1722034
UT WOS:000514379300001
ER

EF
`
const bib = String.raw`% Encoding: UTF-8
@string{hp = "Health Policy"}
@article{berg2019,
  author = {van der Berg, Jr, Anna M. and {World Health Organization} and M{\"u}ller, J{\'\i}},
  title = "Co-production: $\alpha^2$ \& \textit{more} {DNA} \unknowncommand{x}",
  journal = hp # { and more},
  year = 2019, month = jun, pages = {123--129},
  keywords = {a, {b, c}},
  doi = {10.1016/j.a.2019},
}
@inproceedings(conf, crossref = {proc}, title = {A paper})
@proceedings{proc, title = {The proceedings}, year = {2001}}
`
const json = `[
{"id":"a","type":"article-journal","title":"One","author":[{"family":"Berg","given":"A","non-dropping-particle":"van der"},{"literal":"WHO"}],"issued":{"date-parts":[[2019,6]]},"DOI":"10.1/abc","custom":{"lacuna":{"type":"review","keywords":["a"]}}},
{"id":2,"type":"book","title":["Two"],"ISBN":"978-0-306-40615-7"}
]
`
const csv = `Authors,Title,Year,Source title,Volume,Issue,Art. No.,Page start,Page end,DOI,Abstract,Author Keywords,EID
"Berg A.; Lee K.","One, ""two""",2019,Health Policy,1,2,,3,9,10.1000/abc,"A
b",x; y,2-s2.0-1
"Griffin DK, Larkin DM.",Three,2020,J,1,,7,,,10.1000/abd,,,2-s2.0-2
`
const endnote = `<?xml version="1.0"?><xml><records><record><rec-number>1</rec-number><ref-type name="Journal Article">17</ref-type><contributors><authors><author><style face="normal">Berg, A.</style></author></authors></contributors><titles><title>One &amp; two</title><secondary-title>J</secondary-title></titles><dates><year>2019</year></dates><pages>1-9</pages><urls><related-urls><url>https://example.org</url></related-urls></urls></record><record><titles><title>Two</title></titles></record></records></xml>`
const pubmed = `<?xml version="1.0"?><!DOCTYPE PubmedArticleSet><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue><Volume>3</Volume><PubDate><Year>2001</Year><Month>Mar</Month></PubDate></JournalIssue><Title>J</Title></Journal><ArticleTitle>On <i>x</i>.</ArticleTitle><Pagination><MedlinePgn>205-7</MedlinePgn></Pagination><Abstract><AbstractText Label="AIM">a</AbstractText></Abstract><AuthorList><Author><LastName>Coar</LastName><ForeName>J</ForeName></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`
const mods = `<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods><titleInfo><nonSort>The</nonSort><title>One</title></titleInfo><name type="personal"><namePart>Berg, A.</namePart></name><originInfo><dateIssued>2001</dateIssued></originInfo><relatedItem type="host"><titleInfo><title>J</title></titleInfo><part><detail type="volume"><number>3</number></detail><extent><start>1</start><end>9</end></extent></part></relatedItem></mods></modsCollection>`
const marc = `<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000pam a2200000 cc4500</leader><controlfield tag="001">1</controlfield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">One :</subfield><subfield code="b">two /</subfield></datafield><datafield tag="100" ind1="1" ind2=" "><subfield code="a">Berg, A.,</subfield></datafield></record></collection>`
const rdf = `<rdf:RDF xmlns:rdf="a" xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="b"><bib:Article rdf:about="#1"><z:itemType>journalArticle</z:itemType><dc:title>One</dc:title><dcterms:isPartOf rdf:resource="urn:issn:1"/></bib:Article><bib:Journal rdf:about="urn:issn:1"><dc:title>J</dc:title></bib:Journal></rdf:RDF>`
const enw = `%0 Journal Article
%A Berg, A.
%T One
%J Health Policy
%D 2001
%K a
b
%P 12-9

%0 Book
%T Two
`
const refworks = `RT Journal Article
ID 1
A1 Berg,Anna
T1 One
JF Health Policy
YR 2002
SP 101
OP 123
AB An abstract
that goes on

RT Book
T1 Two
`
const ovid = `<1. >
VN  - Ovid Technologies
AU  - Zhang, Weijia 1,2,+
TI  - A title.  [Article]
SO  - Acta Biochimica et Biophysica Sinica August 2011;43(8):647-653

<2>
Author
  Bunkers, Sandra RN; PhD
Title
  Listening.
Source
  Nursing Science Quarterly.   28(2):103-106, April 2015.
`

const byFormat: Readonly<Record<string, readonly string[]>> = {
  ris: [ris],
  nbib: [nbib],
  'wos-tagged': [wos],
  bibtex: [bib],
  'csl-json': [json],
  csv: [csv, csv.replaceAll(',', '\t')],
  'endnote-xml': [endnote],
  'pubmed-xml': [pubmed],
  mods: [mods],
  marcxml: [marc],
  'zotero-rdf': [rdf],
  enw: [enw],
  'refworks-tagged': [refworks],
  'ovid-tagged': [ovid],
}

export const seeds = (format: string): readonly string[] => byFormat[format] ?? [ris]

/** Inputs made to hurt: long lines, deep nesting, entity bombs. */
export function* hostile(): Iterable<readonly [string, string]> {
  const many = 10_000_000
  yield ['a line of 10 MB', 'a'.repeat(many)]
  yield ['a RIS value of 10 MB', `TY  - JOUR\nTI  - ${'a b '.repeat(many / 4)}\nER  - \n`]
  yield ['a quoted cell of 10 MB', `title,abstract\n"${'a,b '.repeat(many / 4)}\n`]
  yield ['a BibTeX value of 10 MB', `@article{a, title = {${'a \\alpha '.repeat(many / 10)}}}`]
  yield ['braces nested a million deep', `@article{a, title = {${'{'.repeat(1_000_000)}}`]
  yield ['commands nested', `@article{a, title = {${'\\emph{'.repeat(200_000)}}`]
  yield ['accents nested', `@article{a, title = {${"\\'".repeat(500_000)}}}`]
  yield ['elements nested a million deep', `<records><record>${'<a>'.repeat(1_000_000)}</record></records>`]
  yield ['objects nested', `[${'{"type":"book","title":'.repeat(200_000)}`]
  yield ['lists nested', `[{"type":"book","author":${'['.repeat(1_000_000)}}]`]
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
    '',
  )
  yield [
    'an entity bomb',
    `<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY l0 "lol">${entities}]><xml><records><record><titles><title>&l9;</title></titles></record></records></xml>`,
  ]
  yield [
    'an entity bomb inside a record',
    `<records><record><!DOCTYPE xml [<!ENTITY l0 "lol">${entities}]><title>&l9;</title></record></records>`,
  ]
  yield ['names without end', `TY  - JOUR\n${'AU  - A\n'.repeat(300_000)}ER  - \n`]
  yield ['one author list of 2 MB', `@article{a, author = {${'A and '.repeat(300_000)}}}`]
  yield ['columns without end', `title,year${',x'.repeat(500_000)}\n${'1,'.repeat(500_000)}\n`]
  yield [
    'prototype names',
    '[{"type":"book","__proto__":{"a":1},"constructor":"x","title":"t"}]\n@article{a, __proto__ = {x}, constructor = {y}}\nTY  - JOUR\n__proto__  - x\nER  - \n',
  ]
}
