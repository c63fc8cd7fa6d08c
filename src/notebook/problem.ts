/** Why the notebook cannot be read or written, and the way out. */
import { isFull, isNewer, messageOf, storageState } from '../data/storage/connection';

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

/** An older page cannot know what a newer one stores. */
const newer = (): NotebookProblem =>
  new NotebookProblem(
    'refused',
    'A newer version of the lab keeps this notebook.',
    'This page is of an older version: it can neither read nor change it. What is kept is safe. Reload the page when its runs are done.',
  );

/** What failed to be written, in words. */
export async function writeProblem(reason: unknown): Promise<NotebookProblem> {
  if (reason instanceof NotebookProblem) return reason;
  if (isNewer(reason)) return newer();
  return isFull(reason)
    ? new NotebookProblem(
        'full',
        'The browser’s storage is full.',
        `What was kept before is safe. ${await storageState()} Remove experiments on the Compare page, or data sets on the Data page.`,
      )
    : new NotebookProblem(
        'refused',
        'The browser cannot keep runs here.',
        `${messageOf(reason)}. A private window or a setting may prevent it. Export what you need before you close the page.`,
      );
}

export function readProblem(reason: unknown): NotebookProblem {
  if (reason instanceof NotebookProblem) return reason;
  if (isNewer(reason)) return newer();
  return new NotebookProblem(
    'unreadable',
    'The browser cannot read its notebook.',
    `${messageOf(reason)}. Reload the page; if that does not help, close the lab’s other tabs first.`,
  );
}
