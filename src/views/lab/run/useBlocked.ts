import { isOwnId } from '../../../data/storage/ownDatasets';
import { useData } from '../../../store/data/data';
import { datasetChoice } from '../../../store/settings/choices';
import { firstProblem } from '../../../store/settings/settings';
import { useLab } from '../../labContext';

/** Why training is not possible; undefined if it is. */
export function useBlocked(): string | undefined {
  const lab = useLab();
  const id = lab.settings.useSettings((state) => state.draft.dataset);
  const requested = lab.settings.useSettings((state) => state.draft.backend);
  const setting = lab.settings.useSettings(firstProblem);
  const missing = useData(({ sets }) => sets[id]?.phase === 'problem');
  const backend = lab.backend.useBackend(
    (state) => state.problem !== undefined && state.requested === requested,
  );
  if (setting !== undefined) return setting;
  if (missing) return `${datasetChoice(id).name} is not ${isOwnId(id) ? 'on this computer' : 'here yet'}.`;
  return backend ? 'The chosen backend does not work here.' : undefined;
}
