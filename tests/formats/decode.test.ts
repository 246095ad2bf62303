import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/formats/decode.ts'

async function decode(
  bytes: Uint8Array,
  size: number,
  encoding?: string,
): Promise<{ text: string; encoding: string; codes: readonly string[] }> {
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  )
  const decoded = decodeText(chunks, 'test', encoding)
  let text = ''
  for await (const chunk of decoded.text) text += chunk
  return { text, encoding: decoded.encoding(), codes: decoded.problems().map(({ code }) => code) }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian)
  return bytes
}
const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

const text = 'TY  - JOUR\r\nTI  - Über Größe: naïve\r\nER  - \r\n'

describe.each([1, 3, 4096])('in chunks of %i bytes', (size) => {
  test.each([
    ['UTF-8', utf8(text), 'utf-8', []],
    ['UTF-8 with a byte order mark', utf8(`\uFEFF${text}`), 'utf-8', []],
    ['UTF-16 LE with a byte order mark', utf16(`\uFEFF${text}`, true), 'utf-16le', []],
    ['UTF-16 BE with a byte order mark', utf16(`\uFEFF${text}`, false), 'utf-16be', []],
    ['UTF-16 LE without', utf16(text, true), 'utf-16le', []],
    ['UTF-16 BE without', utf16(text, false), 'utf-16be', []],
    ['windows-1252, with a warning', latin(text), 'utf-8', ['decode/not-utf-8']],
  ])('%s', async (_name, bytes, encoding, codes) => {
    expect(await decode(bytes, size)).toEqual({ text, encoding, codes })
  })

  test('a stray byte costs its line, not the file', async () => {
    const bytes = new Uint8Array([...utf8('Größe\n'), ...latin('naïve\n'), ...utf8('中文\n')])
    expect(await decode(bytes, size)).toEqual({
      text: 'Größe\nnaïve\n中文\n',
      encoding: 'utf-8',
      codes: ['decode/not-utf-8'],
    })
  })
})

test('a declared encoding is believed where the bytes are not UTF-8', async () => {
  const bytes = new Uint8Array([
    ...latin('% Encoding: windows-1251\n@article{a, title = {'),
    0xcf,
    0xf0,
    0xe8,
    ...latin('}}\n'),
  ])
  expect((await decode(bytes, 4096)).text).toContain('При')
})

test('an encoding that is asked for is used', async () => {
  expect((await decode(new Uint8Array([0xc4, 0xe3, 0xba, 0xc3]), 1, 'gbk')).text).toBe('你好')
})

test('a character lost before is named', async () => {
  expect((await decode(utf8('a\nb\uFFFD'), 4096)).codes).toEqual(['decode/replacement-character'])
})
