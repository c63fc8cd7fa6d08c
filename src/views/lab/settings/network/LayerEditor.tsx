import { Redo2, Undo2 } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { count } from '../../../../core/format';
import { endsOf } from '../../../../data/spec';
import { inputText, networkFacts } from '../../../../experiment/layerFacts';
import { datasetChoice } from '../../../../store/settings/choices';
import { useLab } from '../../../labContext';
import { AddLayer } from './AddLayer';
import { Facts } from './Facts';
import { LayerRow } from './LayerRow';
import { NetworkTotals } from './NetworkTotals';
import { PaperNetworks } from './PaperNetworks';
import { type Editor, EditorContext, useLayerEditor } from './useEditor';
import { useNetworkProblem } from './useNetworkProblem';
import './layers.css';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, or ⌘ on a Mac: in fields, too, whose texts are part of what is undone. */
function onKeys({ undo, redo }: Editor) {
  return (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  };
}

function History({ editor }: { editor: Editor }) {
  const past = editor.editing.useEditing((state) => state.past.length > 0);
  const future = editor.editing.useEditing((state) => state.future.length > 0);
  // Not `disabled`: the button would lose the focus with the last step.
  return (
    <div className="layers-tools">
      <button
        type="button"
        className="button small"
        title="Undo (Ctrl+Z)"
        aria-disabled={!past || undefined}
        onClick={editor.undo}
      >
        <Undo2 {...icon} />
        Undo
      </button>
      <button
        type="button"
        className="button small"
        title="Redo (Ctrl+Shift+Z)"
        aria-disabled={!future || undefined}
        onClick={editor.redo}
      >
        <Redo2 {...icon} />
        Redo
      </button>
    </div>
  );
}

function useNetwork() {
  const { settings } = useLab();
  const { dataset, hidden, bias } = settings.useSettings((state) => state.draft);
  const rows = settings.useSettings((state) => state.rows);
  const info = datasetChoice(dataset);
  const ends = useMemo(() => endsOf(info), [info]);
  const facts = useMemo(() => networkFacts(ends, hidden, bias), [ends, hidden, bias]);
  return { info, ends, hidden, rows, facts };
}

function LayerList() {
  const { info, ends, hidden, rows, facts } = useNetwork();
  const factsOf = (place: number) => {
    const { output, parameters, operations } = facts.layers[place] ?? {};
    return { output, parameters, operations };
  };
  return (
    <>
      <p className="layer-end">
        <span className="layer-end-name">Input</span>
        <span>{info.name}</span>
        <span className="num">{inputText(ends)}</span>
      </p>
      <ol className="layers" aria-label="Hidden layers, from the input on">
        {hidden.map((layer, place) => (
          <LayerRow
            key={rows[place]}
            {...{ row: rows[place] ?? place, place, layer, layers: hidden.length }}
            misfit={facts.misfit?.layer === place ? facts.misfit.problem : undefined}
            {...factsOf(place)}
          />
        ))}
      </ol>
      <AddLayer ends={ends} hidden={hidden} />
      <div className="layer-end">
        <span className="layer-end-name">Output</span>
        <span>{`Dense, ${count(info.outputs)}: fixed by the data set`}</span>
        <Facts {...factsOf(hidden.length)} />
      </div>
    </>
  );
}

function Foot({ onDone }: { onDone: () => void }) {
  const { facts } = useNetwork();
  const problem = useNetworkProblem();
  return (
    <div className="layers-foot">
      {problem !== undefined && !facts.misfit && <p className="layers-problem">{problem}</p>}
      <NetworkTotals />
      <button type="button" className="button primary" onClick={onDone}>
        Done
      </button>
    </div>
  );
}

/** The network, layer by layer: every change counts at once, as in the settings. */
export function LayerEditor({ onDone }: { onDone: () => void }) {
  const body = useRef<HTMLDivElement>(null);
  const { editor, said } = useLayerEditor(body);
  return (
    <EditorContext value={editor}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys for all controls inside. */}
      <div className="layer-editor" ref={body} onKeyDown={onKeys(editor)}>
        <History editor={editor} />
        <div className="layers-scroll">
          <PaperNetworks />
          <LayerList />
        </div>
        <Foot onDone={onDone} />
        <p className="sr-only" role="status">
          {/* A new element is announced even if its text is that of the last. */}
          <span key={said.n}>{said.text}</span>
        </p>
      </div>
    </EditorContext>
  );
}
