/** Highlights everything with a class and dims the rest, without state, so that hovering redraws nothing. */

/** @param mark undefined: no highlight @param more classes that are highlighted as well */
export function highlightMark(mark: string | undefined, ...more: readonly string[]): void {
  for (const element of document.querySelectorAll('.is-lit')) element.classList.remove('is-lit');
  document.body.classList.toggle('lit', mark !== undefined);
  if (mark === undefined) return;
  for (const name of [mark, ...more])
    for (const element of document.getElementsByClassName(name)) element.classList.add('is-lit');
}
