/** Effect of pausing a download. */
export const PAUSED = 'Finished files are kept; the current one starts over.';
