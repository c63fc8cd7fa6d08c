import { createContext, type RefObject, use, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Ends } from '../../../../core/blocks/chain';
import { endsOf } from '../../../../data/spec';
import { datasetChoice } from '../../../../store/settings/choices';
import { createEditing, type SettingsEditing } from '../../../../store/settings/editing';
import type { Layers } from '../../../../store/settings/layers';
import { useLab } from '../../../labContext';

/** Controls of a row that can have the focus: its first option, or a button. */
export type Control = 'option' | 'up' | 'down' | 'duplicate' | 'remove';

/** What has the focus after a change: a control of the layer at this place, or "Add layer" where there is none. */
export interface Target {
  readonly place: number;
  readonly control: Control;
}

export interface Editor {
  readonly editing: SettingsEditing;
  /** @param said announced to screen readers */
  readonly change: (act: (layers: Layers, ends: Ends) => Layers, said: string, target?: Target) => void;
  readonly typeOption: (place: number, row: number, name: string, text: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly say: (text: string) => void;
}

export const EditorContext = createContext<Editor | undefined>(undefined);

export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (!editor) throw new Error('Rows of layers need an editor around them.');
  return editor;
}

const opposite: Partial<Record<Control, Control>> = { up: 'down', down: 'up' };

function focusOn(body: HTMLElement, { place, control }: Target): void {
  const rows = body.querySelectorAll('[data-layer]');
  const row = rows[Math.min(place, rows.length - 1)];
  const find = (one: Control | undefined) =>
    row?.querySelector<HTMLElement>(
      one === 'option' ? '.layer-option input' : `[data-control="${one}"]:not(:disabled)`,
    );
  const found =
    find(control) ?? find(opposite[control]) ?? body.querySelector<HTMLElement>('[data-control="add"]');
  found?.focus();
  if (found instanceof HTMLInputElement) found.select();
}

/** The focus goes where it was sent; what had it and is gone leaves it to "Add layer". */
function useFocus(body: RefObject<HTMLElement | null>) {
  const target = useRef<Target>(undefined);
  useLayoutEffect(() => {
    const place = target.current;
    target.current = undefined;
    if (!body.current) return;
    if (place) focusOn(body.current, place);
    else if (document.activeElement === document.body)
      body.current.querySelector<HTMLElement>('[data-control="add"]')?.focus();
  });
  return target;
}

/** The last announcement. The number tells two of the same text apart. */
export interface Said {
  readonly text: string;
  readonly n: number;
}

/** Changes of the layers while the editor is open, and afterwards the page's Undo for all of them. */
export function useLayerEditor(body: RefObject<HTMLElement | null>) {
  const { settings } = useLab();
  const [editing] = useState(() => createEditing(settings));
  const [said, setSaid] = useState<Said>({ text: '', n: 0 });
  const target = useFocus(body);
  useEffect(() => {
    editing.begin();
    return () => editing.end('The network was changed.');
  }, [editing]);
  const [editor] = useState<Editor>(() => {
    const say = (text: string): void => setSaid(({ n }) => ({ text, n: n + 1 }));
    return {
      editing,
      change: (act, text, to) => {
        editing.edit(() => {
          const { draft, rows } = settings.useSettings.getState();
          const ends = endsOf(datasetChoice(draft.dataset));
          settings.setLayers(act({ hidden: draft.hidden, rows }, ends));
        });
        target.current = to;
        say(text);
      },
      typeOption: (place, row, name, text) =>
        editing.edit(() => settings.setLayerOption(place, name, text), `${row}.${name}`),
      undo: () => say(editing.undo() ? 'Undone.' : 'There is nothing to undo.'),
      redo: () => say(editing.redo() ? 'Done again.' : 'There is nothing to redo.'),
      say,
    };
  });
  return { editor, said };
}
