import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openFiles } from './ownData';
import { parseOptions } from './trainOptions';

const folder = mkdtempSync(join(tmpdir(), 'f3-offers-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The error message for a refused file; undefined if it opens. */
async function refusedWith(text: string, args: readonly string[]): Promise<string | undefined> {
  const path = join(folder, 'offers.csv');
  writeFileSync(path, text);
  const reason = await openFiles({ ...parseOptions(args), dataset: path }).catch((error: unknown) => error);
  return reason instanceof Error ? reason.message : undefined;
}

const offer = /^ {2}row [\d,]+, (column .*?: “.*”)(?: \([\d,]+ cells\))?: (.*)$/;
const unquoted = (word: string): string =>
  word.replace(/'((?:[^']|'\\'')*)'/g, (_, inside: string) => inside.replaceAll("'\\''", "'"));

/** The options that a refusal suggests for each cell, split as a shell would. */
function offersIn(message: string): readonly { readonly asked: string; readonly ways: string[][] }[] {
  return message.split('\n').flatMap((line) => {
    const [, asked, ways] = offer.exec(line) ?? [];
    if (asked === undefined || ways === undefined) return [];
    const words = (way: string): string[] => way.match(/(?:[^\s']|'(?:[^']|'\\'')*')+/g) ?? [];
    return [{ asked, ways: ways.split(' | ').map((way) => words(way).map(unquoted)) }];
  });
}

const optionsIn = (words: readonly string[]): string[] =>
  words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*/s, ''));

/** An option that is already present is replaced. */
function withWay(before: readonly string[], way: readonly string[]): string[] {
  const anew = optionsIn(way);
  const kept = before.filter((word, i) => !anew.includes(word) && !anew.includes(before[i - 1] ?? ''));
  return [...kept, ...way];
}

type Cell = (i: number) => string;
const table = (x: Cell, v: Cell = (i) => `${(i * 3) % 7}.5`, rows = 60): string =>
  `x,v,class\n${Array.from({ length: rows }, (_, i) => `${x(i)},${v(i)},${'ab'[i % 2]}`).join('\n')}\n`;
const units: Cell = (i) => `${i} ${['years', 'months', 'kg'][i % 3]}`;
const some =
  (text: string, other: Cell = String): Cell =>
  (i) =>
    i % 9 ? other(i) : text;

const all = ['--missing', '--numbers', '--categories', '--leave-out'];
const cases: readonly (readonly [name: string, text: string, before: string, wanted: readonly string[]])[] = [
  ['units', table(units), '', all],
  ['units of some', table((i) => (i % 3 ? `${i} kg` : `${i}`)), '', all],
  ['a day', table(some('24 May')), '', all],
  ['bounds', table((i) => (i % 5 < 3 ? '<0.01' : `0.${i + 10}`)), '', all],
  ['infinity', table((i) => ['S', 'M', '42', '-inf'][i % 4]!), '', all],
  ['too large', table(some('1e999')), '', all],
  ['odd texts', table(some(`"it's, ""so"" |-x"`)), '', all],
  ['what looks like an option', table(some('-h')), '', all],
  ['a word that is a value', table(some('unknown')), '--not-missing unknown', all.slice(1)],
  ['an input alone', table(some('x?')), '--leave-out v', all.slice(0, 3)],
  ['what was decided before', table(some('x?'), some('y?')), '--numbers v --missing z?', all],
  [
    'an input of many values',
    table(
      some('x?', (i) => `${i / 3}`),
      String,
      1400,
    ),
    '',
    all.toSpliced(2, 1),
  ],
  ['a target', table((i) => units(i % 15)), '--target x', ['--missing', '--numbers', '--task']],
  [
    'a target with infinity',
    table(some('inf', (i) => `${i % 7}`)),
    '--target x --task regression',
    ['--missing', '--numbers', '--missing --task'],
  ],
  ['a target of one number', table(some('x?', () => '5.5')), '--target x', ['--task']],
  ['a target of one number and infinity', table(some('inf', () => '5.5')), '--target x', ['--target']],
  [
    'a target of many values',
    table(
      some('x?', (i) => `${i / 3}`),
      String,
      700,
    ),
    '--target x',
    ['--missing', '--numbers'],
  ],
];

describe('a refusal names options that work', () => {
  it.each(cases)('%s', async (_, text, typed, wanted) => {
    const before = typed === '' ? [] : typed.split(' ');
    const offers = offersIn((await refusedWith(text, before)) ?? '');
    expect(offers[0]?.ways.map((way) => optionsIn(way).join(' '))).toEqual(wanted);
    for (const { asked, ways } of offers)
      for (const way of ways.filter(([first]) => first !== 'another')) {
        const then = await refusedWith(text, withWay(before, way));
        // Others of the column's cells are still asked about where one was declared missing.
        if (optionsIn(way).join() === '--missing') {
          expect(then ?? 'For each, choose', way.join(' ')).toContain('For each, choose');
          expect(then ?? '', way.join(' ')).not.toContain(`${asked}:`);
        } else expect(then, way.join(' ')).toBeUndefined();
      }
  });

  it('also when the table itself is refused', async () => {
    const few = table((i) => ['low', 'high', '4.5', 'low', '2.5'][i % 5]!);
    const target = ['--target', 'x', '--task', 'regression'];
    expect(await refusedWith(few, target)).toContain(
      'Declare it as missing, choose classification, or choose another target.',
    );
    expect(await refusedWith(few, [...target, '--missing', 'low,high'])).toBeUndefined();
    expect(await refusedWith(few, [...target, '--numbers', 'x'])).toBeUndefined();
    expect(await refusedWith(few, ['--target', 'x', '--task', 'classification'])).toBeUndefined();
    // Too many categories and no number: neither points to the other.
    const texts = table((i) => `t${i}x`, String, 1400);
    expect(await refusedWith(texts, ['--categories', 'x'])).toMatch(/input of its own\. Leave it out\./);
    expect(await refusedWith(texts, ['--numbers', 'x'])).toMatch(/no other cell is one\. Leave it out\./);
    expect(await refusedWith(texts, ['--leave-out', 'x'])).toBeUndefined();
  });
});
