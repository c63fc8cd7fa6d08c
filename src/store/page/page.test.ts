import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { goTo, hashOf, type KnownPage, keepPage, placeIn, usePage } from './page';

const known: readonly KnownPage[] = [
  { id: 'lab', title: 'Lab', main: 'charts', takes: (rest) => rest.length === 0 },
  { id: 'data', title: 'Data', main: 'data-sets', takes: (rest) => rest.length === 0 },
  { id: 'learn', title: 'Learn', main: 'lesson', takes: ([lesson]) => !lesson || /^\d+$/.test(lesson) },
];

describe('an address', () => {
  it.each([
    ['', 'lab', []],
    ['#', 'lab', []],
    ['#lab', 'lab', []],
    ['#charts', 'lab', []],
    ['#data', 'data', []],
    ['#data/', 'data', []],
    ['#data-sets', 'data', []],
    ['#learn/7', 'learn', ['7']],
    ['#learn/7/', 'learn', ['7']],
    ['#learn/7/a%2Fb', 'learn', ['7', 'a/b']],
  ])('%j opens the page %s with %j', (hash, page, rest) => {
    expect(placeIn(hash, known)).toEqual({ page, rest });
  });

  it.each([
    ['#database', 'lab', 'There is no page “database”. This is the Lab page.'],
    ['#Data', 'lab', 'There is no page “Data”. This is the Lab page.'],
    ['#lern/7', 'lab', 'There is no page “lern/7”. This is the Lab page.'],
    ['#/data', 'lab', 'There is no page “/data”. This is the Lab page.'],
    ['#charts/2', 'lab', 'There is no page “charts/2”. This is the Lab page.'],
    ['#100%', 'lab', 'There is no page “100%”. This is the Lab page.'],
    ['#d%C3%A4ta', 'lab', 'There is no page “däta”. This is the Lab page.'],
    ['#data/mnist', 'data', 'The Data page has no part “mnist”. This is its start.'],
    ['#learn/seven', 'learn', 'The Learn page has no part “seven”. This is its start.'],
    [`#${'x'.repeat(99)}`, 'lab', `There is no page “${'x'.repeat(60)}…”. This is the Lab page.`],
  ])('%j opens the page %s, with a message that quotes it', (hash, page, problem) => {
    expect(placeIn(hash, known)).toEqual({ page, rest: [], problem });
  });

  it.each([
    ['lab', [], ''],
    ['data', [], '#data'],
    ['learn', ['7', 'a/b c'], '#learn/7/a%2Fb%20c'],
  ] as const)('of the page %s with %j is parsed back unchanged', (page, rest, hash) => {
    expect(hashOf({ page, rest })).toBe(hash);
    expect(placeIn(hash, known)).toEqual({ page, rest });
  });
});

/** A tab's history, as used by the router. */
class FakeHistory extends EventTarget {
  entries: { state: unknown; url: URL }[];
  at = 0;
  constructor(address: string) {
    super();
    this.entries = [{ state: null, url: new URL(address, 'https://lab.example') }];
  }
  get url(): URL {
    return this.entries[this.at]!.url;
  }
  get state(): unknown {
    return this.entries[this.at]!.state;
  }
  replaceState(state: unknown, _: string, address: string): void {
    this.entries[this.at] = { state, url: new URL(address, this.url) };
  }
  pushState(state: unknown, _: string, address: string): void {
    this.entries.splice(this.at + 1, this.entries.length, { state, url: new URL(address, this.url) });
    this.at += 1;
  }
  go(by: number): void {
    this.at += by;
    this.dispatchEvent(new Event('popstate'));
    this.dispatchEvent(new Event('hashchange'));
  }
  /** Types into the address bar. */
  type(hash: string): void {
    this.pushState(null, '', this.url.pathname + this.url.search + hash);
    this.go(0);
  }
}

describe('the router', () => {
  let tab: FakeHistory;
  const openAt = (address: string): void => {
    tab = new FakeHistory(address);
    vi.stubGlobal('history', tab);
    vi.stubGlobal('location', {
      get hash() {
        return tab.url.hash;
      },
      get search() {
        return tab.url.search;
      },
      get pathname() {
        return tab.url.pathname;
      },
    });
    vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab));
  };
  const address = (): string => tab.url.pathname + tab.url.search + tab.url.hash;
  const shown = () => {
    const { page, rest, arrival } = usePage.getState();
    return [page, ...rest, arrival].join(' ');
  };
  beforeEach(() => usePage.setState({ page: 'lab', rest: [], entry: '', arrival: 'start' }, true));
  afterEach(() => vi.unstubAllGlobals());

  it('opens pages and their parts, back and forward, without changing the settings', () => {
    openAt('/?rule=bp');
    keepPage(known);
    expect(shown()).toBe('lab start');
    goTo('data');
    expect(address()).toBe('/?rule=bp#data');
    goTo('learn', '7');
    expect([shown(), address()]).toEqual(['learn 7 new', '/?rule=bp#learn/7']);
    const { entry } = usePage.getState();
    tab.go(-2);
    expect([shown(), address()]).toEqual(['lab back', '/?rule=bp']);
    tab.go(2);
    expect(shown()).toBe('learn 7 back');
    expect(usePage.getState().entry).toBe(entry);
  });

  it('adds no history entry for the current place', () => {
    openAt('/#learn/7');
    keepPage(known);
    goTo('learn', '7');
    expect(tab.entries).toHaveLength(1);
    goTo('lab');
    goTo('lab');
    expect(tab.entries).toHaveLength(2);
  });

  it('keeps page, part and entry on reload', () => {
    openAt('/');
    keepPage(known);
    goTo('learn', '7');
    const { entry } = usePage.getState();
    usePage.setState({ page: 'lab', rest: [], entry: '' });
    keepPage(known);
    expect(shown()).toBe('learn 7 reload');
    expect(usePage.getState().entry).toBe(entry);
  });

  it('reports an unknown typed address and keeps it until the next page', () => {
    openAt('/?rule=bp');
    keepPage(known);
    tab.type('#learn/9');
    expect(shown()).toBe('learn 9 new');
    tab.type('#lessons');
    expect([shown(), address()]).toEqual(['lab new', '/?rule=bp#lessons']);
    expect(usePage.getState().problem).toContain('“lessons”');
    goTo('lab');
    expect([shown(), address()]).toEqual(['lab new', '/?rule=bp']);
    expect(usePage.getState().problem).toBeUndefined();
  });

  it('has one address per place', () => {
    openAt('/?rule=bp#lab');
    keepPage(known);
    expect(address()).toBe('/?rule=bp');
    tab.type('#data-sets');
    expect(address()).toBe('/?rule=bp#data');
  });
});
