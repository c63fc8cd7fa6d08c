import { here, threadsText } from '../../../../store/run/threads';
import { useLab } from '../../../labContext';
import '../cautions.css';

/** How the number of threads suits this computer, or why this page cannot have them. */
export function ThreadsNote() {
  const lab = useLab();
  const draft = lab.settings.useSettings((state) => state.draft);
  // Automatic stands for the backend that it chose.
  const backend = lab.backend.useBackend(({ choice }) => choice?.backend) ?? draft.backend;
  const text = threadsText({ ...draft, backend }, here());
  if (text === undefined) return null;
  return (
    <div className="caution" role="note">
      <p>{text}</p>
    </div>
  );
}
