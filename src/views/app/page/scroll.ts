/** Saves and restores scroll positions for back, forward and reload, by history entry. */
import { usePage } from '../../../store/page/page';

const KEY = 'f3-lab.scroll';
/** Maximum number of saved history entries; older ones open at the top. */
const MOST = 50;
/** Milliseconds to wait for content to reach its full height. */
const LONGEST = 2000;
/** Key of the window; columns with their own scrolling have their key in `data-scroll`. */
const WINDOW = 'window';

/** Pixels from the top, by key. */
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

/** With tolerance, since zoomed pages lose fractions of a pixel. */
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

/** Restores positions, retrying until all are reached or the user scrolls. @returns a function that stops it */
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
    // Storage is blocked or damaged: pages open at the top.
    return new Map();
  }
}

function writeKept(): void {
  keep(usePage.getState().entry);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Storage is blocked or full: pages open at the top after a reload.
  }
}

/** Call before the first render: its subscriber must run before the page being left is removed. */
export function keepScroll(): void {
  kept = readKept();
  history.scrollRestoration = 'manual';
  usePage.subscribe((now, before) => {
    if (now.entry !== before.entry) keep(before.entry);
  });
  addEventListener('pagehide', writeKept);
}
