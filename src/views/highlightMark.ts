/** Highlights everything with a class and dims the rest, without state, so that hovering redraws nothing. */

/** @param mark undefined: no highlight */
export function highlightMark(mark: string | undefined): void {
  for (const element of document.querySelectorAll('.is-lit')) element.classList.remove('is-lit');
  document.body.classList.toggle('lit', mark !== undefined);
  if (mark === undefined) return;
  for (const element of document.getElementsByClassName(mark)) element.classList.add('is-lit');
}
