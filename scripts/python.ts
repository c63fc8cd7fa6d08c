/** Finds a Python for tests and benchmarks that compare with it. */
import { execFileSync } from 'node:child_process';

const has = (python: string, packages: string): boolean => {
  try {
    execFileSync(python, ['-c', `import ${packages}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/**
 * F3_PYTHON if set, else the usual names; undefined if none has the packages.
 * @param packages "numpy, torch"
 */
export function findPython(packages: string): string | undefined {
  const named = process.env.F3_PYTHON;
  return (named ? [named] : ['python3', '/usr/bin/python3']).find((python) => has(python, packages));
}
