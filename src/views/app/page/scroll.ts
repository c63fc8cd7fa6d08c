/** How far each page was scrolled, for back, forward and reload: one entry of the history has one position. */
import { usePage } from '../../../store/page/page';

const KEY = 'f3-lab.scroll';
/** Entries of the history; older ones begin at their top. */
const MOST = 50;
/** Milliseconds in which what is still being drawn may grow to its height. */
const LONGEST = 2000;
/** Columns that scroll by themselves carry their name in `data-scroll`. */
const WINDOW = 'window';

/** Pixels from the top, by name. */
type Positions = Readonly<Record<string, number>>;

let kept = new Map<string, Positions>();

const columns = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-scroll]')];

function read(): Positions {
  const own = columns().map((column) => [column.dataset.scroll ?? '', column.scrollTop] as const);
  return Object.fromEntries([[WINDOW, scrollY], ...own]);
}

function write(positions: Positions): void {
  scrollTo(0, positions[WINDOW] ?? 0);
  for (const column of columns()) column.scrollTop = positions[column.dataset.scroll ?? ''] ?? 0;
}

/** Fractions of a pixel are lost where the page is zoomed. */
const isReached = (now: Positions, wanted: Positions): boolean =>
  Object.entries(wanted).every(([name, top]) => top === 0 || Math.abs((now[name] ?? 0) - top) < 2);

function keep(entry: string): void {
  kept.delete(entry);
  kept.set(entry, read());
  for (const [oldest] of [...kept].slice(0, -MOST)) kept.delete(oldest);
}

export function scrollToTop(): void {
  write({});
}

/** Where it was; until all of it is there, or the person scrolls. @returns how to stop that */
export function scrollBack(entry: string): () => void {
  const wanted = kept.get(entry);
  if (wanted === undefined) return () => undefined;
  const end = performance.now() + LONGEST;
  let frame = 0;
  const stop = (): void => {
    cancelAnimationFrame(frame);
    for (const sign of ['wheel', 'touchstart', 'pointerdown', 'keydown']) removeEventListener(sign, stop);
  };
  for (const sign of ['wheel', 'touchstart', 'pointerdown', 'keydown'])
    addEventListener(sign, stop, { passive: true });
  const look = (): void => {
    write(wanted);
    if (isReached(read(), wanted) || performance.now() > end) stop();
    else frame = requestAnimationFrame(look);
  };
  look();
  return stop;
}

function readKept(): Map<string, Positions> {
  try {
    return new Map(Object.entries(JSON.parse(sessionStorage.getItem(KEY) ?? '{}')));
  } catch {
    // Refused, or damaged: pages begin at their top.
    return new Map();
  }
}

function writeKept(): void {
  keep(usePage.getState().entry);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Refused, or full: pages begin at their top after a reload.
  }
}

/** Call before the page is drawn: its subscriber must see a page as it is left. */
export function keepScroll(): void {
  kept = readKept();
  history.scrollRestoration = 'manual';
  usePage.subscribe((now, before) => {
    if (now.entry !== before.entry) keep(before.entry);
  });
  addEventListener('pagehide', writeKept);
}
