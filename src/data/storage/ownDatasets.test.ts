import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../experiment/defaults';
import { fromQuery } from '../../experiment/files/link';
import { datasets } from '../index';
import { addOwnDataset, datasetInfo, findDataset, ownId, ownParts } from './ownDatasets';

const info = (name: string, id: string, checksum?: string) => ({
  ...datasets.moons,
  id,
  name,
  ...(checksum === undefined ? {} : { checksum }),
});
addOwnDataset(info('Iris', 'own-iris-aaaaaaaaaaaa', 'aaaaaaaaaaaa'));
addOwnDataset(info('Old', 'own-old', 'bbbbbbbbbbbb'));
addOwnDataset(info('Unread', 'own-unread'));

describe('ids of own data sets', () => {
  it('combine the file’s name and the content’s checksum', () => {
    const id = ownId('Iris (2).CSV.gz', '1a2b3c4d5e6f');
    expect(id).toBe('own-iris-2-1a2b3c4d5e6f');
    expect(ownParts(id)).toEqual({ name: 'iris-2', checksum: '1a2b3c4d5e6f' });
    expect(ownId('花.csv', '1a2b3c4d5e6f')).toBe('own-data-1a2b3c4d5e6f');
    expect(ownParts('own-iris-2')).toEqual({ name: 'iris-2', checksum: undefined });
  });

  it('lead to the same content under any name, and to nothing else', () => {
    expect(findDataset('own-iris-aaaaaaaaaaaa')?.name).toBe('Iris');
    expect(findDataset('own-flowers-aaaaaaaaaaaa')?.name).toBe('Iris');
    expect(findDataset('own-iris-bbbbbbbbbbbb')?.name).toBe('Old');
    expect(findDataset('own-old')?.name).toBe('Old');
    for (const id of [
      'own-iris',
      'own-iris-cccccccccccc',
      'own-',
      'aaaaaaaaaaaa',
      'iris-aaaaaaaaaaaa',
      '__proto__',
    ])
      expect(findDataset(id)).toBeUndefined();
    expect(datasetInfo('own-flowers-aaaaaaaaaaaa')).toBeUndefined();
  });
});

describe('a link', () => {
  const open = (id: string) => fromQuery(`dataset=${id}&seed=7`);

  it('finds its data by content', () => {
    expect(open('own-flowers-aaaaaaaaaaaa')).toEqual({
      experiment: { ...defaultExperiment('own-iris-aaaaaaaaaaaa'), seeds: [7] },
      problems: [],
    });
  });

  it.each([
    [
      'own-roses-cccccccccccc',
      'from a file “roses”, and its content has the checksum cccccccccccc. Import that file',
    ],
    [
      'own-iris-cccccccccccc',
      '“Iris” (own-iris-aaaaaaaaaaaa) has the same name but other content: the checksum cccccccccccc is asked for, and it has aaaaaaaaaaaa. Import the right file',
    ],
    [
      'own-iris',
      '“Iris” (own-iris-aaaaaaaaaaaa) has the same name; whether it has the same content is not known',
    ],
    [
      'own-unread-cccccccccccc',
      '“Unread” (own-unread) has the same name; whether it has the same content is not known',
    ],
    ['own-roses', 'Open its file on the Data page, or choose another.'],
  ])('to %s, which is missing, never silently trains on other data', (id, text) => {
    const { experiment, problems } = open(id);
    expect(experiment).toEqual({ ...defaultExperiment(), seeds: [7] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`Data set: “${id}” is an imported data set that is not on this computer`);
    expect(problems[0]).toContain(text);
  });
});
