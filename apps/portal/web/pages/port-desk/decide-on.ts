import type { DeskCase, Cargo, Mode, Playbook, PortPicture } from './picture';
import { covering } from './downtime-scope';

/** What an officer decides on, from the case or, without it, from the kept picture. */
export interface DecideOn {
  readonly reference: string;
  readonly port: string;
  readonly mode: Mode | null;
  readonly bills: readonly { readonly billKey: string; readonly issuerScac: string; readonly number: string }[];
  readonly entry: string | null;
  readonly conveyance: { readonly scac: string | null; readonly trip: string | null };
  readonly importerNumber: string | null;
  readonly papers: readonly { readonly id: string; readonly name: string; readonly isNeeded: boolean }[];
  readonly excludedGoods: readonly { readonly id: string; readonly text: string }[];
  /** What stands against it, in words. */
  readonly holds: readonly string[];
  /** What the port service says may be done; null where it could not be asked. */
  readonly mayDo: DeskCase['mayDo'] | null;
  readonly isCovered: boolean;
}

const ISSUER_LETTERS = 4;
const MOST_BILLS = 200;
const ENTRY = /^[A-Z0-9]{3}-?\d{7}-?\d$/;

/** Papers of steps that are taken at primary with every shipment. */
const neededIn = ({ procedure }: Playbook): Set<string> =>
  new Set(
    procedure.steps
      .filter(({ stage, when, who }) => stage === 'primary' && when.length === 0 && who.includes('primary-officer'))
      .flatMap(({ documents }) => documents),
  );

export const fromCase = (seen: DeskCase, port: string): DecideOn => {
  const { bills, releases, decisions, procedure } = seen;
  const paper = decisions[0]?.paper;
  const shown = bills.filter(({ deleted }) => !deleted).slice(0, MOST_BILLS);
  const [release] = releases;
  const entryText = releases.length === 1 ? release!.entry : null;
  return {
    reference: seen.reference,
    port: seen.port ?? port,
    mode: seen.mode,
    bills: shown.map(({ billKey, issuerScac }) => ({ billKey, issuerScac, number: billKey.slice(issuerScac.length) })),
    entry: entryText ?? (ENTRY.test(seen.reference) ? seen.reference : null),
    conveyance: {
      scac: shown[0]?.conveyance.scac ?? paper?.conveyance.scac ?? null,
      trip: shown[0]?.conveyance.voyage ?? paper?.conveyance.trip ?? null,
    },
    importerNumber: release?.importerNumber ?? paper?.importerNumber ?? null,
    papers: (procedure?.documents ?? []).map(({ id, name, neededForRelease }) => ({
      id,
      name,
      isNeeded: neededForRelease,
    })),
    excludedGoods: procedure?.excludedGoods ?? [],
    holds: seen.holds.map(({ reference, code, reason }) => `${reference}: ${code}, ${reason}`),
    mayDo: seen.mayDo,
    isCovered: seen.downtimes.length > 0,
  };
};

const bare = (text: string): string => text.toUpperCase().replace(/\W/g, '');

/** Bills of the kept picture that a reference names whole. */
export const cargoOf = (cargo: readonly Cargo[], reference: string): Cargo[] =>
  cargo.filter(({ billKey, entries }) =>
    [billKey, ...entries.map(({ entry }) => entry)].some((one) => bare(one) === bare(reference)),
  );

export const fromPicture = (
  reference: string,
  { port, cargo, downtimes }: PortPicture,
  mode: Mode | null,
  playbook: Playbook | undefined,
): DecideOn => {
  const bills = cargoOf(cargo.cargo, reference);
  const entries = [...new Set(bills.flatMap(({ entries }) => entries.map(({ entry }) => entry)))];
  const [scac = null, trip = null] = bills[0]?.conveyance.split('-') ?? [];
  const needed = playbook && neededIn(playbook);
  const isBill = bills.length === 0 && /^[A-Z]{4}[A-Z0-9]{1,12}$/.test(reference);
  return {
    reference,
    port,
    mode,
    bills: (isBill ? [reference] : bills.map(({ billKey }) => billKey)).map((billKey) => ({
      billKey,
      issuerScac: billKey.slice(0, ISSUER_LETTERS),
      number: billKey.slice(ISSUER_LETTERS),
    })),
    entry: entries.length === 1 ? entries[0]! : ENTRY.test(reference) ? reference : null,
    conveyance: { scac, trip },
    importerNumber: null,
    papers: (playbook?.procedure.documents ?? []).map(({ id, name }) => ({
      id,
      name,
      isNeeded: needed!.has(id),
    })),
    excludedGoods: playbook?.procedure.excludedGoods ?? [],
    holds: bills.flatMap(({ billKey, holds }) => holds.map(({ code, reason }) => `${billKey}: ${code}, ${reason}`)),
    mayDo: null,
    isCovered: covering(downtimes, port, mode).length > 0,
  };
};

/** A text as the port takes it: one line. */
export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');
