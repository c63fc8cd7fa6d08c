/** Keyboard shortcuts and their help texts, from the registry of pages. */
import type { Page, PageKey } from './page';

/** The name as in `KeyboardEvent.key`. */
const keyOf = ({ name }: PageKey): string => (name === 'Space' ? ' ' : name.toLowerCase());

interface Meant {
  /** A key of the current page. */
  readonly own?: PageKey;
  /** The page that the key opens. */
  readonly to?: string;
}

/** The current page's own keys take precedence. */
export function meantBy(pressed: string, page: Page, pages: readonly Page[]): Meant | undefined {
  const key = pressed.toLowerCase();
  const own = page.keys?.find((one) => keyOf(one) === key);
  if (own) return { own };
  const to = pages.find((one) => one.key === key);
  return to && to.id !== page.id ? { to: to.id } : undefined;
}

/** Key and what it does. */
type HelpRow = readonly [string, string];

const everywhere: readonly HelpRow[] = [
  ['Ctrl Z', 'Undo: restores what was cleared or removed, for ten seconds'],
  ['?', 'This list'],
  ['← →', 'In a chart: previous or next point; Home, End: first or last'],
];

const ownRow = ({ name, does, offControls }: PageKey): HelpRow => [
  name,
  offControls ? `${does} (while no control has the focus)` : does,
];

/** The current page's keys, then those that open pages, then global ones. */
export function helpRows(page: Page, pages: readonly Page[]): readonly HelpRow[] {
  const leading = pages.flatMap(({ key, title }): HelpRow[] =>
    key === undefined ? [] : [[key.toUpperCase(), `The ${title} page`]],
  );
  return [...(page.keys ?? []).map(ownRow), ...leading, ...everywhere];
}
