/** Workers take the processor from a page that is still loading, so work for later waits until its first screen stands. */

/** Milliseconds for figures that load after the page's own content. */
const SETTLING = 500;

let stands: () => void = () => undefined;
const standing = new Promise<void>((resolve) => {
  stands = resolve;
});

/** Call once a page's content is there; later calls do nothing. */
export function reportFirstScreen(): void {
  setTimeout(stands, SETTLING);
}

/** Resolves once the first page's content is there. */
export const firstScreen = (): Promise<void> => standing;
