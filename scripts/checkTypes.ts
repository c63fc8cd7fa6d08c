/**
 * The types of all environments (`tsconfig.json`), as `tsc -b` checks them, in less time: files are parsed once for all
 * programs, and an environment leaves out what one with fewer globals has checked.
 */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

interface Environment {
  /** Its libraries and packages of global types. */
  readonly globals: readonly string[];
  /** All files of its program but declarations of packages. */
  readonly files: readonly string[];
}

/**
 * What each environment must check: its files but those of an earlier one, all of whose globals it has too. A file that
 * is right there is right with more globals.
 */
export function filesToCheck(environments: readonly Environment[]): string[][] {
  return environments.map(({ globals, files }, i) => {
    const within = environments
      .slice(0, i)
      .filter((other) => other.globals.every((one) => globals.includes(one)));
    const checked = new Set(within.flatMap((other) => other.files));
    return files.filter((file) => !checked.has(file));
  });
}

const format: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => process.cwd(),
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};

/** Hosts of several programs that parse each file once. The options that bear on parsing are those of `tsconfig.base.json`. */
function sharingHosts(): (options: ts.CompilerOptions) => ts.CompilerHost {
  const parsed = new Map<string, ts.SourceFile | undefined>();
  return (options) => {
    const host = ts.createCompilerHost(options, true);
    const parse = host.getSourceFile.bind(host);
    host.getSourceFile = (name, parsing, ...more) => {
      const format = typeof parsing === 'object' ? parsing.impliedNodeFormat : undefined;
      const key = `${name} ${format}`;
      if (!parsed.has(key)) parsed.set(key, parse(name, parsing, ...more));
      return parsed.get(key);
    };
    return host;
  };
}

function readConfig(path: string): ts.ParsedCommandLine {
  const { config, error } = ts.readConfigFile(path, ts.sys.readFile);
  if (error) throw new Error(ts.formatDiagnostic(error, format));
  return ts.parseJsonConfigFileContent(config, ts.sys, resolve(path, '..'), undefined, path);
}

/** Type errors under `root`, as `tsc` prints them; empty without any. */
export function typeErrors(root: string): string {
  const { projectReferences = [] } = readConfig(resolve(root, 'tsconfig.json'));
  const hostFor = sharingHosts();
  const errors: ts.Diagnostic[] = [];
  const before: Environment[] = [];
  for (const { path } of projectReferences) {
    const { options, fileNames, errors: wrong } = readConfig(path);
    const host = hostFor(options);
    const program = ts.createProgram(fileNames, { ...options, incremental: false }, host);
    const files = program
      .getSourceFiles()
      .map(({ fileName }) => fileName)
      .filter((name) => !name.includes('/node_modules/'));
    const globals = [...(options.lib ?? []), ...(options.types ?? [])];
    before.push({ globals, files });
    const own = filesToCheck(before).at(-1) ?? [];
    errors.push(...wrong, ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics());
    for (const name of own) {
      const file = program.getSourceFile(name);
      errors.push(...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file));
    }
  }
  return ts.formatDiagnostics(ts.sortAndDeduplicateDiagnostics(errors), format);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const errors = typeErrors(resolve(import.meta.dirname, '..'));
  process.stderr.write(errors);
  if (errors) process.exitCode = 1;
}
