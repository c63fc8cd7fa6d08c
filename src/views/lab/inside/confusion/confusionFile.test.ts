import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { filesOf } from '../../../../figures/file/svg';
import { nodesOf, textOf } from '../../../../figures/file/testSupport';
import { confusionDrawing } from './confusionFile';
import { confusionOf, confusionRows } from './confusionModel';
import { classWords } from './confusionNumbers';

const counts = Uint32Array.of(50, 0, 3, 1, 60, 0, 0, 7, 40);
const choice = { outputs: 3, testSize: 161, classNames: ['a & b', 'mat', 'hat'] };
const confusion = confusionOf(counts);
const words = classWords(choice);
const { svg, csv } = filesOf(
  {
    title: 'Confusion matrix',
    caption: 'Predictions by class.',
    draw: () => confusionDrawing(choice, confusion, words),
    rows: () => confusionRows(confusion, words.name),
  },
  { markup: renderToStaticMarkup, variable: () => '#123456' },
);

it('is exported with all counts, as numbers and in their cells', () => {
  const lines = csv.trimEnd().split('\n');
  expect(lines[0]).toBe('true class \\ predicted,a & b,mat,hat');
  expect(lines.slice(1).flatMap((line) => line.split(',').slice(1).map(Number))).toEqual([...counts]);
  const nodes = nodesOf(svg);
  const texts = nodes.filter(({ name }) => name === 'text');
  const all = texts.map(textOf);
  for (const n of counts) if (n > 0) expect(all).toContain(String(n));
  expect(all).toEqual(expect.arrayContaining(['a & b', 'mat', 'hat']));
  // Recall of each row, in percent.
  expect(all).toEqual(expect.arrayContaining(['94.3', '98.4', '85.1']));
  const cells = nodes.filter(({ name, attributes }) => name === 'rect' && attributes.x !== undefined);
  expect(cells).toHaveLength(counts.filter((n) => n > 0).length);
});
