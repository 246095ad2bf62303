/** The part of @iebh/reflib that the benchmarks use; the package brings no types. */
declare module '@iebh/reflib' {
  export function readStream(
    format: string,
    stream: object,
  ): { on(event: string, done: (value: unknown) => void): void }
}
