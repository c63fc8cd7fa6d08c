import { page } from '../app/page/page';
import { type ExplainFigure, explainFigure } from './explain/figures';
import { labKeys } from './keys';
import { LabPage } from './LabPage';
import { CopyLink } from './run/CopyLink';
import { TrainingDot } from './run/TrainingDot';

/** `#lab/needs` opens a figure of Explain. */
function readFigure(rest: readonly string[]): { figure: ExplainFigure | undefined } | undefined {
  const figure = explainFigure(rest[0]);
  return rest.length > 1 || (rest.length === 1 && !figure) ? undefined : { figure };
}

export const labPage = page({
  id: 'lab',
  title: 'Lab',
  key: 'l',
  main: { id: 'charts', name: 'the charts' },
  keys: labKeys,
  TabStatus: TrainingDot,
  PhoneTool: CopyLink,
  read: readFigure,
  from: { here: LabPage },
});
