import { setShortcuts, usePreferences } from '../../store/page/preferences';
import { Dialog } from '../parts/Dialog';

const keys = [
  ['Space', 'Train, pause, resume (while no control has the focus)'],
  ['S', 'Step: one batch of every algorithm'],
  ['R', 'Reset: same seed, nothing trained'],
  ['N', 'New seed'],
  ['Ctrl Z', 'Undo: brings back what was cleared or removed, for ten seconds'],
  ['?', 'This list'],
  ['← →', 'In a chart: the point before, the point after; Home, End'],
] as const;

export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const shortcuts = usePreferences((state) => state.shortcuts);
  return (
    <Dialog title="Help and keys" className="help" open={open} onClose={onClose}>
      <p>
        Every algorithm trains the same network, from the same weights, on the same batches. They differ in
        what a hidden layer is told about the error, and by which way; and in the learning rate, where it is
        set for each.
      </p>
      <table className="keys">
        <tbody>
          {keys.map(([key, what]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="keys-switch">
        <input type="checkbox" checked={shortcuts} onChange={(event) => setShortcuts(event.target.checked)} />
        Single keys act
      </label>
      <p className="quiet">
        Everything is computed on this computer; nothing you open here leaves it. The address holds all
        settings: copy it to share an experiment. “Save settings” puts them into a file, for this page or the
        command line.
      </p>
    </Dialog>
  );
}
