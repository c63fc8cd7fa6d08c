import { ChevronDown } from 'lucide-react';
import { milliseconds, twoDigits } from '../../core/format';
import { backends } from '../../core/run/backends';
import type { Measured } from '../../store/run/backend';
import { useLab } from '../labContext';

function MeasuredRow({ one }: { one: Measured }) {
  const test =
    one.difference === undefined
      ? undefined
      : `self-test: one step differs from the reference by ${twoDigits(one.difference)}`;
  return (
    <div className="measured">
      <dt>{backends[one.backend].name}</dt>
      <dd className="num">
        {one.msPerStep === undefined ? 'not measured' : `${milliseconds(one.msPerStep)} per step`}
      </dd>
      {one.ownMsPerStep !== undefined && (
        <dd className="quiet">{`your network, batch and data: ${milliseconds(one.ownMsPerStep)} per step`}</dd>
      )}
      {(one.note ?? test) && <dd className="quiet">{[one.note, test].filter(Boolean).join('; ')}</dd>}
    </div>
  );
}

/** What browsers keep for https and localhost, and what the lab does instead. */
function PlainHttp() {
  if (isSecureContext) return null;
  return (
    <div className="plain-http">
      <p>
        Opened over plain http. Browsers keep the following for https and localhost; everything works on
        WebAssembly without it:
      </p>
      <ul>
        <li>WebGPU: training does not use the graphics card.</li>
        <li>Shared memory: each algorithm has its own copy of the data.</li>
        <li>The clipboard: what you copy is shown, selected, to be copied by hand.</li>
        <li>Persistent storage: when its disk is full, the browser may delete imported data.</li>
        <li>Web Locks: a worker that the browser closes is noticed later.</li>
      </ul>
    </div>
  );
}

/** The backend in use, why it was chosen, and its self-test. */
export function BackendBadge() {
  const lab = useLab();
  const { measuring, choice, problem } = lab.backend.useBackend();
  const running = lab.runs.useRuns((state) => state.phase === 'running' || state.phase === 'preparing');
  const inRun = lab.runs.useRuns((state) => state.backend);
  const backend = inRun ?? choice?.backend;
  const name = backend ? backends[backend].name : measuring ? 'Measuring' : 'No backend';
  const speed =
    choice?.msPerStep !== undefined && choice.backend === backend
      ? milliseconds(choice.msPerStep)
      : undefined;
  const state = problem !== undefined ? 'bad' : backend ? 'ok' : 'wait';
  const label = `Backend: ${name}${speed ? `, ${speed} per step of the test` : ''}. Show why`;
  return (
    <>
      <button
        type="button"
        className="badge"
        popoverTarget="backend-popover"
        aria-label={label}
        title={label}
      >
        <span className={`dot ${state}`} />
        <span className="badge-name">{name}</span>
        {speed && <span className="badge-speed num"> · {speed}/step</span>}
        <ChevronDown size={13} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <section id="backend-popover" popover="auto" className="popover" aria-label="Backend, why">
        <h2>{name}</h2>
        <p>{problem ?? choice?.reason ?? 'A short test of real training steps is running.'}</p>
        <dl>
          {choice?.measured.map((one) => (
            <MeasuredRow key={one.backend} one={one} />
          ))}
        </dl>
        <p className="quiet">
          Test step: F³-Error, 784–500–10, batch of 50. Times differ for other networks.
        </p>
        <PlainHttp />
        <div className="banner-actions">
          <button
            type="button"
            className="button small"
            disabled={measuring || running}
            onClick={() => void lab.backend.measureAgain()}
          >
            {measuring ? 'Measuring' : 'Measure again'}
          </button>
          {running && <span className="quiet">Pause first: training would disturb the test.</span>}
        </div>
      </section>
    </>
  );
}
