/** What single keys mean, and how the help dialog tells of them: from the registry of pages. */
import type { Page, PageKey } from './page';

/** As `KeyboardEvent.key` has it. */
const keyOf = ({ name }: PageKey): string => (name === 'Space' ? ' ' : name.toLowerCase());

interface Meant {
  /** A key of the page that is shown. */
  readonly own?: PageKey;
  /** The page that a key leads to. */
  readonly to?: string;
}

/** A page's own keys come first: they act where the person is. */
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
  ['Ctrl Z', 'Undo: brings back what was cleared or removed, for ten seconds'],
  ['?', 'This list'],
  ['← →', 'In a chart: the point before, the point after; Home, End'],
];

const ownRow = ({ name, does, offControls }: PageKey): HelpRow => [
  name,
  offControls ? `${does} (while no control has the focus)` : does,
];

/** The keys of the page that is shown, then those that lead to pages, then what holds everywhere. */
export function helpRows(page: Page, pages: readonly Page[]): readonly HelpRow[] {
  const leading = pages.flatMap(({ key, title }): HelpRow[] =>
    key === undefined ? [] : [[key.toUpperCase(), `The ${title} page`]],
  );
  return [...(page.keys ?? []).map(ownRow), ...leading, ...everywhere];
}
