import type { Benefit } from '#contracts';
import type { Standing } from '#access';
import type { SelectionRule } from './selection.rules';

/** Builders of rules and standings for the tests of selection. */

export const rule = (change: Partial<SelectionRule> = {}): SelectionRule => ({
  ...{ id: 1, name: 'Vessel cargo', floor: false, ports: null, modes: null, origins: null, headings: null },
  ...{ rate: 300, reason: 'Cargo at large', from: '2026-01-01', to: null },
  ...change,
});

export const floor = (rate: number, change: Partial<SelectionRule> = {}): SelectionRule =>
  rule({ id: 2, name: 'Random check', floor: true, rate, reason: 'Random check of everybody', ...change });

type Promised = Standing['benefits'][number];
export const promised = (benefit: Benefit, change: Partial<Promised> = {}): Promised => ({
  ...{ benefit, ports: null, modes: null, from: '2026-01-01', to: null, figure: null },
  ...change,
});

export const standing = (benefits: Promised[], change: Partial<Standing> = {}): Standing => ({
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b90',
  programs: [{ program: 'CTPAT', tier: 2, from: '2026-01-01', to: null }],
  benefits,
  ...change,
});

/** An exam in 10,000 entries by the standing of a trusted trader. */
export const lowerRate = (figure: number, change: Partial<Promised> = {}): Promised =>
  promised('lower exam rate', { figure, ...change });
