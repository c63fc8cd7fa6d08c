import { TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useBackend } from '../../store/backend';
import { datasetChoice, fileDataset } from '../../store/choices';
import { dismissFileProblem, useData, wantDataset } from '../../store/data';
import { takeAnyFiles } from '../../store/files';
import { returnToDataset, setChoice, setNotice, useSettings } from '../../store/settings';
import { OpenSettings } from './settings/SettingsFile';

interface BannerProps {
  title: string;
  kind: 'warn' | 'bad' | 'plain';
  onClose?: () => void;
  children: ReactNode;
}

function Banner({ title, kind, onClose, children }: BannerProps) {
  return (
    <section className={`banner ${kind}`} role={kind === 'plain' ? undefined : 'alert'} aria-label={title}>
      {kind !== 'plain' && <TriangleAlert size={18} strokeWidth={1.75} aria-hidden="true" />}
      <div className="banner-text">
        <h2>{title}</h2>
        {children}
      </div>
      {onClose && (
        <button type="button" className="icon-button" aria-label="Dismiss" title="Dismiss" onClick={onClose}>
          <X size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </section>
  );
}

/** Text whose `commands` stand between backticks. */
function Coded({ text }: { text: string }) {
  const parts = text.split('`');
  return <p>{parts.map((part, i) => (i % 2 === 1 ? <code key={part}>{part}</code> : part))}</p>;
}

function ChooseFiles() {
  return (
    <label className="button choose-files">
      Choose files
      <input
        type="file"
        multiple
        className="sr-only"
        onChange={(event) => void takeAnyFiles([...(event.target.files ?? [])])}
      />
    </label>
  );
}

function MissingData() {
  const id = useSettings((state) => state.draft.dataset);
  const state = useData(({ sets }) => sets[id]);
  const lastGood = useData((data) => data.lastGood);
  if (state?.phase !== 'problem') return null;
  const back = lastGood !== undefined && lastGood !== id ? lastGood : undefined;
  return (
    <Banner title={state.title} kind="warn">
      <Coded text={state.detail} />
      {id === fileDataset && <p>You can also drop the files anywhere on this page.</p>}
      <div className="banner-actions">
        <button type="button" className="button primary" onClick={() => void wantDataset(id)}>
          Try again
        </button>
        {id === fileDataset && <ChooseFiles />}
        {back !== undefined && (
          <button type="button" className="button" onClick={() => returnToDataset(back)}>
            Go back to {datasetChoice(back).name}
          </button>
        )}
      </div>
    </Banner>
  );
}

function BadFile() {
  const problem = useData((data) => data.fileProblem);
  const id = useSettings((state) => state.draft.dataset);
  const inUse = useData(({ sets }) => sets[id]?.phase === 'ready');
  if (!problem) return null;
  return (
    <Banner title={problem.title} kind="bad" onClose={dismissFileProblem}>
      <Coded text={problem.detail} />
      <div className="banner-actions">
        <ChooseFiles />
        {inUse && <span className="quiet">The data set you had before is still in use.</span>}
      </div>
    </Banner>
  );
}

function NoBackend() {
  const { problem, requested } = useBackend();
  if (problem === undefined) return null;
  return (
    <Banner title="This backend does not work here." kind="bad">
      <p>{problem}</p>
      {requested !== 'auto' && (
        <div className="banner-actions">
          <button type="button" className="button primary" onClick={() => setChoice('backend', 'auto')}>
            Choose automatically
          </button>
        </div>
      )}
    </Banner>
  );
}

/** A link or a file of settings that could not be opened as it is. */
function OpenedWithProblems() {
  const notice = useSettings((state) => state.notice);
  if (notice === undefined) return null;
  const { kind, title, problems } = notice;
  return (
    <Banner title={title} kind={kind} onClose={() => setNotice(undefined)}>
      {kind === 'bad' ? (
        <>
          <p>{problems.join(' ')}</p>
          <div className="banner-actions">
            <OpenSettings name="Choose another file" />
          </div>
        </>
      ) : (
        <>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
          <p className="quiet">Defaults are used in their place.</p>
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
      <BadFile />
    </>
  );
}
