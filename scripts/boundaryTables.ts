/** Generates the import tables of docs/architecture.md from the dependency-cruiser rules. */
import configuration, { parts, registries } from '../.dependency-cruiser.mjs';

type Patterns = string | readonly string[] | undefined;
const listed = (patterns: Patterns): readonly string[] => [patterns ?? []].flat();

/** All strings that a pattern of names and alternatives (a|b) matches. @throws Error on any other syntax */
export function alternatives(pattern: string): string[] {
  let at = 0;
  const choice = (): string[] => {
    const all: string[] = [];
    let texts = [''];
    for (; at < pattern.length && pattern[at] !== ')'; at++) {
      const letter = pattern[at] as string;
      if (letter === '|') {
        all.push(...texts);
        texts = [''];
      } else if (letter === '(') {
        at++;
        const inner = choice();
        texts = texts.flatMap((text) => inner.map((end) => text + end));
      } else if (letter === '\\') {
        at++;
        texts = texts.map((text) => text + pattern[at]);
      } else if ('[]?*+.{}'.includes(letter)) {
        throw new Error(
          `${pattern} is not a plain pattern of names and alternatives, so it cannot be written as a table.`,
        );
      } else if (letter !== '^' && letter !== '$') texts = texts.map((text) => text + letter);
    }
    return [...all, ...texts];
  };
  return choice();
}

const code = (text: string): string => `\`${text}\``;

/** Paths in src that patterns match, as Markdown; `*` is any name. */
function places(patterns: Patterns, below = ''): string {
  const paths = listed(patterns)
    .filter((pattern) => pattern.startsWith('^src/'))
    .flatMap((pattern) => alternatives(pattern.replace('[^/]*', '∗')))
    .map((path) => path.replace('∗', '*').slice(below.length));
  return [...new Set(paths)].sort().map(code).join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell || '–').join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function mayImport(may: readonly string[]): string {
  const all = registries.every((pattern) => may.includes(pattern));
  const more = places(
    may.filter((pattern) => !all || !registries.includes(pattern)),
    'src/',
  );
  return [all ? 'registries' : '', more].filter(Boolean).join(', ');
}

const partsTable = (): string =>
  table(
    ['folder', 'what it holds', 'may import from `src`', 'for types only'],
    parts.map(({ part, holds, may, types = [] }) => [
      code(`src/${part}`),
      holds,
      mayImport(may),
      places(types, 'src/'),
    ]),
  );

const MODULES = '(^|/)node_modules/';
/** Packages that patterns match; `@types` packages are covered by the package that they type. */
const packagesOf = (patterns: Patterns): string =>
  listed(patterns)
    .filter((pattern) => pattern.startsWith(MODULES) && pattern.length > MODULES.length)
    .flatMap((pattern) => alternatives(pattern.slice(MODULES.length).replace('(@types/)?', '')))
    .filter((name) => !name.startsWith('@types/'))
    .map((name) => code(name.replace(/\/$/, name === '@tensorflow/' ? '/*' : '')))
    .join(', ');

/** The part of dependency-cruiser's rules that the tables show. */
interface Rule {
  readonly name?: string;
  readonly comment?: string;
  readonly from: { readonly path?: Patterns; readonly pathNot?: Patterns };
  readonly to: { readonly path?: Patterns; readonly pathNot?: Patterns };
}
const forbidden = configuration.forbidden as readonly Rule[];

/** A table row: some code, and the packages it may or may not import; undefined for other rules. */
function packageRow({ from, to, comment = '' }: Rule): string[] | undefined {
  const [only, not] = [packagesOf(to.pathNot), packagesOf(to.path)];
  if (!only && !not) return undefined;
  const elsewhere = listed(from.path).join() === '^src/';
  const who = elsewhere ? `all but ${places(from.pathNot)}` : places(from.path);
  return [who, only ? `only ${only}` : `not ${not}`, comment];
}

const packagesTable = (): string =>
  table(
    ['code', 'packages', 'why'],
    forbidden.map(packageRow).filter((row) => row !== undefined),
  );

/** The remaining rules, by their comments. @throws Error if a rule has none */
function otherRules(): string {
  const others = forbidden.filter(({ name = '' }) => !/^(direction|types-only)-/.test(name));
  return others
    .filter((rule) => !packageRow(rule))
    .map(({ name, comment }) => {
      if (!comment) throw new Error(`.dependency-cruiser.mjs: ${name} has no comment.`);
      return `- ${comment}`;
    })
    .join('\n');
}

export function boundaryTables(): string {
  return [
    partsTable(),
    `**Registries**, and plain data and numbers, which load no TensorFlow.js: ${places(registries, 'src/')}.`,
    packagesTable(),
    otherRules(),
  ].join('\n\n');
}
