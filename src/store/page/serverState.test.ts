import { afterEach, describe, expect, it, vi } from 'vitest';
import { askServer, modulesOf } from './serverState';

const page = (...files: string[]): string =>
  `<!doctype html><head>${files
    .map((file) => `<script type="module" crossorigin src="${file}"></script>`)
    .join('')}<script src="/theme.js"></script></head><body><div id="root"></div></body>`;

const answers = (body: string, status = 200) =>
  vi.stubGlobal('fetch', async () => new Response(body, { status }));

afterEach(() => vi.unstubAllGlobals());

describe('the modules of a page', () => {
  it('are told by the names of their files, wherever these lie and however the tag is written', () => {
    expect(modulesOf(page('./assets/index-B2.js', '/assets/a.js?v=1'))).toEqual(['index-B2.js', 'a.js']);
    // A query may hold a path.
    expect(modulesOf(page('/src/main.tsx?from=/x/y'))).toEqual(['main.tsx']);
    expect(modulesOf('<script src="https://x.org/lab/assets/index-B2.js" type="module">')).toEqual([
      'index-B2.js',
    ]);
  });
});

describe('a server that is asked', () => {
  const shown = page('./assets/index-B2.js');
  const ask = () => askServer('http://localhost/', shown);

  it('has the same build, wherever the open page has its address from', async () => {
    answers(page('http://localhost/assets/index-B2.js'));
    expect(await ask()).toBe('same');
  });

  it('has the same build, whatever an extension has added to the open page', async () => {
    answers(shown);
    const added = page('chrome-extension://abc/inject.js', './assets/index-B2.js');
    expect(await askServer('http://localhost/', added)).toBe('same');
  });

  it('has another build', async () => {
    answers(page('./assets/index-C7.js'));
    expect(await ask()).toBe('newer');
  });

  it('is gone where nobody answers, or somebody who has no page', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await ask()).toBe('gone');
    answers('Bad gateway', 502);
    expect(await ask()).toBe('gone');
    answers('<!doctype html><title>Sign in to this network</title><script src="/login.js"></script>');
    expect(await ask()).toBe('gone');
  });
});
