/** Runs in a copy of the project to which `scripts/additions.test.ts` has added dummies. */
import { expect, it } from 'vitest';
import type { Experiment } from '../../src/core/run/spec';
import { defaultExperiment } from '../../src/experiment/defaults';
import { readExperimentFile, writeExperimentFile } from '../../src/experiment/files/file';
import { fromQuery, toQuery } from '../../src/experiment/files/link';
import { looks, lookTokens } from '../../src/figures/theme/looks';
import { placeIn } from '../../src/store/page/page';
import { helpRows, meantBy } from '../../src/views/app/page/keys';
import { figuresOf, tabsOf } from '../../src/views/lab/figures';
import { printedSettings } from '../../src/views/lab/print/printedSettings';
import { pages } from '../../src/views/pages';

const changes = {
  rules: ['bp', 'dummy'],
  measures: ['dummy'],
  hidden: [{ block: 'dummy', options: { units: 8 } }, 6],
  dummyWidth: 5,
  dummyMode: 'shared',
  dummySwitch: false,
};
const experiment = { ...defaultExperiment(), ...changes } as unknown as Experiment;

it('a setting has its default unless given', () => {
  expect(defaultExperiment()).toMatchObject({
    dummyWidth: 3,
    dummyMode: 'per-layer',
    dummySwitch: true,
  });
  expect(toQuery(defaultExperiment())).toBe('');
});

it('a link round-trips the additions', () => {
  const query = toQuery(experiment);
  for (const part of [
    'rule=bp,dummy',
    'measures=dummy',
    'hidden=dummy:8,6',
    'dummy-width=5',
    'dummy-mode=shared',
    'dummy-switch=no',
  ])
    expect(query.split('&')).toContain(part);
  expect(fromQuery(query)).toEqual({ experiment, problems: [] });
  expect(fromQuery('dummy-width=99').problems).toEqual([
    'Dummy width: “99” must be a whole number from 1 to 9.',
  ]);
});

it('a settings file round-trips them', () => {
  expect(readExperimentFile(writeExperimentFile(experiment))).toMatchObject({ experiment, problems: [] });
});

it('printed settings list them', () => {
  const printed = printedSettings(experiment);
  expect(printed).toContainEqual({ label: 'Dummy width', text: '5' });
  expect(printed).toContainEqual({ label: 'Dummy mode', text: 'Shared' });
  expect(printed).toContainEqual({ label: 'Dummy switch', text: 'no' });
  expect(printed).toContainEqual({ label: 'Measures', text: 'Dummy measure' });
  expect(printed).toContainEqual({ label: 'Hidden layers', text: 'dummy:8,6' });
});

it('the rule gets an unused colour, dash and marker', () => {
  const all = looks as Readonly<Record<string, (typeof looks)['bp']>>;
  expect(all.dummy).toBeDefined();
  const others = Object.keys(all).filter((id) => id !== 'dummy');
  for (const id of others) expect(all[id]?.dash).not.toBe(all.dummy?.dash);
  expect(lookTokens()).toContain(
    `--rule-dummy: light-dark(${all.dummy?.light.line}, ${all.dummy?.dark.line})`,
  );
});

it('the page has an address, a key and a row in the help', () => {
  const known = pages.map((one) => ({ ...one, main: one.main.id }));
  expect(placeIn('#dummy', known)).toEqual({ page: 'dummy', rest: [] });
  expect(placeIn('#dummy/1', known).problem).toContain('The Dummy page has no part');
  expect(meantBy('y', pages[0], pages)).toEqual({ to: 'dummy' });
  expect(helpRows(pages[0], pages)).toContainEqual(['Y', 'The Dummy page']);
});

it.each(['classification', 'regression'] as const)('the chart is listed for %s', (task) => {
  expect(figuresOf(task).some((one) => 'line' in one && one.line.title === 'Dummy chart')).toBe(true);
  expect(tabsOf(figuresOf(task))).toContain('Dummy');
});
