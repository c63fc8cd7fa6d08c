import { dismissNotKept, useNotKept } from '../../../store/run/kept/notKept';
import { Banner } from '../../parts/Banner';

/** The notebook cannot keep what trains now. */
export function NotKept() {
  const problem = useNotKept((state) => state.problem);
  if (problem === undefined) return null;
  return (
    <Banner title={problem.title} kind="bad" onClose={dismissNotKept}>
      <p>{problem.detail}</p>
      <p>Training goes on, and its curves stay until this page is closed.</p>
    </Banner>
  );
}
