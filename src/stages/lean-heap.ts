import { setFlagsFromString } from 'node:v8'

/**
 * Streams of raw responses make short-lived text by the gigabyte. Left to itself V8 lets the space for new objects
 * grow to its largest before it clears up, and then everything that was alive at that moment moves to the old space;
 * with a small one a stream of any length keeps to a fraction of that, in the same time. Measured in
 * docs/benchmarks/harvest.md. Only the heap's policy changes, never a limit, so nothing can run out of memory by it.
 */
export function keepHeapLean(): void {
  setFlagsFromString('--max-semi-space-size=4')
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=60')
}

/**
 * Deduplication makes large things that stay until its end. An old space that grows by smaller steps holds less that
 * is dead: about a fifth less memory at 250,000 records, for a few hundredths more time (docs/benchmarks/dedupe.md).
 */
export function growHeapBySmallSteps(): void {
  setFlagsFromString('--heap-growing-percent=60')
}
