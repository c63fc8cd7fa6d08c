import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it.each(['null', '3', '"dark"', '{"theme":', '[]'])(
  'damaged preferences (%s) fall back to the defaults',
  async (kept) => {
    vi.stubGlobal('localStorage', { getItem: () => kept });
    const { usePreferences } = await import('./preferences');
    expect(usePreferences.getState()).toEqual({
      theme: 'system',
      shortcuts: true,
      inside: true,
      xAxis: 'epoch',
      angleUnit: 'degrees',
      teacher: false,
    });
  },
);

describe('a choice that cannot be saved', () => {
  const full = new DOMException('full', 'QuotaExceededError');
  const refused = new DOMException('The operation is insecure.', 'SecurityError');
  it.each([
    ['full', full, 'its storage for this site is full'],
    ['refused', refused, 'storage is blocked for this site'],
  ])(
    '(%s) lasts for the visit, is reported once, and keeps saved preferences',
    async (_name, failure, why) => {
      const kept = '{"theme":"dark","shortcuts":false,"inside":true}';
      const stored = new Map([['f3-lab.preferences', kept]]);
      let broken = true;
      vi.stubGlobal('document', { documentElement: { dataset: {} } });
      vi.stubGlobal('localStorage', {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, text: string) => {
          if (broken) throw failure;
          stored.set(key, text);
        },
      });
      const { keepPreferences, setInside, setTheme, usePreferences } = await import('./preferences');
      const { dismissToast, useToast } = await import('./toast');
      const said = () => useToast.getState().toasts.map(({ text }) => text);
      keepPreferences();
      setTheme('light');
      expect(said()).toEqual([
        `This choice lasts until the page is closed. The browser cannot save it: ${why}.`,
      ]);
      dismissToast();
      setInside(false);
      expect(said()).toEqual([]);
      expect(usePreferences.getState()).toEqual({
        theme: 'light',
        shortcuts: false,
        inside: false,
        xAxis: 'epoch',
        angleUnit: 'degrees',
        teacher: false,
      });
      expect(stored.get('f3-lab.preferences')).toBe(kept);
      // Once there is space again, choices made meanwhile are saved too.
      broken = false;
      setTheme('system');
      expect(JSON.parse(stored.get('f3-lab.preferences') ?? '')).toEqual(usePreferences.getState());
    },
  );

  it('without storage the page opens with the defaults, and choices last for the visit', async () => {
    vi.stubGlobal('document', { documentElement: { dataset: {} } });
    vi.stubGlobal('localStorage', undefined);
    const { keepPreferences, setTheme, usePreferences } = await import('./preferences');
    const { dismissToast, useToast } = await import('./toast');
    keepPreferences();
    setTheme('dark');
    expect(usePreferences.getState()).toEqual({
      theme: 'dark',
      shortcuts: true,
      inside: true,
      xAxis: 'epoch',
      angleUnit: 'degrees',
      teacher: false,
    });
    expect(useToast.getState().toasts).toHaveLength(1);
    dismissToast();
  });
});

it.each([
  ['en-US', 'point'],
  ['de', 'comma'],
  ['de-CH', 'point'],
  ['fr-FR', 'comma'],
  ['ja', 'point'],
  ['en-US@posix', 'point'],
])('copied numbers follow the browser’s language %s', async (language, decimal) => {
  const { localDecimal } = await import('./preferences');
  expect(localDecimal(language)).toBe(decimal);
});

it('a chosen decimal mark is saved, an invalid one is ignored', async () => {
  vi.stubGlobal('localStorage', { getItem: () => '{"decimal":"comma"}' });
  expect((await import('./preferences')).usePreferences.getState().decimal).toBe('comma');
  vi.resetModules();
  vi.stubGlobal('localStorage', { getItem: () => '{"decimal":";"}' });
  expect((await import('./preferences')).usePreferences.getState().decimal).toBeUndefined();
});
