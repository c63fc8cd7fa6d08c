/** How much of the gap between DRTP and BP F³-Error closes: both versions of the paper. */
import type { RuleId } from '../../../core/rules';
import type { Card, Row } from '../card';
import { reaches } from '../model/claims';
import type { Published } from '../paper';
import { v1, v1Gap, v1SgemmText } from '../v1';
import { v2, v2Error, v2Gap } from '../v2';

/** Points of the gap by which a measured share may differ. */
const NEAR = 0.1;

const gapRow = (id: 'mnist' | 'sgemm', published: Published): Row & { readonly published: Published } => {
  const source = id === 'mnist' ? 'mnist-accuracy' : 'sgemm';
  const runs = (rule: RuleId) => ({ source, rule }) as const;
  return {
    id,
    name: id === 'mnist' ? 'Gap closed, MNIST' : 'Gap closed, SGEMM',
    unit: 'gap',
    published,
    runs: runs('f3-error'),
    gap: { by: id === 'mnist' ? 'testAccuracy' : 'testLoss', bp: runs('bp'), drtp: runs('drtp') },
  };
};

const nearly = (text: string, { id, published }: ReturnType<typeof gapRow>) =>
  reaches(text, id, {
    low: published.value - NEAR,
    high: published.value + NEAR,
    how: 'Agrees within 10 points of the published share.',
  });

const v1Rows = { mnist: gapRow('mnist', v1Gap.mnist), sgemm: gapRow('sgemm', v1Gap.sgemm) };
const v2Rows = { mnist: gapRow('mnist', v2Gap.classification), sgemm: gapRow('sgemm', v2Gap.regression) };

export const figure2: Card = {
  id: 'v1-figure-2',
  title: 'The gap to backpropagation',
  paper: v1,
  where: 'section 4.4, on figure 2',
  about:
    'By how much F³-Error reduces the gap between DRTP and BP: of the means of the best epoch, accuracy on MNIST, loss on SGEMM. There is no share where BP and DRTP are within two standard deviations.',
  rows: [
    v1Rows.mnist,
    v1Rows.sgemm,
    {
      ...{ id: 'drtp', name: 'DRTP, SGEMM loss', unit: 'loss', published: v1SgemmText.drtp },
      runs: { source: 'sgemm', rule: 'drtp' },
    },
    {
      ...{ id: 'f3-error', name: 'F³-Error, SGEMM loss', unit: 'loss', published: v1SgemmText['f3-error'] },
      runs: { source: 'sgemm', rule: 'f3-error' },
    },
  ],
  claims: [
    nearly('F³-Error closes 54.9 % of the gap on MNIST.', v1Rows.mnist),
    nearly('F³-Error closes 96.9 % of the gap on SGEMM.', v1Rows.sgemm),
  ],
};

export const laterVersion: Card = {
  id: 'v2-abstract',
  title: 'The gap, in the later version',
  paper: v2,
  where: 'abstract, and a summary of its results',
  about:
    'The abstract gives the gap as “up to” 56 % for classification and 96 % for regression; a summary of the paper gives the errors as “about”. Its learning rate on MNIST is 0.00015; the runs here are those of the first version, at 0.001.',
  rows: [
    {
      ...{ id: 'f3-error', name: 'F³-Error, MNIST error', unit: 'error', published: v2Error['f3-error'] },
      runs: { source: 'mnist-accuracy', rule: 'f3-error' },
    },
    {
      ...{ id: 'drtp', name: 'DRTP, MNIST error', unit: 'error', published: v2Error.drtp },
      runs: { source: 'mnist-accuracy', rule: 'drtp' },
    },
    v2Rows.mnist,
    v2Rows.sgemm,
  ],
  claims: [
    nearly('F³ narrows the gap by up to 56 % for classification.', v2Rows.mnist),
    nearly('F³ narrows the gap by up to 96 % for regression.', v2Rows.sgemm),
  ],
};
