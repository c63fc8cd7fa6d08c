import { useLab } from '../../labContext';
import { Banner } from '../../parts/Banner';
import { FileProblem } from '../../parts/FileProblem';
import { StorageFull } from '../../parts/StorageFull';
import { OpenSettings } from '../settings/SettingsFile';
import { MissingData } from './MissingData';
import { NotKept } from './NotKept';

function NoBackend() {
  const lab = useLab();
  const { problem, requested } = lab.backend.useBackend();
  if (problem === undefined) return null;
  return (
    <Banner title="This backend does not work here." kind="bad">
      <p>{problem}</p>
      {requested !== 'auto' && (
        <div className="banner-actions">
          <button
            type="button"
            className="button primary"
            onClick={() => lab.settings.setChoice('backend', 'auto')}
          >
            Choose automatically
          </button>
        </div>
      )}
    </Banner>
  );
}

/** A link or settings file with problems. */
function OpenedWithProblems() {
  const lab = useLab();
  const notice = lab.settings.useSettings((state) => state.notice);
  if (notice === undefined) return null;
  const { kind, title, problems, notes = [] } = notice;
  return (
    <Banner title={title} kind={kind} onClose={() => lab.settings.setNotice(undefined)}>
      {kind === 'bad' ? (
        <>
          <p>{problems.join(' ')}</p>
          <div className="banner-actions">
            <OpenSettings name="Choose another file" />
          </div>
        </>
      ) : (
        <>
          {problems.length > 0 && (
            <>
              <ul>
                {problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
              <p className="quiet">Defaults are used instead.</p>
            </>
          )}
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </>
      )}
    </Banner>
  );
}

export function Banners() {
  return (
    <>
      <OpenedWithProblems />
      <NoBackend />
      <MissingData />
      <FileProblem />
      <StorageFull />
      <NotKept />
    </>
  );
}
