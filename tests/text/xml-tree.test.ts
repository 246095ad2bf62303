import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at, child, children, descendants, elements, innerText, parseXml } from '../../src/text/xml-tree.ts'

describe('a tree', () => {
  test.each<[string, string, boolean, RegExp | undefined]>([
    ['<a>x</a>', 'x', true, undefined],
    ['<a>&eacute;&#233;</a>', 'éé', true, undefined],
    ['<a>Black & Sons, p < 0.05</a>', 'Black & Sons, p < 0.05', true, undefined],
    ['<a><![CDATA[<b>]]></a>', '<b>', true, undefined],
    ['<a><b>cut', 'cut', false, /unclosed tag/],
    ['not XML', '', false, /./],
  ])('%s', (text, inner, isClosed, fault) => {
    const tree = parseXml(text)
    expect(tree.root === undefined ? '' : innerText(tree.root)).toBe(inner)
    expect(tree.isClosed).toBe(isClosed)
    expect(tree.fault ?? '').toMatch(fault ?? /^$/)
  })

  test('leaves prefixes out, and is read by path, by name and in depth', () => {
    const { root } = parseXml('<r><dc:x k="1">1</dc:x><y><x>2</x></y><x>3</x></r>')
    expect(children(root, 'x').map(innerText)).toEqual(['1', '3'])
    expect(child(root, 'x')?.attributes).toEqual({ k: '1' })
    expect(at(root, 'y', 'x')?.children).toEqual(['2'])
    expect(elements(root).map(({ name }) => name)).toEqual(['x', 'y', 'x'])
    expect(root && descendants(root, 'x').map(innerText)).toEqual(['1', '2', '3'])
    expect([at(undefined, 'x'), children(undefined, 'x'), elements(undefined)]).toEqual([undefined, [], []])
  })

  test('of hostile depth stays shallow', () => {
    const { root, fault } = parseXml(`${'<a>'.repeat(5000)}x${'</a>'.repeat(5000)}`)
    expect(fault).toBeUndefined()
    expect(root && innerText(root)).toBe('x')
  })
})

const names = fc.constantFrom('a', 'b', 'p:c')
const { source } = fc.letrec<{ readonly source: string }>((tie) => ({
  source: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('text', '', 'é &amp; b'),
    fc
      .tuple(names, fc.array(tie('source'), { maxLength: 3 }))
      .map(([name, inner]) => `<${name} k="v">${inner.join(' ')}</${name}>`),
  ),
}))

test('every element says where it stands: there is its exact source', () => {
  fc.assert(
    fc.property(fc.array(source, { maxLength: 4 }), (inner) => {
      const text = `<?xml version="1.0"?>\n<root>${inner.join('\n')}</root>\n`
      const { root } = parseXml(text, { withPlaces: true })
      const check = (element: NonNullable<typeof root>): void => {
        const own = text.slice(element.start, element.end)
        expect(own).toMatch(new RegExp(`^<(?:p:)?${element.name}[ >]`))
        expect(own.endsWith(`${element.name}>`)).toBe(true)
        expect(parseXml(own).root && innerText(parseXml(own).root ?? element)).toBe(innerText(element))
        elements(element).forEach(check)
      }
      expect(root).toBeDefined()
      if (root !== undefined) check(root)
    }),
  )
})
