import { useEffect, useState } from 'react';
import { takeAnyFiles, useTaking } from '../../store/data/files';
import { useLasting } from '../useLasting';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Shown while dropped files are examined: large ones must be read to the end first. */
function Taking() {
  const names = useTaking((state) => state.names);
  const shown = useLasting(names.length > 0);
  const what = names.length === 1 ? `“${names[0]}”` : `${names.length} files`;
  return (
    <div className="taking" role="status">
      {shown && <p>Looking at {what}</p>}
    </div>
  );
}

/** Drop target that covers the whole window. */
export function DropOverlay() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void takeAnyFiles([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragover', onDragOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onDragOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, []);
  if (!over) return <Taking />;
  return (
    <div className="drop">
      <div>
        <h2>Drop files to open them</h2>
        <p>Your own data: CSV or TSV, NPY, IDX. The files of a public data set. Saved settings.</p>
        <p className="quiet">Nothing you open here leaves this computer.</p>
      </div>
    </div>
  );
}
