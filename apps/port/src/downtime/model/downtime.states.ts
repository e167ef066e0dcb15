import { DowntimeChanged } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [DowntimeChanged.type];

export type DowntimeState = 'in force' | 'revoked';
export type DowntimeEvent = 'widen' | 'narrow' | 'extend' | 'reconcile' | 'part' | 'revoke';

/** The life of a downtime. Every event appends a version. */
export const downtimeLife = lifeCycle<DowntimeState, DowntimeEvent>({
  states: ['in force', 'revoked'],
  final: ['revoked'],
  transitions: [
    { from: 'in force', on: 'widen', to: 'in force', who: 'port director or headquarters', says: TOLD },
    { from: 'in force', on: 'narrow', to: 'in force', who: 'port director or headquarters', says: TOLD },
    { from: 'in force', on: 'extend', to: 'in force', who: 'port director or headquarters', says: TOLD },
    { from: 'in force', on: 'reconcile', to: 'in force', who: 'headquarters, by declaring for more', says: TOLD },
    { from: 'in force', on: 'part', to: 'in force', who: 'headquarters, by declaring for less', says: TOLD },
    { from: 'in force', on: 'revoke', to: 'revoked', who: 'port director or headquarters', says: TOLD },
  ],
});
