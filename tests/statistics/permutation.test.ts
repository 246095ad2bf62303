import { expect, test } from 'vitest'
import { permutations, permutationTest } from '../../src/statistics/permutation.ts'
import { seededRandom } from '../../src/statistics/random.ts'

test('permutations are all orders, each once', () => {
  const orders = [...permutations(['a', 'b', 'c', 'd'])].map((order) => order.join(''))
  expect(orders).toHaveLength(24)
  expect(new Set(orders).size).toBe(24)
  expect([...permutations([])]).toEqual([[]])
})

test('a sampled test comes to the exact one, Fisher 1935: 3 of 4 cups of tea, one-sided p 17/70', () => {
  const cups = [1, 1, 1, 0, 0, 0, 1, 0]
  const right = (order: readonly number[]): number => order.slice(0, 4).reduce((a, b) => a + b, 0)
  const all = [...permutations(cups)]
  const exact = all.filter((order) => right(order) >= 3).length / all.length
  expect(exact).toBeCloseTo(17 / 70, 12)
  const sampled = permutationTest(cups, right, 20_000, seededRandom('tea'))
  expect(sampled.observed).toBe(3)
  expect(Math.abs(sampled.p - exact)).toBeLessThan(0.01)
})

test('p is never 0', () => {
  const items = Array.from({ length: 20 }, (_, i) => i)
  const sortedness = (order: readonly number[]): number =>
    order.filter((value, i) => i > 0 && value > (order[i - 1] ?? 0)).length
  expect(permutationTest(items, sortedness, 99, seededRandom(1)).p).toBe(0.01)
})
