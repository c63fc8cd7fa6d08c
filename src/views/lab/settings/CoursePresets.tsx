import { type CoursePreset, coursePresets, courseQuery } from '../../../experiment/presets';
import { refreshData, useFolders } from '../../../store/data/folders';
import { openLink } from '../../../store/settings/address';
import { undoably } from '../../../store/settings/undoSettings';
import { useLab } from '../../labContext';
import './coursePresets.css';

/** Whether MNIST is on this computer or its server; asked once if nobody has. */
async function hasMnist(): Promise<boolean> {
  if (useFolders.getState().states === undefined) await refreshData();
  return useFolders.getState().states?.mnist?.here !== undefined;
}

function Course({ preset }: { preset: CoursePreset }) {
  const { settings } = useLab();
  const { name, sentence, differs, source } = preset;
  const setUp = async (): Promise<void> => {
    const onMnist = await hasMnist();
    const where = onMnist ? 'on MNIST' : 'on the built-in digits, because MNIST is not here';
    undoably(settings, `Set up: ${name}, ${where}.`, () => openLink(settings, courseQuery(preset, onMnist)));
  };
  return (
    <li>
      <button type="button" className="button small" onClick={() => void setUp()}>
        {name}
      </button>
      <p>{sentence}</p>
      <p className="quiet">
        {`Here: ${differs} `}
        <a href={source.url} target="_blank" rel="noreferrer">
          {source.name}
        </a>
      </p>
    </li>
  );
}

/** Experiments of a course, with what differs from its notebook. They replace all settings; that can be undone. */
export function CoursePresets() {
  return (
    <fieldset className="part" aria-labelledby="more-courses">
      <h3 id="more-courses">Courses</h3>
      <ul className="course-presets" aria-label="Experiments of a course">
        {Object.values(coursePresets).map((preset) => (
          <Course key={preset.name} preset={preset} />
        ))}
      </ul>
    </fieldset>
  );
}
