import type { ComponentProps } from 'react';
import { count } from '../../../../core/format';
import { Figure } from '../../../charts/figure/Figure';
import { useLab } from '../../../labContext';
import { useBlocked } from '../../run/useBlocked';
import type { ByHand } from './useByHand';

export const TITLE = 'Test by hand';

interface Answered {
  readonly step: number;
  readonly epoch: number;
}

interface StatusProps {
  view: ByHand;
  /** When the first run answered; undefined while none has. */
  answered: Answered | undefined;
}

/** Which networks answer, or what to do so that there are some. */
function Status({ view, answered }: StatusProps) {
  const lab = useLab();
  const blocked = useBlocked() !== undefined;
  const { started, training, gone } = view;
  if (gone !== undefined) return <p className="by-hand-status gone">{gone}</p>;
  if (!started)
    return (
      <p className="by-hand-status">
        There is no network yet. Train, or look at untrained ones:
        <button type="button" className="button" disabled={blocked} onClick={() => void lab.actions.step()}>
          Train one batch
        </button>
      </p>
    );
  if (!answered) return <p className="by-hand-status">Waiting for the networks’ answers …</p>;
  const when = `epoch ${count(answered.epoch)}, step ${count(answered.step)}`;
  return (
    <p className="by-hand-status num">
      {training ? `The networks as they train: ${when}.` : `The networks after ${when}.`}
    </p>
  );
}

interface Props
  extends StatusProps,
    Pick<ComponentProps<typeof Figure>, 'subtitle' | 'summary' | 'table' | 'children'> {}

export function Frame({ view, answered, children, ...figure }: Props) {
  return (
    <Figure title={TITLE} {...figure} className="figure by-hand">
      <Status view={view} answered={answered} />
      {children}
    </Figure>
  );
}
