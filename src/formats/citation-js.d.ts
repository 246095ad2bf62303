/** The parts of citation-js that lacuna uses; the packages bring no types. */
declare module '@citation-js/core' {
  export const plugins: {
    readonly config: {
      get(name: '@csl'): {
        readonly styles: { add(name: string, xml: string): void; has(name: string): boolean }
      }
    }
    readonly output: {
      format(
        name: 'bibliography',
        items: readonly object[],
        options: { template: string; lang: string; format: 'text' | 'html'; nosort?: boolean },
      ): string
    }
    readonly input: {
      chain(text: string, options: { generateGraph: boolean }): object[]
    }
  }
}
declare module '@citation-js/plugin-csl'
declare module '@citation-js/plugin-bibtex'
declare module '@citation-js/plugin-ris'
