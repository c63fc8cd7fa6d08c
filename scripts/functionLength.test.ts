/** Limits functions of the engine to 40 lines, including signature and closing brace. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const core = join(import.meta.dirname, '../src/core');
const MOST_LINES = 40;

/** Functions over the limit, with line and length. */
function tooLong(path: string, code: string): string[] {
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest);
  const lineAt = (place: number): number => file.getLineAndCharacterOfPosition(place).line + 1;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const first = lineAt(node.getStart(file));
      const lines = lineAt(node.end) - first + 1;
      if (lines > MOST_LINES) found.push(`${path}:${first} has ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

it('no function of the engine is longer', () => {
  const paths = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !/(\.test|testSupport)\.ts$/.test(path),
  );
  expect(paths.length).toBeGreaterThan(100);
  expect(paths.flatMap((path) => tooLong(path, readFileSync(join(core, path), 'utf8')))).toEqual([]);
});

it('counts declarations, methods and arrow functions, nested ones too', () => {
  const body = (lines: number) => `{\n${'  x;\n'.repeat(lines - 2)}}`;
  expect(tooLong('a.ts', `function f() ${body(40)}`)).toEqual([]);
  expect(tooLong('a.ts', `\nfunction f() ${body(41)}`)).toEqual(['a.ts:2 has 41 lines']);
  expect(tooLong('a.ts', `const o = { m() ${body(41)} };`)).toEqual(['a.ts:1 has 41 lines']);
  expect(tooLong('a.ts', `const f = () => ${body(41)};`)).toEqual(['a.ts:1 has 41 lines']);
  expect(tooLong('a.ts', `function f() {\nreturn () => ${body(41)};\n}`)).toHaveLength(2);
});
