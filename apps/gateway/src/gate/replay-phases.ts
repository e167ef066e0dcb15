import {
  ArrivalReported,
  BillHoldOrdered,
  CargoReleaseFiled,
  EntryReviewOrdered,
  EntrySummaryFiled,
  type FilingKind,
  ManifestFiled,
} from '#contracts';
import type { Opening, Openings } from '#messaging';
import type { Module } from '../filing/transmission';
import type { Gate } from './gate';

/** How a filing is called by the message that takes it to its module. */
export const KIND_OF: Readonly<Record<string, FilingKind>> = {
  [ManifestFiled.type]: 'manifest',
  [ArrivalReported.type]: 'arrival',
  [BillHoldOrdered.type]: 'bill hold',
  [CargoReleaseFiled.type]: 'cargo release',
  [EntryReviewOrdered.type]: 'entry review',
  [EntrySummaryFiled.type]: 'entry summary',
};

/** What waits for whom after a downtime: entries refer to bills, so manifests are caught up first. */
export const AFTER: Readonly<Record<Module, Module | null>> = { manifest: null, entry: 'manifest' };

/**
 * What is most urgent when a module comes back, one phase after the other. Cargo stands still for want of a release, not of a
 * summary. The last phase is everything else, and what of the earlier ones waits behind it.
 */
export const PHASES: Readonly<Record<Module, readonly (readonly string[] | 'everything')[]>> = {
  manifest: ['everything'],
  entry: [[CargoReleaseFiled.type, EntryReviewOrdered.type], 'everything'],
};

const openingOf = ({ module, state, phase, pilotRow, replayUpTo }: Gate, perSecond: number | undefined): Opening => {
  if (state === 'FLOWING') return 'open';
  if (state === 'STOPPED' || replayUpTo === null) return 'shut';
  if (phase === null) return pilotRow === null ? 'shut' : { rows: [pilotRow] };
  const types = PHASES[module][phase] ?? 'everything';
  return {
    upTo: replayUpTo,
    ...(types === 'everything' ? {} : { types }),
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
