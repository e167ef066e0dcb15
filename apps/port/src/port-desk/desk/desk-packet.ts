import { PORTS } from '#reference';
import type { PacketData } from '../packet/packet';
import type { DecisionView } from './desk-search';
import type { DeskCase } from './desk-case';

/** What the packet prints: the case, and of its decisions the one asked for, else the newest that is in effect. */
export const packetOf = (deskCase: DeskCase, asked: DecisionView | null, now: Date): PacketData => {
  const { bills, releases, summaries, heldFilings, port, mode, holds, trusted, picture, procedure, downtimes } =
    deskCase;
  const decision =
    asked ?? deskCase.decisions.find(({ state, drill }) => state === 'in effect' && drill === deskCase.drill) ?? null;
  const paper = decision?.paper;
  const seen = new Set(paper?.documentsSeen.map(({ code }) => code));
  const bill = bills[0];
  const scac = paper?.conveyance.scac ?? bill?.conveyance.scac;
  const trip = paper?.conveyance.trip ?? bill?.conveyance.voyage;
  const importer = paper?.importerNumber ?? releases[0]?.importerNumber;
  const standing = trusted.find((t) => t.as === 'importer');
  const downtime = decision
    ? { number: decision.downtimeNumber, drill: decision.drill }
    : downtimes.find(({ drill }) => drill === deskCase.drill);
  return {
    printedAt: now.toISOString(),
    pictureAsOf: picture.asOf,
    port: port ? { code: port, name: PORTS.get(port)?.name ?? null } : null,
    mode,
    downtime: downtime ?? null,
    holds,
    releases: deskCase.releasedAlready,
    decision:
      decision && paper
        ? {
            controlNumber: decision.controlNumber,
            decision: paper.decision,
            notInEffect: decision.state === 'in effect' ? null : decision.state,
            decidedAt: paper.decidedAt,
            officer: paper.officer,
            secondOfficer: decision.override?.second?.person ?? null,
            reason: paper.reason,
          }
        : null,
    conveyance:
      scac && trip
        ? {
            number: `${scac}-${trip}`,
            name: paper?.conveyance.name ?? bill?.conveyance.name ?? null,
            estimatedArrival: bill?.estimatedArrival ?? null,
          }
        : null,
    importer: importer
      ? { number: importer, trustedAs: standing ? [standing.program, standing.tier].filter(Boolean).join(' ') : null }
      : null,
    entries: entriesOf(deskCase, decision),
    bills: namedBills([...bills, ...releases.flatMap((release) => release.bills), ...(paper?.bills ?? [])]).map(
      (number) => {
        const known = bills.find(({ billKey }) => billKey === number);
        const disposition = releases
          .flatMap((release) => release.bills)
          .find(({ billKey }) => billKey === number)?.disposition;
        return {
          number,
          masterBill: known?.masterBill ?? null,
          quantity: known ? [known.quantity, known.unit].filter((part) => part !== null).join(' ') : null,
          arrivedAt: known?.arrivedAt ?? null,
          disposition: disposition?.text ?? null,
          known: known !== undefined,
        };
      },
    ),
    heldFilings: heldFilings
      .filter(({ reference }) => !summaries.some(({ entry }) => entry === reference))
      .map(({ kind, reference, receivedAt }) => ({ kind, reference, receivedAt })),
    documents: (procedure?.documents ?? [])
      .filter(({ id, neededForRelease }) => neededForRelease || seen.has(id))
      .map(({ id, name, contents }) => ({ name, contents, seen: seen.has(id) })),
  };
};

const namedBills = (bills: readonly { readonly billKey: string }[]): string[] => [
  ...new Set(bills.map(({ billKey }) => billKey)),
];

const entriesOf = ({ releases, summaries }: DeskCase, decision: DecisionView | null): PacketData['entries'] => {
  const own = decision?.paper.entry;
  const known = releases.map(({ entry, entryType, state }) => ({
    number: entry,
    type: entryType,
    state,
    summaryOnFileSince: summaries.find((summary) => summary.entry === entry)?.heardAt ?? null,
  }));
  const number = own ? `${own.filerCode}-${own.entryNumber.slice(0, 7)}-${own.entryNumber.slice(7)}` : null;
  return number === null || known.some((entry) => entry.number === number)
    ? known
    : [{ number, type: null, state: 'not known here', summaryOnFileSince: null }, ...known];
};
