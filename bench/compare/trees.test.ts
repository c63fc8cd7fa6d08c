import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { Problem } from '../../scripts/problem';
import { CONV_MNIST } from '../shapes';
import { checkShapes } from './trees';

const here = { name: 'here', folder: resolve('.'), remove: () => undefined };

it('tells which networks a version does not know, and which it does', async () => {
  await checkShapes(here, ['784-500-10', CONV_MNIST]);
  const asked = checkShapes(here, ['784-500-10', '1-1']);
  await expect(asked).rejects.toThrow('“here” does not know 1-1. Choose with --shape from 784-500-10, ');
  await expect(asked).rejects.toThrow(Problem);
  const nowhere = checkShapes({ ...here, folder: resolve('src') }, []);
  await expect(nowhere).rejects.toThrow('“here” has no bench/shapes.ts');
});
