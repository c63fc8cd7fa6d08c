/**
 * The router: which page and part is shown. Both are in the URL fragment (`#learn/7`), so that the browser's back,
 * forward and reload work. The experiment's settings are in the query.
 */
import { create } from 'zustand';

/** A page, as the router needs it. */
export interface KnownPage {
  /** First part of its address. */
  readonly id: string;
  readonly title: string;
  /** Element id of its main part. It is also accepted as an address of the page, as in old skip links. */
  readonly main: string;
  /** Whether the page accepts these parts of an address. */
  readonly takes: (rest: readonly string[]) => boolean;
}

export interface Place {
  /** A page's id. */
  readonly page: string;
  /** The parts of the address after it: ["7"] of `#learn/7`. */
  readonly rest: readonly string[];
}
/** @property problem set if the address is unknown: quotes it; the place is then the nearest known one */
export type FoundPlace = Place & { readonly problem?: string };

interface ShownPlace extends FoundPlace {
  /** Id of the history entry: a place may have several. */
  readonly entry: string;
  /** "start": opened with the lab; "back": by back or forward. */
  readonly arrival: 'start' | 'reload' | 'new' | 'back';
}

const HOME = 'lab';
/** Maximum characters of an address quoted in a message. */
const MOST_QUOTED = 60;

const quoted = (text: string): string =>
  `“${text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text}”`;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @param pages the first is the default, also for addresses of unknown pages */
export function placeIn(hash: string, pages: readonly KnownPage[]): FoundPlace {
  const [id = '', ...rest] = hash.replace(/^#/, '').replace(/\/+$/, '').split('/').map(decoded);
  const home = pages[0];
  if (home === undefined || hash.length <= 1) return { page: home?.id ?? HOME, rest: [] };
  const page = pages.find((one) => one.id === id || (one.main === id && rest.length === 0));
  if (page === undefined)
    return {
      page: home.id,
      rest: [],
      problem: `There is no page ${quoted([id, ...rest].join('/'))}. This is the ${home.title} page.`,
    };
  if (page.takes(rest)) return { page: page.id, rest };
  return {
    page: page.id,
    rest: [],
    problem: `The ${page.title} page has no part ${quoted(rest.join('/'))}. This is its start.`,
  };
}

/** The fragment of a place; empty for the first page. */
export function hashOf({ page, rest }: Place, home = HOME): string {
  if (page === home && rest.length === 0) return '';
  return `#${[page, ...rest].map(encodeURIComponent).join('/')}`;
}

export const usePage = create<ShownPlace>(() => ({ page: HOME, rest: [], entry: '', arrival: 'start' }));

let pages: readonly KnownPage[] = [];

const newEntry = (): string => Math.random().toString(36).slice(2);
const entryOf = (state: unknown): string | undefined => {
  const entry = (state as { entry?: unknown } | null)?.entry;
  return typeof entry === 'string' ? entry : undefined;
};

const show = (place: ShownPlace): void => usePage.setState(place, true);

/** Shows the place of the current address. An unknown address stays as typed. */
function follow(opening = false): void {
  const kept = entryOf(history.state);
  // A single change of the address may fire two events.
  if (kept !== undefined && kept === usePage.getState().entry) return;
  const entry = kept ?? newEntry();
  const place = placeIn(location.hash, pages);
  const hash = place.problem === undefined ? hashOf(place, pages[0]?.id) : location.hash;
  history.replaceState({ entry }, '', `${location.pathname}${location.search}${hash}`);
  const [first, again] = opening ? (['start', 'reload'] as const) : (['new', 'back'] as const);
  show({ ...place, entry, arrival: kept === undefined ? first : again });
}

/** @param rest parts of the address after the page's id */
export function goTo(page: string, ...rest: readonly string[]): void {
  const place = { page, rest };
  const hash = hashOf(place, pages[0]?.id);
  if (hash === location.hash) return;
  const entry = newEntry();
  history.pushState({ entry }, '', `${location.pathname}${location.search}${hash}`);
  show({ ...place, entry, arrival: 'new' });
}

/** Opens another part of the current page: changes the address without a history entry; focus and scroll stay. */
export function goWithin(...rest: readonly string[]): void {
  const { page, entry, arrival } = usePage.getState();
  const hash = hashOf({ page, rest }, pages[0]?.id);
  history.replaceState(history.state, '', `${location.pathname}${location.search}${hash}`);
  show({ page, rest, entry, arrival });
}

/** Follows the address from now on. */
export function keepPage(known: readonly KnownPage[]): void {
  pages = known;
  follow(true);
  const follows = (): void => follow();
  addEventListener('hashchange', follows);
  addEventListener('popstate', follows);
}
