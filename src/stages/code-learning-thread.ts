/*
 * The thread in which codes are learnt, so that no key waits for it. Told "learn" as often as something was coded,
 * it answers with what it knows; told "close", it ends.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { openReview } from '../review/review.ts'
import { CodeLearning } from './code-learning.ts'

const { folder, coder } = workerData as { readonly folder: string; readonly coder: string }
const review = openReview(folder)
const learning = new CodeLearning(review, coder)
let work = learning.readLibrary().then((news) => parentPort?.postMessage(news))

parentPort?.on('message', (message: 'learn' | 'close') => {
  work = work.then(async () => {
    if (message === 'learn') parentPort?.postMessage(await learning.learn())
    else {
      await review.store.close()
      parentPort?.close()
    }
  })
})
