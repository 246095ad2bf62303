/**
 * Raised whenever two records may come out differently than before, so that a review's stored findings are not
 * taken over from an older way of comparing. A test holds it against the code that decides.
 */
export const engineVersion = 1
