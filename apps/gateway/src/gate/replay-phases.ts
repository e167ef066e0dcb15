import { replayPhases } from '#contracts';
import type { Opening, Openings } from '#messaging';
import type { Gate } from './gate';

const openingOf = ({ module, state, phase, pilotRow, replayUpTo }: Gate, perSecond: number | undefined): Opening => {
  if (state === 'FLOWING') return 'open';
  if (state === 'STOPPED' || replayUpTo === null) return 'shut';
  if (phase === null) return pilotRow === null ? 'shut' : { rows: [pilotRow] };
  const { types, first } = replayPhases(module)[phase] ?? { types: 'everything', first: false };
  return {
    upTo: replayUpTo,
    ...(types === 'everything' ? {} : { types }),
    ...(first ? { first } : {}),
    ...(perSecond === undefined ? {} : { perSecond }),
  };
};

/** What may leave for the modules while their inbound gates are as given; of a replay no more than so many filings a second and lane. */
export const openingsOf = (gates: readonly Gate[], perSecond?: number): Openings =>
  new Map(
    gates
      .filter(({ direction, state }) => direction === 'inbound' && state !== 'FLOWING')
      .map((gate) => [gate.module, openingOf(gate, perSecond)]),
  );
