import { GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { differences } from '../../notebook/stats/group';
import { Dialog } from '../parts/Dialog';
import { Scrolled } from '../parts/Scrolled';
import type { Comparison } from './useCompare';

/** Only the settings that differ between the groups, a column for each group. */
export function Differences({ comparison: { groups } }: { comparison: Comparison }) {
  const [open, setOpen] = useState(false);
  const shown = groups.filter(({ isHidden }) => !isHidden);
  const firsts = shown.flatMap(({ runs }) => runs.slice(0, 1));
  const rows = open ? differences(firsts).filter(({ key }) => key !== 'seed') : [];
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        <GitCompareArrows size={16} strokeWidth={1.75} aria-hidden="true" />
        Differences
      </button>
      <Dialog
        title="Differences"
        className="compare-dialog compare-differences"
        open={open}
        onClose={() => setOpen(false)}
      >
        {rows.length === 0 ? (
          <p>The visible groups have the same settings.</p>
        ) : (
          <Scrolled name="Differences" className="differences-scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Setting</th>
                  {shown.map(({ key, name }) => (
                    <th key={key} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ key, name, texts }) => (
                  <tr key={key}>
                    <th scope="row">{name}</th>
                    {texts.map((text, place) => (
                      <td key={shown[place]?.key}>{text === '' ? 'none' : text}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolled>
        )}
      </Dialog>
    </>
  );
}
