import type { Codebook, Dimension } from '../../src/domain/codebook.ts'
import type { CodeValue, Coder, Decision, ScreeningStage, Verdict } from '../../src/domain/decision.ts'

/** Decisions in the order of making: ids count up, one a minute. */
export class LogWriter {
  readonly entries: Decision[] = []

  code(coder: Coder, report: string, dimension: string, value: readonly string[] | number | null): string {
    return this.#add({
      kind: 'code',
      coder,
      report,
      dimension,
      value: value === null ? null : typeof value === 'number' ? { number: value } : { codes: value },
    })
  }

  screen(coder: Coder, report: string, verdict: Verdict, stage: ScreeningStage = 'title-abstract'): string {
    return this.#add({ kind: 'screen', coder, report, stage, verdict })
  }

  reconcile(coder: Coder, report: string, dimension: string, value: CodeValue = { codes: ['a'] }): string {
    return this.#add({ kind: 'reconcile', coder, report, settles: [], outcome: { dimension, value } })
  }

  settle(coder: Coder, report: string, stage: ScreeningStage, verdict: Verdict): string {
    return this.#add({ kind: 'reconcile', coder, report, settles: [], outcome: { stage, verdict } })
  }

  retract(coder: Coder, decision: string): string {
    return this.#add({ kind: 'retract', coder, decision })
  }

  #add(
    draft: Decision extends infer D ? (D extends Decision ? Omit<D, 'id' | 'at'> : never) : never,
  ): string {
    const number = this.entries.length
    const id = `01J${String(number).padStart(23, '0')}`
    const at = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString()
    this.entries.push({ ...draft, id, at })
    return id
  }
}

const code = (id: string, more: Partial<Dimension['codes'][number]> = {}) => ({
  id,
  label: id.toUpperCase(),
  variants: [],
  cues: [],
  nearMisses: [],
  examples: [],
  retired: false,
  children: [],
  ...more,
})

const dimension = (id: string, type: Dimension['type'], codes: Dimension['codes']): Dimension => ({
  id,
  label: id,
  type,
  required: true,
  codes,
})

/** One dimension of each type; `design` has a code below another and a retired one. */
export const smallCodebook: Codebook = {
  id: 'small',
  title: 'A small codebook',
  version: '1',
  sources: [],
  questions: [],
  impossible: [],
  dimensions: [
    dimension('design', 'single', [
      code('a', { children: [code('a1')] }),
      code('b'),
      code('old', { retired: true }),
    ]),
    dimension('effects', 'multi', [code('x'), code('y'), code('z')]),
    dimension('quality', 'ordinal', [code('low'), code('middle'), code('high')]),
    { ...dimension('size', 'number', []), measurement: 'ratio' },
    dimension('remark', 'text', []),
  ],
}
