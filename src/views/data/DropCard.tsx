import { Upload } from 'lucide-react';
import { ChooseFiles } from '../parts/ChooseFiles';

/** Tells the user that files can be dropped anywhere in the window. */
export function DropCard() {
  return (
    <section className="drop-card" aria-label="Your own data">
      <Upload size={20} strokeWidth={1.75} aria-hidden="true" />
      <h2>Drop your own data anywhere</h2>
      <p>CSV or TSV, NPY, IDX, also .gz. Arrays of inputs and their labels: both files together.</p>
      <ChooseFiles className="small" name="Choose a file" />
    </section>
  );
}
