/** The tables of who may import what, from the rules that dependency-cruiser enforces. */
import configuration, { parts, registries } from '../.dependency-cruiser.mjs';

type Patterns = string | readonly string[] | undefined;
const listed = (patterns: Patterns): readonly string[] => [patterns ?? []].flat();

/** All texts that a pattern of names and alternatives (a|b) stands for. @throws where it has anything else */
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
          `${pattern} has more than names and alternatives: its table would not say what it means.`,
        );
      } else if (letter !== '^' && letter !== '$') texts = texts.map((text) => text + letter);
    }
    return [...all, ...texts];
  };
  return choice();
}

const code = (text: string): string => `\`${text}\``;

/** Places in src that patterns name, as Markdown; a `*` stands for any name. */
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
/** Packages that patterns name; `@types` are those of the package beside them. */
const packagesOf = (patterns: Patterns): string =>
  listed(patterns)
    .filter((pattern) => pattern.startsWith(MODULES) && pattern.length > MODULES.length)
    .flatMap((pattern) => alternatives(pattern.slice(MODULES.length).replace('(@types/)?', '')))
    .filter((name) => !name.startsWith('@types/'))
    .map((name) => code(name.replace(/\/$/, name === '@tensorflow/' ? '/*' : '')))
    .join(', ');

/** The part of dependency-cruiser's rules that the tables tell of. */
interface Rule {
  readonly name?: string;
  readonly comment?: string;
  readonly from: { readonly path?: Patterns; readonly pathNot?: Patterns };
  readonly to: { readonly path?: Patterns; readonly pathNot?: Patterns };
}
const forbidden = configuration.forbidden as readonly Rule[];

/** Which code, and which packages it may or may not use; undefined for rules about something else. */
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

/** What else is forbidden, in the words of each rule. @throws where a rule has none */
function otherRules(): string {
  const others = forbidden.filter(({ name = '' }) => !/^(direction|types-only)-/.test(name));
  return others
    .filter((rule) => !packageRow(rule))
    .map(({ name, comment }) => {
      if (!comment) throw new Error(`.dependency-cruiser.mjs: ${name} has no comment that could be told.`);
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
