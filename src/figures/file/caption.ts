/** Captions of figures in files. */

/** "Mean over seeds. After epoch 3: …" */
export const captionOf = (...sentences: readonly string[]): string =>
  sentences
    .filter(Boolean)
    .map((text) => text.charAt(0).toUpperCase() + text.slice(1))
    .join('. ');
