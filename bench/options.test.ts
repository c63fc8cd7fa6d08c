import { expect, it } from 'vitest';
import { UsageError } from '../src/cli/usage';
import { ruleIds } from '../src/core/rules';
import { readOptions } from './options';
import { CONV_MNIST, shapes } from './shapes';

it('runs everything without options', () => {
  expect(readOptions([])).toEqual({
    json: false,
    quick: false,
    record: false,
    shapes,
    backends: undefined,
    environments: ['chromium', 'node'],
    rules: ruleIds,
    parts: ['steps', 'epoch', 'page', 'class', 'lessons', 'notebook', 'memory', 'threads', 'pipeline', 'map'],
    windowSeconds: 20,
  });
});

it('selects shapes and backends, and then times only steps', () => {
  const options = readOptions(['--shape', '784-64x100-10, 784-500-10', '--backend', 'wasm,cpu', '--json']);
  expect(options?.shapes.map(({ id, batch }) => [id, batch])).toEqual([
    ['784-64×100-10', 50],
    ['784-500-10', 50],
  ]);
  expect(readOptions(['--shape', CONV_MNIST])?.shapes).toEqual([{ id: CONV_MNIST, batch: 60 }]);
  expect(options?.backends).toEqual(['wasm', 'cpu']);
  expect(options?.parts).toEqual(['steps']);
  expect(readOptions(['--rule', 'bp', '--part', 'epoch'])?.parts).toEqual(['epoch']);
  expect(readOptions(['--part', 'map', '--record'])).toMatchObject({ parts: ['map'], record: true });
  expect(readOptions(['--help'])).toBeUndefined();
});

it('names the option, the value and the way out', () => {
  const problem = (...args: string[]): string => {
    try {
      readOptions(args);
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      return (error as Error).message;
    }
    return '';
  };
  expect(problem('--backend', 'webgl')).toBe(
    '--backend: “webgl” is not known. Choose from webgpu, wasm, wasm-fma, cpu, comma-separated.',
  );
  expect(problem('--shape', '784-500-10,3-3')).toContain(
    '--shape: “3-3” is not known. Choose from 784-500-10',
  );
  expect(problem('--seconds', '0')).toContain('--seconds: “0” is not a number from 1 to 600');
  expect(problem('--shapes', 'a')).toContain('--shapes');
});
