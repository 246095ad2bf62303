import { expect, test } from 'vitest'
import { detectFormat, formatNamed, formats } from '../../src/formats/detect.ts'
import { explainUnread } from '../../src/formats/unread.ts'

test.each([
  ['an empty file', ''],
  ['white space', ' \n\t\n'],
  ['prose', 'This is a letter, with commas, and no table.\nIt goes on.\n'],
  ['a program', 'import { a } from "b"\nexport const c = { title: 1 }\n'],
  ['a web page', '<!DOCTYPE html><html><head><title>x</title></head></html>'],
])('%s is no format', (_name, text) => {
  expect(detectFormat(text, 'file.txt')).toBeUndefined()
})

test.each([
  ['nbib in a file named .ris', 'PMID- 123\nOWN - NLM\nTI  - A\n', 'x.ris', 'nbib'],
  ['RIS after vendor lines', 'Record #1 of 2\nProvider: John\n\nTY  -  JOUR\nAU  -  A, B\n', 'x.txt', 'ris'],
  [
    'a query before an Embase table',
    '"Search","#1"\n---------\nTitle,Author Names,Source\n"A","B C.","J (2014) 3:3"\n',
    'x.csv',
    'csv',
  ],
  [
    'a Web of Science table',
    'PT\tAU\tBA\tTI\tSO\tUT\nJ\tBerg, A\t\tOne\tJ\tWOS:1\t\n',
    'savedrecs.txt',
    'csv',
  ],
  ['a table with semicolons from Excel', '\uFEFFtitle;authors;year\nOne;A B;2001\n', 'x.csv', 'csv'],
  ['an entry type of its own', '@web_page{Shapiro2018,\n  title = {A},\n}\n', 'x.bib', 'bibtex'],
])('%s', (_name, text, file, format) => {
  expect(detectFormat(text, file)?.name).toBe(format)
})

test('every format is found by its name, and names are unique', () => {
  for (const format of formats) expect(formatNamed(format.name.toUpperCase())).toBe(format)
  expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length)
})

test.each([
  ['PK\u0003\u0004rest', 'workbook'],
  ['%PDF-1.7', 'PDF'],
  ['cff-version: 1.2.0\ntitle: x\n', 'CFF'],
])('%j is explained', (head, what) => {
  expect(explainUnread(head)?.what).toContain(what)
  expect(explainUnread(head)?.remedy).toMatch(/^You can /)
})
