import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cholesky, dot, solveCholesky, solveLower } from '../../src/statistics/cholesky.ts'
import { symmetricEigen } from '../../src/statistics/symmetric-eigen.ts'

test('the factor of a matrix worked by hand', () => {
  // 4 12 -16 / 12 37 -43 / -16 -43 98, the usual textbook example.
  const lower = cholesky(Float64Array.from([4, 12, -16, 12, 37, -43, -16, -43, 98]), 3)
  expect([...lower]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3])
  expect([...solveLower(lower, Float64Array.from([2, 7, 0]))]).toEqual([1, 1, 1])
  expect(
    [...solveCholesky(lower, Float64Array.from([0, 6, 39]))].map((x) => Math.round(x * 1e9) / 1e9),
  ).toEqual([1, 1, 1])
})

const matrices = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc
    .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: n * n, maxLength: n * n })
    .map((values) => {
      const at = (i: number, j: number): number => values[i * n + j] ?? Number.NaN
      const products = Array.from({ length: n * n }, (_, cell) => {
        const [i, j] = [Math.floor(cell / n), cell % n]
        return values.slice(0, n).reduce((sum, _value, k) => sum + at(i, k) * at(j, k), i === j ? 1 : 0)
      })
      return { n, matrix: Float64Array.from(products) }
    }),
)

test('solving gives back what was multiplied', () => {
  fc.assert(
    fc.property(matrices, ({ n, matrix }) => {
      const x = Float64Array.from({ length: n }, (_, i) => i - 2)
      const b = Float64Array.from({ length: n }, (_, i) => dot(matrix.slice(i * n, (i + 1) * n), x))
      const solved = solveCholesky(cholesky(matrix, n), b)
      for (let i = 0; i < n; i++) expect(solved[i]).toBeCloseTo(x[i] ?? Number.NaN, 6)
    }),
    { numRuns: 60 },
  )
})

test('eigenvectors are orthonormal, in falling order, and make the matrix again', () => {
  fc.assert(
    fc.property(matrices, ({ n, matrix }) => {
      const { values, vectors } = symmetricEigen(matrix, n)
      for (let i = 1; i < n; i++) expect(values[i]).toBeLessThanOrEqual((values[i - 1] ?? Number.NaN) + 1e-9)
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let again = 0
          let product = 0
          for (let k = 0; k < n; k++) {
            again +=
              (values[k] ?? Number.NaN) *
              (vectors[i * n + k] ?? Number.NaN) *
              (vectors[j * n + k] ?? Number.NaN)
            product += (vectors[k * n + i] ?? Number.NaN) * (vectors[k * n + j] ?? Number.NaN)
          }
          expect(again).toBeCloseTo(matrix[i * n + j] ?? Number.NaN, 6)
          expect(product).toBeCloseTo(i === j ? 1 : 0, 8)
        }
      }
    }),
    { numRuns: 60 },
  )
})
