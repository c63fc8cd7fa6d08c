import { TriangleAlert } from 'lucide-react';
import type { ImportNote } from '../../data/import/table';
import { type Importing, useImporting } from '../../store/importing';
import { count } from '../format';
import { amountText, bytesText } from '../parts/amounts';
import { ChooseFiles } from '../parts/ChooseFiles';
import { Coded } from '../parts/Coded';
import { ImageTiles } from './ImageTiles';
import { ImportColumns } from './ImportColumns';
import { ImportRows } from './ImportRows';

/** The file, its size, and what is in it. */
function FileLine({ files, profile }: Importing) {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const inside = profile && [
    `${count(profile.rows)} ${profile.image ? 'images' : 'rows'}`,
    profile.columns.length > 0 ? `${count(profile.columns.length)} columns` : '',
    profile.image ? `${profile.image.width} × ${profile.image.height}` : '',
  ];
  return (
    <p className="import-file">
      <span className="mono">{files.map(({ name }) => name).join(', ')}</span>
      <span className="num">
        {' · '}
        {[bytesText(bytes), inside?.filter(Boolean).join(', ')].filter(Boolean).join(' · ')}
      </span>
    </p>
  );
}

function Reading({ progress: { done, total } }: Importing) {
  return (
    <div className="import-reading">
      <progress
        value={total > 0 ? done : undefined}
        max={total || 1}
        aria-label="Reading the file"
        aria-valuetext={amountText(done, total)}
      />
      <span className="quiet num">{total > 0 ? amountText(done, total) : 'Reading'}</span>
    </div>
  );
}

function ProblemBox({ problem }: Importing) {
  if (!problem) return null;
  return (
    <section className="import-box bad" role="alert" aria-label={problem.title}>
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <h3>{problem.title}</h3>
        <Coded text={problem.detail} />
        <ChooseFiles className="small" name="Choose another file" />
      </div>
    </section>
  );
}

function noteText({ row, column, text }: ImportNote) {
  const where = [row !== undefined && `row ${count(row)}`, column !== undefined && `column ${column}`];
  const named = where.filter(Boolean).join(', ');
  return named === '' ? text : `${named.charAt(0).toUpperCase()}${named.slice(1)}: ${text}`;
}

function Notes({ profile }: Importing) {
  if (!profile || profile.notes.length === 0) return null;
  return (
    <section className="import-box warn" aria-label="Notes">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <ul>
        {profile.notes.map((note) => (
          <li key={noteText(note)}>{noteText(note)}</li>
        ))}
      </ul>
    </section>
  );
}

/** A table may have two thousand columns; the first ones tell enough. */
const SHOWN = 12;

function FirstRows({ profile }: Importing) {
  if (!profile || profile.firstRows.length === 0) return null;
  const head = profile.columns.slice(0, SHOWN);
  return (
    <div className="import-part">
      <h3 id="first-rows">First rows</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keys. */}
      <section className="first-rows" aria-labelledby="first-rows" tabIndex={0}>
        <table>
          {head.length > 0 && (
            <thead>
              <tr>
                {head.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {profile.firstRows.map((row, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name than its place.
              <tr key={place}>
                {row.slice(0, SHOWN).map((cell, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: nor has a cell.
                  <td key={i}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function FirstImages({ profile }: Importing) {
  if (!profile?.image || !profile.pixels) return null;
  const shape = { ...profile.image, channels: 1 } as const;
  const images = Math.floor(profile.pixels.length / (shape.height * shape.width));
  return (
    <section aria-labelledby="first-images">
      <h3 id="first-images">First images</h3>
      <ImageTiles pixels={profile.pixels} count={Math.min(14, images)} shape={shape} />
    </section>
  );
}

export function ImportBody() {
  const state = useImporting();
  return (
    <div className="import-body">
      <FileLine {...state} />
      {state.phase === 'reading' ? <Reading {...state} /> : <ProblemBox {...state} />}
      <ImportRows />
      <FirstImages {...state} />
      <ImportColumns />
      <Notes {...state} />
      <FirstRows {...state} />
    </div>
  );
}
