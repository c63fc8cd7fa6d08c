/**
 * Checks the direction of imports. dependency-cruiser also reports no violations if it reads no modules, so one
 * violation is planted and must be found.
 */
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import configuration from '../.dependency-cruiser.mjs';

export interface Finding {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}
export interface Findings {
  readonly modules: number;
  readonly violations: readonly Finding[];
}

/** All violations of .dependency-cruiser.mjs in `src` under `root`. */
export async function findViolations(root: string): Promise<Findings> {
  const { forbidden, options } = configuration;
  // Typed loosely: dependency-cruiser validates the configuration when it reads it.
  const all = {
    ...options,
    ruleSet: { forbidden },
    validate: true,
    baseDir: root,
    outputType: 'json',
  } as ICruiseOptions;
  const { output } = await cruise(['src'], all);
  const { modules, summary } = JSON.parse(String(output)) as ICruiseResult;
  return {
    modules: modules.filter(({ source }) => source.startsWith('src/')).length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

const PLANTED = 'src/core/__planted__.ts';

/** Copies the source and the tests' imports, so that other checks do not see the planted violation. */
function copyOf(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'f3-lab-boundaries-'));
  for (const folder of ['src', 'scripts'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  for (const name of ['package.json', 'node_modules', 'results'])
    symlinkSync(join(root, name), join(copy, name));
  return copy;
}

/** Checks that a planted import from the core to `target` is found. @throws Error if it is not */
async function checkWithPlanted(root: string, target: string): Promise<Findings> {
  const planted = join(root, PLANTED);
  writeFileSync(planted, `import '${relative(dirname(planted), join(root, target))}';\n`);
  const { modules, violations } = await findViolations(root);
  if (!violations.some(({ rule, from }) => rule === 'direction-core' && from === PLANTED))
    throw new Error(
      `The planted violation was not found (${modules} modules were read): the check does not work.`,
    );
  return { modules: modules - 1, violations: violations.filter(({ from }) => from !== PLANTED) };
}

async function main(): Promise<void> {
  const root = copyOf(join(import.meta.dirname, '..'));
  try {
    const target = ['src/main.tsx', 'src/client/session.ts'].find((file) => existsSync(join(root, file)));
    if (!target) throw new Error('There is no module that the core must not import.');
    const { modules, violations } = await checkWithPlanted(root, target);
    for (const { rule, from, to } of violations) console.log(`${rule}: ${from} -> ${to}`);
    console.log(`${modules} modules, ${violations.length} violations; the planted one was found.`);
    if (violations.length > 0) process.exitCode = 1;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
