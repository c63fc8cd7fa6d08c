import { setShortcuts, usePreferences } from '../../store/page/preferences';
import { pages } from '../pages';
import { Dialog } from '../parts/Dialog';
import { PHONE, useMedia } from '../useMedia';
import { ForClass } from './forClass/ForClass';
import { helpRows } from './page/keys';
import type { Page } from './page/page';

interface Props {
  page: Page;
  open: boolean;
  onClose: () => void;
}

export function HelpDialog({ page, open, onClose }: Props) {
  const phone = useMedia(PHONE);
  const shortcuts = usePreferences((state) => state.shortcuts);
  return (
    <Dialog title="Help and keys" className="help" open={open} onClose={onClose}>
      <p>
        Every algorithm trains the same network, from the same weights, on the same batches. They differ in
        what a hidden layer is told about the error and by which path, and in the learning rate if it is set
        per algorithm.
      </p>
      <table className="keys">
        <tbody>
          {helpRows(page, pages).map(([key, what]) => (
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
      {phone && <ForClass />}
    </Dialog>
  );
}
