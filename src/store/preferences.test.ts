import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it.each(['null', '3', '"dark"', '{"theme":', '[]'])(
  'damaged preferences (%s) are the defaults',
  async (kept) => {
    vi.stubGlobal('localStorage', { getItem: () => kept });
    const { usePreferences } = await import('./preferences');
    expect(usePreferences.getState()).toEqual({ theme: 'system', shortcuts: true, inside: true });
  },
);
