/** Documentation and comments refer only to files, options and code that exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseOptions } from '../src/cli/train/trainOptions';
import { defaultExperiment } from '../src/experiment/defaults';
import { fieldKeys, fields } from '../src/experiment/fields/fields';

const root = join(import.meta.dirname, '..');
const IGNORED = new Set([
  'node_modules',
  '.git',
  'dist',
  'test-results',
  'playwright-report',
  'coverage',
  '.cache',
]);

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const ignored = IGNORED.has(entry.name) || entry.name.startsWith('dist.') || path === 'public/data';
    if (entry.isDirectory()) return ignored ? [] : filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

const files = filesBelow('.');
const documents = files.filter((path) => path.endsWith('.md'));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const FENCE = /^( *)```(.*)\n([\s\S]*?)^\1```$/gm;
const withoutCode = (text: string): string => text.replace(FENCE, '');

/** Anchors of headings, as on GitHub. */
function anchors(text: string): Set<string> {
  const seen = new Map<string, number>();
  const all = [...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = plain
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
  return new Set(all);
}

/** Broken links of a document. */
function deadLinks(path: string, text: string): string[] {
  const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return links.filter((target) => {
    if (/^[a-z]+:/.test(target)) return !/^https:\/\/[^/]+\.[a-z]+(\/|$)/.test(target);
    const [file = '', anchor] = target.split('#');
    const at = file === '' ? path : join(dirname(path), file);
    if (!existsSync(join(root, at))) return true;
    return anchor !== undefined && !anchors(at === path ? text : read(at)).has(anchor);
  });
}

/** Every suffix of every path, so that `core/rules/rule.ts` and `rule.ts` match. */
function endings(paths: readonly string[]): Set<string> {
  return new Set(paths.flatMap((path) => path.split('/').map((_, i, parts) => parts.slice(i).join('/'))));
}
const folders = new Set(
  files.flatMap((path) => path.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))),
);
const known = endings([...files, ...folders].filter(Boolean));

/** Files that are not in the repository: generated, another project's, or placeholders. */
const ELSEWHERE = [/^(dist|node_modules|test-results|public\/data)\//, /^NAME\./, /^train\.py$/];

const PATH =
  /(?<![\w./@-])((?:\.{1,2}\/)*(?:[\w.-]+\/)*[\w-]+(?:\.[\w-]+)*\.(?:tsx?|mjs|css|py|sh|md|wgsl))(?![\w/-])/g;

/** Paths in a text that do not exist. */
function deadPaths(text: string): string[] {
  const named = [...text.matchAll(PATH)].map(([, path = '']) => path.replace(/^(\.{1,2}\/)+/, ''));
  return [...new Set(named)].filter((path) => !known.has(path) && !ELSEWHERE.some((is) => is.test(path)));
}

/** Folders in code spans: `src/core`, `core/passes`. */
function deadFolders(text: string): string[] {
  const tops = readdirSync(join(root, 'src')).concat(
    'src',
    'e2e',
    'scripts',
    'bench',
    'operations',
    'docs',
    'golden',
    'wasm',
  );
  const words = [...withoutCode(text).matchAll(/`([\w/.-]+\/[\w/.-]*)`/g)].map(([, word = '']) => word);
  return words.filter((word) => {
    const path = word.replace(/\/$/, '');
    return tops.includes(path.split('/')[0] ?? '') && !/\.\w+$/.test(path) && !known.has(path);
  });
}

const comments = (code: string): string =>
  [...code.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm)].map(([comment]) => comment).join('\n');

describe.each(documents)('%s', (path) => {
  const text = read(path);

  it('has no broken links', () => {
    expect(deadLinks(path, text)).toEqual([]);
  });

  it('names existing files and folders', () => {
    expect([...deadPaths(withoutCode(text)), ...deadFolders(text)]).toEqual([]);
  });

  it('quotes current code', () => {
    for (const [, indent = '', info = '', block = ''] of text.matchAll(FENCE)) {
      const [language, source] = info.split(' ');
      if (!['ts', 'tsx', 'css', 'json'].includes(language ?? '')) continue;
      const code = block.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
      expect(source, `where this comes from, after \`\`\`${language}:\n${code}`).toBeDefined();
      expect(code.trim(), `the code that is quoted from ${source}`).not.toBe('');
      expect(read(source ?? ''), source).toContain(code);
    }
  });

  it('names existing commands and options', () => {
    const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
    const commands = [...text.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name = '']) => name);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
    for (const [, line = ''] of text.matchAll(/lab -- train ([^#`\n]*)/g)) {
      const values = parseOptions(line.trim().split(/\s+/));
      for (const { key, parse } of fieldKeys.map((name) => fields[name])) {
        const given = values[key];
        const isFile = key === 'dataset' || key === fields.startFrom.key;
        if (typeof given !== 'string' || isFile || given.includes('<')) continue;
        expect(parse(given, defaultExperiment()), line).toMatchObject({ ok: true });
      }
    }
  });
});

it('comments name existing files', () => {
  const sources = files.filter((path) => /\.(tsx?|mjs|css)$/.test(path));
  const dead = sources.flatMap((path) =>
    deadPaths(comments(read(path))).map((name) => `${relative('.', path)}: ${name}`),
  );
  expect(sources.length).toBeGreaterThan(500);
  expect(dead).toEqual([]);
});

describe('the checks find', () => {
  const text =
    '# One thing\n\n[a](#one-thing) [b](#no) [c](docs/none.md) [d](LICENSE) `core/none.ts` `src/nowhere`\n';
  it('missing links, files and folders', () => {
    expect(deadLinks('README.md', text)).toEqual(['#no', 'docs/none.md']);
    expect(deadPaths(text)).toEqual(['docs/none.md', 'core/none.ts']);
    expect(deadFolders(text)).toEqual(['src/nowhere']);
    const gone = ['core/gone', 'ts'].join('.');
    const code = `const x = 'core/no.ts'; // see ${gone}\n/* and rule.ts */`;
    expect(deadPaths(comments(code))).toEqual([gone]);
  });
});
