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
  it('are identified by file name, whatever their path and the form of the tag', () => {
    expect(modulesOf(page('./assets/index-B2.js', '/assets/a.js?v=1'))).toEqual(['index-B2.js', 'a.js']);
    // A query may contain a path.
    expect(modulesOf(page('/src/main.tsx?from=/x/y'))).toEqual(['main.tsx']);
    expect(modulesOf('<script src="https://x.org/lab/assets/index-B2.js" type="module">')).toEqual([
      'index-B2.js',
    ]);
  });
});

describe('the server’s state', () => {
  const shown = page('./assets/index-B2.js');
  const ask = () => askServer('http://localhost/', shown);

  it('is the same build, whatever the open page’s address', async () => {
    answers(page('http://localhost/assets/index-B2.js'));
    expect(await ask()).toBe('same');
  });

  it('is the same build, even if an extension added scripts to the open page', async () => {
    answers(shown);
    const added = page('chrome-extension://abc/inject.js', './assets/index-B2.js');
    expect(await askServer('http://localhost/', added)).toBe('same');
  });

  it('is newer for another build', async () => {
    answers(page('./assets/index-C7.js'));
    expect(await ask()).toBe('newer');
  });

  it('is gone if nothing answers, or the answer is not a lab page', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await ask()).toBe('gone');
    answers('Bad gateway', 502);
    expect(await ask()).toBe('gone');
    answers('<!doctype html><title>Sign in to this network</title><script src="/login.js"></script>');
    expect(await ask()).toBe('gone');
  });
});
