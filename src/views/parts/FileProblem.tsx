import { dismissFileProblem, useData } from '../../store/data/data';
import { usePage } from '../../store/page/page';
import { useLab } from '../labContext';
import { Banner } from './Banner';
import { ChooseFiles } from './ChooseFiles';
import { Coded } from './Coded';

/** Reports dropped or chosen files that could not be used. */
export function FileProblem() {
  const lab = useLab();
  const problem = useData((data) => data.fileProblem);
  const id = lab.settings.useSettings((state) => state.draft.dataset);
  const inUse = useData(({ sets }) => sets[id]?.phase === 'ready');
  const inLab = usePage((state) => state.page === 'lab');
  if (!problem) return null;
  return (
    <Banner title={problem.title} kind="bad" onClose={dismissFileProblem}>
      <Coded text={problem.detail} />
      <div className="banner-actions">
        <ChooseFiles />
        {inUse && inLab && <span className="quiet">Settings and data set are as before.</span>}
      </div>
    </Banner>
  );
}
