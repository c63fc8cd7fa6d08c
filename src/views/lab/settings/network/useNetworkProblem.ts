import { useLab } from '../../../labContext';

/** What is wrong with the network as a whole, beside what its rows say: its size. */
export function useNetworkProblem(): string | undefined {
  const { settings } = useLab();
  return settings.useSettings(({ conflicts }) => conflicts.find(({ at }) => at === 'hidden')?.problem);
}

/** What is wrong with the network, for a place without its rows: also texts that are no numbers. */
export function useAnyNetworkProblem(): string | undefined {
  const { settings } = useLab();
  const typed = settings.useSettings(
    ({ problems }) => Object.entries(problems).find(([key]) => key.startsWith('layer.'))?.[1],
  );
  const whole = useNetworkProblem();
  return typed ?? whole;
}
