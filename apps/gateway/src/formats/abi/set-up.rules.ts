import { type BlockHeader, type ControlCode, PREPARER_APPLICATIONS } from '#catair';
import type { FilerSetUp } from '#contracts';
import { isPort } from '#reference';
import { portClock } from '../port-clock';

/** Who sent the batch, as its A record names it. */
export interface BatchSender {
  readonly site: string;
  readonly id: string;
  readonly office: string;
}

type Party = FilerSetUp['parties'][number];

const inForce = ({ from, to }: { readonly from: string; readonly to: string | null }, day: string): boolean =>
  from <= day && (to === null || day <= to);

/** None stands for every port on the list. */
const covers = (ports: readonly string[], port: string): boolean =>
  ports.length === 0 ? isPort(port) : ports.includes(port);

const lists = ({ senders }: Party, { site, id, office }: BatchSender): boolean =>
  senders.some((sender) => sender.site === site && sender.id === id && sender.office === office);

/** A block whose own text is in order, who sent it, and how its filer is set up. */
export interface SetUpQuestion {
  readonly block: BlockHeader;
  readonly sender: BatchSender;
  readonly setUp: FilerSetUp;
  /** An instant. */
  readonly now: string;
}

/** What a block is judged by, with everything that a row needs to say so. */
interface Judged {
  readonly party: Party | null;
  /** Parties of that name, in force or not. */
  readonly named: readonly Party[];
  readonly setUp: FilerSetUp;
  readonly application: string;
  readonly processingPort: string;
  readonly sender: BatchSender;
  readonly day: string;
}

interface Row {
  readonly code: ControlCode;
  readonly holds: (judged: Judged) => boolean;
  /** What stands behind it says nothing more. */
  readonly ends?: true;
}

/** For these applications a broker needs a national permit (B&B-14, note 4), and no local one helps. */
const needsNational = (application: string): boolean => PREPARER_APPLICATIONS.has(application);
const hasNational = ({ setUp, day }: Judged): boolean =>
  setUp.nationalPermit !== null && inForce(setUp.nationalPermit, day);
const isBroker = ({ setUp }: Judged): boolean => setUp.filesAs === 'broker';

const PERMITS: readonly Row[] = [
  { code: 'X27', holds: (j) => isBroker(j) && needsNational(j.application) && !hasNational(j) },
  {
    code: 'X44',
    holds: (j) =>
      isBroker(j) &&
      !needsNational(j.application) &&
      !hasNational(j) &&
      !j.setUp.localPermitPorts.includes(j.processingPort),
  },
];

/** A filer answers for its own block (B&B-14 note 1, B&B-16b). */
const AS_FILER: readonly Row[] = [
  { code: 'X18', holds: ({ party, sender }) => party === null || !lists(party, sender), ends: true },
  { code: 'X20', holds: ({ party, application }) => !party!.applications.includes(application) },
  ...PERMITS,
];

/** With preparer codes the preparer does, wherever the block is processed (B&B-14 note 3, B&B-16b). */
const AS_PREPARER: readonly Row[] = [
  { code: 'X28', holds: ({ named }) => named.length === 0, ends: true },
  { code: 'X29', holds: ({ party }) => party === null, ends: true },
  { code: 'X30', holds: ({ party, application }) => !party!.applications.includes(application) },
  {
    code: 'X31',
    holds: ({ party, processingPort }) =>
      party!.processingPorts.length > 0 && !party!.processingPorts.includes(processingPort),
  },
  { code: 'X43', holds: ({ party, sender }) => !lists(party!, sender) },
  ...PERMITS,
];

/** What the set-up of its filer says against a block, in the order of the guide's table (B&B-31..33). */
export const setUpFaults = ({ block, sender, setUp, now }: SetUpQuestion): ControlCode[] => {
  const prepared = block.preparerIndicator === '1';
  const port = prepared ? block.preparerPortCode : block.processingPortCode;
  const office = prepared ? block.preparerOfficeCode : block.processingOfficeCode;
  const day = portClock(now, port).date;
  const named = setUp.parties.filter(
    (party) => party.as === (prepared ? 'preparer' : 'filer') && party.office === office && covers(party.ports, port),
  );
  const judgedBy = (party: Party | null): Judged => ({
    ...{ party, named, setUp, sender, day },
    ...{ application: block.applicationId, processingPort: block.processingPortCode },
  });
  const rows = prepared ? AS_PREPARER : AS_FILER;
  const faultsOf = (party: Party | null): ControlCode[] => {
    const judged = judgedBy(party);
    const codes: ControlCode[] = [];
    for (const { code, holds, ends } of rows) {
      if (!holds(judged)) continue;
      codes.push(code);
      if (ends) break;
    }
    return codes;
  };
  // Several parties of one name divide what they may do: the block is good where one of them may.
  const parties = named.filter((party) => inForce(party, day));
  if (parties.length === 0) return faultsOf(null);
  return parties.map(faultsOf).reduce((least, codes) => (codes.length < least.length ? codes : least));
};
