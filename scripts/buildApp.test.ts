import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildFresh, earlierFolder, publish } from './buildApp';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'build-app-'));
});
afterEach(() => rm(root, { recursive: true }));

async function buildNamed(name: string, ...assets: string[]): Promise<string> {
  const folder = join(root, name);
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), name);
  for (const asset of assets) await writeFile(join(folder, 'assets', asset), name);
  return folder;
}
const page = () => readFile(join(root, 'dist', 'index.html'), 'utf8');

describe('a complete build', () => {
  it('replaces the previous one, and keeps its hashed files for open pages', async () => {
    await publish(root, await buildNamed('dist.1', 'a-1.js', 'a-1.js.br', 'font.woff2'));
    expect(await page()).toBe('dist.1');
    await publish(root, await buildNamed('dist.2', 'a-2.js', 'font.woff2'));
    expect(await page()).toBe('dist.2');
    expect((await readdir(join(root, 'dist', 'assets'))).sort()).toEqual(['a-2.js', 'font.woff2']);
    expect((await readdir(earlierFolder(root))).sort()).toEqual(['a-1.js', 'font.woff2']);
    expect((await readdir(root)).sort()).toEqual(['dist', 'dist.earlier']);
  });

  it('deletes expired files', async () => {
    await publish(root, await buildNamed('dist.1', 'a-1.js'));
    await publish(root, await buildNamed('dist.2', 'a-2.js'));
    const old = new Date(Date.now() - 4 * 24 * 3600 * 1000);
    await utimes(join(earlierFolder(root), 'a-1.js'), old, old);
    await publish(root, await buildNamed('dist.3', 'a-3.js'));
    expect(await readdir(earlierFolder(root))).toEqual(['a-2.js']);
  });

  it('is published intact when several builds finish at once', async () => {
    await buildNamed('dist', 'a-0.js');
    const fresh = await Promise.all(
      Array.from({ length: 6 }, (_, i) => buildNamed(`dist.${i + 1}`, `a-${i + 1}.js`)),
    );
    await Promise.all(fresh.map((folder) => publish(root, folder)));
    const [, number] = /^dist\.(\d)$/.exec(await page()) ?? [];
    expect(await readdir(join(root, 'dist', 'assets'))).toEqual([`a-${number}.js`]);
    expect((await readdir(root)).sort()).toEqual(['dist', 'dist.earlier']);
  });
});

describe('a failed build', () => {
  it('keeps the previous build, and cleans up after earlier failures', async () => {
    await buildNamed('dist', 'a-0.js');
    // Higher than any process id.
    await buildNamed('dist.99999999');
    await buildNamed('dist.99999999.old');
    await writeFile(join(root, 'vite.config.ts'), 'throw new Error("planted");');
    await expect(buildFresh(root, undefined, 'ignore')).rejects.toThrow(
      'F³ Lab could not be built; the reason stands above. An earlier build: npm start -- --no-build.',
    );
    expect(await page()).toBe('dist');
    expect((await readdir(root)).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });

  it('keeps the previous build, whenever it is killed', async () => {
    await writeFile(join(root, 'vite.config.ts'), 'throw new Error("planted");');
    const rebuild = () => expect(buildFresh(root, undefined, 'ignore')).rejects.toThrow('could not be built');
    const there = async () => (await readdir(root)).filter((name) => name.startsWith('dist'));
    // During the build.
    await buildNamed('dist', 'a-0.js');
    await buildNamed('dist.99999999', 'half.js');
    await rebuild();
    expect([await page(), await there()]).toEqual(['dist', ['dist']]);
    // Between moving the old build away and moving the new one in.
    await rename(join(root, 'dist'), join(root, 'dist.99999999.old'));
    await buildNamed('dist.99999999', 'a-1.js');
    await rebuild();
    expect([await page(), await there()]).toEqual(['dist', ['dist']]);
    // Before the old build's hashed files were kept.
    await buildNamed('dist.99999999.old', 'older.js');
    await rebuild();
    expect([await page(), await there()]).toEqual(['dist', ['dist']]);
  });

  it('keeps the previous build if the new one vanishes before publishing', async () => {
    await buildNamed('dist', 'a-0.js');
    await expect(publish(root, join(root, 'dist.1'))).rejects.toThrow(/ENOENT/);
    expect(await page()).toBe('dist');
    expect(await readdir(root)).toEqual(['dist']);
  });

  it('reports that nothing can be written', async () => {
    const place = join(root, 'file');
    await writeFile(place, '');
    await expect(buildFresh(place)).rejects.toThrow(
      /^F³ Lab cannot be built: .*file is not a folder.* --no-build\.$/,
    );
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });

  it('ends when aborted', async () => {
    await writeFile(join(root, 'index.html'), '<title>page</title>');
    const controller = new AbortController();
    const building = buildFresh(root, controller.signal, 'ignore');
    controller.abort();
    await expect(building).rejects.toMatchObject({ name: 'AbortError' });
    expect((await readdir(root)).filter((name) => name.startsWith('dist'))).toEqual([]);
  });
});
