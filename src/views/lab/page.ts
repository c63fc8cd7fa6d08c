import { noParts, page } from '../app/page/page';
import { CopyLink } from './CopyLink';
import { labKeys } from './keys';
import { LabPage } from './LabPage';
import { TrainingDot } from './TrainingDot';

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
