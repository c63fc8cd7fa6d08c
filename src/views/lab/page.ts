import { noParts, page } from '../app/page/page';
import { labKeys } from './keys';
import { LabPage } from './LabPage';
import { CopyLink } from './run/CopyLink';
import { TrainingDot } from './run/TrainingDot';

export const labPage = page({
  id: 'lab',
  title: 'Lab',
  key: 'l',
  main: { id: 'charts', name: 'the charts' },
  keys: labKeys,
  TabStatus: TrainingDot,
  PhoneTool: CopyLink,
  read: noParts,
  from: { here: LabPage },
});
