/** Decodes one TeX value with the large command table of Better BibTeX's parser. */
export type TexFallback = (tex: string) => string

/**
 * Loads @retorquere/bibtex-parser, which knows thousands of commands and is slow: for values with a command that
 * `tex.ts` does not know. Loaded once, and only when such a value turns up.
 */
export async function loadTexFallback(): Promise<TexFallback> {
  const { parse } = await import('@retorquere/bibtex-parser')
  return (tex) => {
    try {
      const { entries } = parse(`@misc{key, title = {${tex}}}`, {
        sentenceCase: false,
        caseProtection: 'strict',
      })
      const title: unknown = entries[0]?.fields['title']
      return typeof title === 'string' ? title.replace(/<\/?(?:span|nc)[^>]*>/g, '') : ''
    } catch {
      return ''
    }
  }
}
