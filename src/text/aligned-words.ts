/** A piece of a text, and whether the other text lacks it. */
export interface TextPiece {
  readonly text: string
  readonly differs: boolean
}

/** Longer texts are compared by their beginning only: the table of a comparison grows with the product. */
const longestWords = 400

/**
 * Two texts in pieces, word by word, those without a counterpart in the other marked: the longest common
 * subsequence of words, case, accents and punctuation apart. The pieces of each side join to its text.
 */
export function alignWords(a: string, b: string): readonly [readonly TextPiece[], readonly TextPiece[]] {
  const left = split(a)
  const right = split(b)
  const keys = [left, right].map((words) => words.slice(0, longestWords).map(wordKey)) as [string[], string[]]
  const [kept, keptThere] = commonWords(keys[0], keys[1])
  return [pieces(left, kept), pieces(right, keptThere)]
}

/** Words with the space that follows them. */
const split = (text: string): readonly string[] => text.match(/\s*\S+\s*/gu) ?? []

const wordKey = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()

function commonWords(a: readonly string[], b: readonly string[]): readonly [Set<number>, Set<number>] {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
    }
  }
  const kept = new Set<number>()
  const keptThere = new Set<number>()
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      kept.add(i++)
      keptThere.add(j++)
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++
    else j++
  }
  return [kept, keptThere]
}

function pieces(words: readonly string[], kept: ReadonlySet<number>): readonly TextPiece[] {
  const result: { text: string; differs: boolean }[] = []
  for (const [i, word] of words.entries()) {
    // A word of punctuation only, and what lies beyond the compared beginning, is not called a difference.
    const differs = !kept.has(i) && i < longestWords && wordKey(word) !== ''
    const last = result.at(-1)
    if (last?.differs === differs) last.text += word
    else result.push({ text: word, differs })
  }
  return result
}
