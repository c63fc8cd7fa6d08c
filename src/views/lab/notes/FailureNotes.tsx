import { useState } from 'react';
import { type BackendId, backends } from '../../../core/run/backends';
import type { RunId } from '../../../core/run/spec';
import { wholeEpochs } from '../../../core/trainer/epochSteps';
import { copyText } from '../../../store/page/copying';
import type { Note } from '../../../store/run/runs';
import { useLab } from '../../labContext';
import { againText, failureText } from './failureText';
import { othersContinue } from './othersContinue';

interface Props {
  readonly note: Note;
}

/** Copies the raw error message, which the note leaves out. */
function CopyDetails({ details }: { readonly details: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> =>
    setCopied(await copyText('the details', `${details}\n${navigator.userAgent}`));
  return (
    <button type="button" className="button small" onClick={() => void copy()}>
      {copied ? 'Copied' : 'Copy details'}
    </button>
  );
}

/** All runs with the same device, memory or server failure, which restart together. */
function useCompanions(note: Note): readonly RunId[] {
  const lab = useLab();
  const { notes, backend } = lab.runs.useRuns();
  const kind = note.failure?.kind;
  const shares =
    kind === 'device-lost' || kind === 'not-loaded' || (kind === 'out-of-memory' && backend === 'webgpu');
  if (!shares) return [note.run];
  return notes.filter(({ failure }) => failure?.kind === kind).map(({ run }) => run);
}

function Again({ note, backend }: Props & { readonly backend: BackendId }) {
  const lab = useLab();
  const together = useCompanions(note);
  const kind = note.failure?.kind;
  const who = together.length === 1 ? lab.names.nameOf(note.run).name : `all ${together.length}`;
  const button = (on: BackendId, text: string, primary: boolean) => (
    <button
      type="button"
      className={`button small ${primary ? 'primary' : ''}`}
      title={againText(on !== backend, lab.runs.isKept())}
      onClick={() => lab.actions.restartRuns(together, on)}
    >
      {text}
    </button>
  );
  if (backend === 'webgpu' && kind !== 'not-loaded')
    return (
      <>
        {button('wasm', `Start ${who} with ${backends.wasm.name}`, true)}
        {button('webgpu', `Try ${backends.webgpu.name} again`, false)}
      </>
    );
  return button(backend, `Start ${who} again`, true);
}

/** A worker that failed or was closed: what is kept, and what to do. */
export function Failed({ note }: Props) {
  const lab = useLab();
  const { alive, backend, experiment } = lab.runs.useRuns();
  const together = useCompanions(note);
  const series = lab.series.record().get(note.run);
  const started = series !== undefined && series.step > 0;
  const begun = started ? wholeEpochs(series, note.step) + 1 : undefined;
  const epoch = begun && Math.min(begun, experiment?.epochs ?? begun);
  const failure = note.failure ?? { kind: 'broke', details: '' };
  const name = together.length === 1 ? lab.names.nameOf(note.run).name : `${together.length} networks`;
  const { title, text } = failureText(name, failure, epoch, series?.epochs.length ?? 0, together.length > 1);
  const restarts = alive && backend !== undefined && failure.kind !== 'refused';
  return (
    <>
      <h2>{title}</h2>
      <p>
        {text}
        {othersContinue(lab, note)} {restarts && againText(backend === 'webgpu', lab.runs.isKept())}
      </p>
      <div className="banner-actions">
        {restarts && <Again note={note} backend={backend} />}
        <button
          type="button"
          className="button small"
          onClick={() => {
            for (const run of together) lab.runs.removeNote(run);
          }}
        >
          Dismiss
        </button>
        {failure.kind !== 'refused' && <CopyDetails details={failure.details} />}
      </div>
    </>
  );
}

/** A worker that has not answered for long: the user decides whether to wait. */
export function Silent({ note }: Props) {
  const lab = useLab();
  const { name } = lab.names.nameOf(note.run);
  return (
    <>
      <h2>{name} has not answered for a while.</h2>
      <p>
        It may be busy with a long step, or it may have hung.{othersContinue(lab, note)} If you stop it, its
        curves and results stay; its network goes.
      </p>
      <div className="banner-actions">
        <button type="button" className="button primary small" onClick={() => lab.actions.waitFor(note.run)}>
          Wait
        </button>
        <button type="button" className="button small" onClick={() => lab.actions.endRun(note.run)}>
          Stop {name}
        </button>
      </div>
    </>
  );
}
