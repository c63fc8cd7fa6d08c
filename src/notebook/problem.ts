/** Why the notebook cannot be read or written, and the way out. */

export class NotebookProblem extends Error {
  override readonly name = 'NotebookProblem';

  constructor(
    /** `full`: there may be room later. */
    readonly kind: 'full' | 'refused' | 'unreadable',
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${title} ${detail}`);
  }
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

/** What failed to be written, in words. */
export function writeProblem(reason: unknown): NotebookProblem {
  if (reason instanceof NotebookProblem) return reason;
  const full = reason instanceof DOMException && reason.name === 'QuotaExceededError';
  return full
    ? new NotebookProblem(
        'full',
        'The browser’s storage is full.',
        'The latest epochs are not kept. What was kept before is safe. Remove experiments on the Compare page, or data sets on the Data page; the next checkpoint tries again.',
      )
    : new NotebookProblem(
        'refused',
        'The browser cannot keep runs here.',
        `${messageOf(reason)}. A private window or a setting may prevent it. Export what you need before you close the page.`,
      );
}

export const readProblem = (reason: unknown): NotebookProblem =>
  reason instanceof NotebookProblem
    ? reason
    : new NotebookProblem(
        'unreadable',
        'The browser cannot read its notebook.',
        `${messageOf(reason)}. Reload the page; if that does not help, close the lab’s other tabs first.`,
      );
