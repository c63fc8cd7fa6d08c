/** Version, licence, changelog and workflow files are consistent. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '..', file), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  readonly version: string;
  readonly license: string;
  readonly engines: { readonly node: string };
};

const releases = [...read('CHANGELOG.md').matchAll(/^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$/gm)].map(
  ([, version = '', date = '']) => ({ version, date }),
);

it('the version and its date are the same in all files', () => {
  const [newest] = releases;
  expect(newest?.version).toBe(manifest.version);
  const lock = JSON.parse(read('package-lock.json')) as {
    version: string;
    packages: Record<string, { version: string; license: string }>;
  };
  expect([lock.version, lock.packages['']?.version]).toEqual([manifest.version, manifest.version]);
  const citation = read('CITATION.cff');
  expect(citation).toMatch(/^cff-version: 1\.2\.0$/m);
  expect(citation).toContain(`\nversion: ${newest?.version}\ndate-released: "${newest?.date}"\n`);
});

it('the changelog lists each version once, newest first, with known headings only', () => {
  const asNumber = (version: string) =>
    version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0);
  const numbers = releases.map(({ version }) => asNumber(version));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => b - a));
  const dates = releases.map(({ date }) => date);
  expect(dates).toEqual([...dates].sort().reverse());
  const headings = [...read('CHANGELOG.md').matchAll(/^(##+ .*)$/gm)].map(([, heading]) => heading);
  const known =
    /^(## \[Unreleased\]|## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}|### (Added|Changed|Deprecated|Removed|Fixed|Security))$/;
  expect(headings.filter((heading) => !known.test(heading ?? ''))).toEqual([]);
});

it('LICENSE is the licence that package.json names', () => {
  expect(manifest.license).toBe('MIT');
  expect(read('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) \d{4} The F³ Lab authors\n/);
  expect(read('CITATION.cff')).toContain('\nlicense: MIT\n');
  expect(read('README.md')).toContain('MIT');
});

it('the workflow runs the gate on every supported platform, with actions pinned by commit', () => {
  const workflow = read('.github/workflows/test.yml');
  const steps = [...workflow.matchAll(/- (?:name: .*\n\s+)?run: (.*)$/gm)].map(([, command]) => command);
  expect(steps[0]).toBe('npm ci');
  expect(steps.at(-1)).toBe('npm test');
  const nodes = JSON.parse(/node: (\[[^\]]*\])/.exec(workflow)?.[1] ?? '[]') as number[];
  const wanted = [...manifest.engines.node.matchAll(/[\^>=]+(\d+)/g)].map(([, major]) => Number(major));
  expect(nodes).toEqual(expect.arrayContaining(wanted));
  const actions = [...workflow.matchAll(/uses: (.*)$/gm)].map(([, action]) => action ?? '');
  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
    [],
  );
});
