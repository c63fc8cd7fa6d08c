import { TriangleAlert } from 'lucide-react';
import { bytesOf, bytesText, count } from '../../../core/format';
import { readingLines } from '../../../data/import/readingLines';
import type { ImportNote } from '../../../data/import/table/table';
import { type Importing, questionsOf, useImporting } from '../../../store/data/importing';
import { ChooseFiles } from '../../parts/ChooseFiles';
import { Coded } from '../../parts/Coded';
import { ImageTiles } from '../samples/ImageTiles';
import { RowsTable } from '../samples/RowsTable';
import { imageLine, imagesIn } from '../texts';
import { ImportColumns } from './ImportColumns';
import { ImportQuestions } from './ImportQuestions';
import { ImportRows } from './ImportRows';

/** File name, size and contents. */
function FileLine({ files, profile }: Importing) {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const inside = profile && [
    `${count(profile.rows)} ${profile.image ? 'images' : 'rows'}`,
    profile.columns.length > 0 ? `${count(profile.columns.length)} columns` : '',
    profile.image ? imageLine(profile.image) : '',
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

/** When the file is reread, the bar overlays the previous result, so that nothing moves. */
function Reading({ progress: { done, total }, profile, problem }: Importing) {
  const again = profile !== undefined || problem !== undefined;
  return (
    <div className={again ? 'import-again' : 'import-reading'}>
      <progress
        value={total > 0 ? done : undefined}
        max={total || 1}
        aria-label="Reading the file"
        aria-valuetext={bytesOf(done, total)}
      />
      {!again && <span className="quiet num">{total > 0 ? bytesOf(done, total) : 'Reading'}</span>}
    </div>
  );
}

/** Hidden while questions ask about the same problem. */
function ProblemBox(state: Importing) {
  const { problem, unread } = state;
  if (!problem || (!unread && questionsOf(state).length > 0)) return null;
  return (
    <section className="import-box bad" role="alert" aria-label={problem.title}>
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <h3>{problem.title}</h3>
        <Coded text={problem.detail} />
        {unread && <ChooseFiles className="small" name="Choose another file" />}
      </div>
    </section>
  );
}

function noteText({ row, column, text }: ImportNote) {
  const where = [row !== undefined && `row ${count(row)}`, column !== undefined && `column ${column}`];
  const named = where.filter(Boolean).join(', ');
  return named === '' ? text : `${named.charAt(0).toUpperCase()}${named.slice(1)}: ${text}`;
}

/** Notes for the current choices; if those are invalid, for the suggested ones. */
function Notes({ profile, outcome }: Importing) {
  const notes = outcome?.notes ?? profile?.notes ?? [];
  if (notes.length === 0) return null;
  return (
    <section className="import-box warn" aria-label="Notes">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <ul>
        {notes.map((note) => (
          <li key={noteText(note)}>{noteText(note)}</li>
        ))}
      </ul>
    </section>
  );
}

/** Summary of how the file was read. */
function ReadingLine({ profile, choices }: Importing) {
  if (!profile || !choices) return null;
  return (
    <ul className="import-understood" aria-label="How the file was read">
      {readingLines(profile, choices).map(({ what, text }) => (
        <li key={what}>
          <span className="quiet">{what}</span> {text}
        </li>
      ))}
    </ul>
  );
}

/** Columns shown; a table may have two thousand. */
const SHOWN = 12;

function FirstRows({ profile }: Importing) {
  if (!profile || profile.firstRows.length === 0) return null;
  return (
    <div className="import-part">
      <h3 id="first-rows">First rows</h3>
      {profile.columns.length > SHOWN && (
        <p className="quiet num">{`The first ${SHOWN} of ${count(profile.columns.length)} columns`}</p>
      )}
      <RowsTable
        name="First rows"
        head={profile.columns.slice(0, SHOWN).map(({ name }) => name)}
        rows={profile.firstRows.map((row) => row.slice(0, SHOWN))}
      />
    </div>
  );
}

function FirstImages({ profile }: Importing) {
  if (!profile?.image || !profile.pixels) return null;
  const images = imagesIn(profile.pixels.length, profile.image);
  return (
    <section aria-labelledby="first-images">
      <h3 id="first-images">First images</h3>
      <ImageTiles pixels={profile.pixels} count={Math.min(14, images)} shape={profile.image} />
    </section>
  );
}

export function ImportBody() {
  const state = useImporting();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard.
    <section className="import-body" aria-label="Preview" tabIndex={0} inert={state.phase === 'storing'}>
      <FileLine {...state} />
      {state.phase === 'reading' && <Reading {...state} />}
      <ReadingLine {...state} />
      <ProblemBox {...state} />
      <ImportQuestions />
      <ImportRows />
      <FirstImages {...state} />
      <ImportColumns />
      <Notes {...state} />
      <FirstRows {...state} />
    </section>
  );
}
