import { markup } from './escape.ts'
import type { Block } from './report-document.ts'
import { xmlHead, zip } from './zip.ts'

const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const packageRoot = 'http://schemas.openxmlformats.org/package/2006'
const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const contentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** A report as a Word document (ECMA-376), written part by part so that it has no date and no chance in it. */
export const writeDocx = (blocks: readonly Block[]): Uint8Array =>
  zip([
    [
      '[Content_Types].xml',
      `${xmlHead}<Types xmlns="${packageRoot}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${contentType}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${contentType}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${contentType}.numbering+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${xmlHead}<Relationships xmlns="${packageRoot}/relationships"><Relationship Id="rId1" Type="${relationship}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ],
    [
      'word/_rels/document.xml.rels',
      `${xmlHead}<Relationships xmlns="${packageRoot}/relationships"><Relationship Id="rId1" Type="${relationship}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${relationship}/numbering" Target="numbering.xml"/></Relationships>`,
    ],
    [
      'word/document.xml',
      `${xmlHead}<w:document xmlns:w="${namespace}"><w:body>${blocks.map(blockXml).join('')}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    ],
    ['word/styles.xml', `${xmlHead}<w:styles xmlns:w="${namespace}">${styles}</w:styles>`],
    [
      'word/numbering.xml',
      `${xmlHead}<w:numbering xmlns:w="${namespace}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="500" w:hanging="300"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    ],
  ])

function style(id: string, name: string, paragraph: string, run: string, isDefault = false): string {
  return `<w:style w:type="paragraph" w:styleId="${id}"${isDefault ? ' w:default="1"' : ''}><w:name w:val="${name}"/>${isDefault ? '' : '<w:basedOn w:val="Normal"/>'}<w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`
}

const styles = [
  '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Calibri"/><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>',
  style('Normal', 'Normal', '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/>', '', true),
  style('Title', 'Title', '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="40"/>'),
  style(
    'Heading1',
    'heading 1',
    '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>',
    '<w:b/><w:sz w:val="30"/>',
  ),
  style(
    'Heading2',
    'heading 2',
    '<w:keepNext/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/>',
    '<w:b/><w:sz w:val="24"/>',
  ),
  style('Open', 'To be written', '', '<w:i/><w:color w:val="A33F00"/>'),
].join('')

const run = (text: string, bold = false): string =>
  `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${markup(text.replace(/\s+/gu, ' '))}</w:t></w:r>`

const paragraph = (text: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${run(text)}</w:p>`

const styled = (text: string, id: string): string => paragraph(text, `<w:pStyle w:val="${id}"/>`)

function blockXml(block: Block): string {
  switch (block.kind) {
    case 'title':
      return styled(block.text, 'Title')
    case 'heading':
      return styled(block.text, 'Heading1')
    case 'subheading':
      return styled(block.text, 'Heading2')
    case 'paragraph':
      return paragraph(block.text)
    case 'open':
      return styled(block.text, 'Open')
    case 'list':
      return block.items
        .map((item) => paragraph(item, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
        .join('')
    case 'table':
      return tableXml(block.head, block.rows)
  }
}

function tableXml(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const border = (side: string): string => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="B9B5AC"/>`
  const cell = (text: string, bold: boolean): string => `<w:tc><w:p>${run(text, bold)}</w:p></w:tc>`
  const line = (cells: readonly string[], bold = false): string =>
    `<w:tr>${bold ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.map((text) => cell(text, bold)).join('')}</w:tr>`
  return `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${['top', 'bottom', 'insideH'].map(border).join('')}</w:tblBorders></w:tblPr><w:tblGrid>${head.map(() => '<w:gridCol/>').join('')}</w:tblGrid>${line(head, true)}${rows.map((cells) => line(cells)).join('')}</w:tbl><w:p/>`
}
