import { expect, it } from 'vitest';
import { parseOptions, readTrainOptions } from '../../cli/train/trainOptions';
import { fromQuery, toQuery } from '../files/link';
import { allChanged } from '../testSupport';
import { trainCommand } from './command';

/** Words of a command line, with single quotes. */
const words = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|\S+/g)].map(([word, inner]) => inner ?? word);

it('gives the experiment of the link', () => {
  const query = toQuery({ ...allChanged, backend: 'cpu' });
  const [npm, run, silent, lab, dashes, train, ...options] = words(trainCommand(query));
  expect([npm, run, silent, lab, dashes, train].join(' ')).toBe('npm run -s lab -- train');
  expect(readTrainOptions(parseOptions(options))?.experiment).toEqual(fromQuery(query).experiment);
});

it('quotes what a shell would change', () => {
  expect(trainCommand('dataset=own-a%20b%27s&rule=bp,dfa&seed=0-2')).toBe(
    "npm run -s lab -- train --dataset 'own-a b'\\''s' --rule bp,dfa --seed 0-2",
  );
});
