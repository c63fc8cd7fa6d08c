import { setTeacher, usePreferences } from '../../../store/page/preferences';

/** Whether exercises show their answers; kept in this browser. */
export function TeacherSwitch() {
  const teacher = usePreferences((state) => state.teacher);
  return (
    <label className="teacher-switch" title="Exercises show their answers">
      <input type="checkbox" checked={teacher} onChange={(event) => setTeacher(event.target.checked)} />
      Teacher mode
    </label>
  );
}
