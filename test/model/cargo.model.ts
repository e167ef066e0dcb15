import { CargoReleaseFiled, EntrySummaryFiled, type BillChanged, type ReleaseStatusChanged } from '#contracts';
import { applyFiling } from '../../apps/entry/src/cargo-release/action.rules';
import { decide } from '../../apps/entry/src/cargo-release/decision.rules';
import {
  billFiled,
  billOnFile,
  entryNumber,
  filing,
  hold,
  IMPORTER,
  PORT,
} from '../../apps/entry/src/release/release.fixture';
import { manifestKeys, type Release } from '../../apps/entry/src/release/release.model';
import { releaseStatus } from '../../apps/entry/src/cargo-release/release-status.message';
import {
  isReleasedElectronically,
  type PaperDecision,
  standingOn,
} from '../../apps/entry/src/paper-standing/paper-decision.rules';
import { dayAt } from '../../apps/entry/src/port-day/port-day';

export const billNumberOf = (serial: number): string => `26000010${serial}`;
export const billKeyOf = (serial: number): string => `MAEU${billNumberOf(serial)}`;
export const entryNumberOf = (serial: number): string => entryNumber(700 + serial);
export const entryKeyOf = (serial: number): string => `B76${entryNumberOf(serial)}`;
export const entrySubjectOf = (serial: number): string => `entry:B76-${entryNumberOf(serial)}`;

/** Bills as the manifest module has them. */
export class BillsModel {
  readonly bills = new Map<string, BillChanged>();

  file(serial: number): void {
    if (!this.bills.has(billKeyOf(serial))) this.put(billOnFile(billNumberOf(serial)));
  }

  arrive(serial: number, at: string): void {
    const bill = this.bills.get(billKeyOf(serial));
    if (bill && bill.arrivedAt === null) this.put({ ...bill, arrivedAt: at, change: 'arrived' });
  }

  setHold(serial: number, on: boolean): void {
    const bill = this.bills.get(billKeyOf(serial));
    if (bill) this.put({ ...bill, holds: on ? [hold()] : [], change: on ? 'hold placed' : 'hold removed' });
  }

  private put(bill: BillChanged): void {
    this.bills.set(bill.billKey, { ...bill, version: (this.bills.get(bill.billKey)?.version ?? 0) + 1 });
  }
}

/** Cargo releases as the entry module has them: its own rules decide. */
export class ReleasesModel {
  readonly releases = new Map<string, Release>();
  readonly bills = new Map<string, BillChanged>();
  readonly papers = new Map<string, PaperDecision>();
  readonly summaries = new Set<string>();
  /** By entry: the dispositions told, in order. */
  readonly told = new Map<string, string[]>();
  readonly statuses = new Map<string, ReleaseStatusChanged>();

  constructor(private readonly now: () => Date) {}

  take(type: string, serial: number): void {
    if (type === EntrySummaryFiled.type) return void this.summaries.add(entryKeyOf(serial));
    const data = filing({
      entryNumber: entryNumberOf(serial),
      bills: [billFiled(billNumberOf(serial))],
    }) as unknown as CargoReleaseFiled;
    const existing = this.releases.get(entryKeyOf(serial)) ?? null;
    const result = applyFiling(data, existing, this.bills, this.now(), dayAt(PORT, this.now()));
    if (result.kind !== 'refused') this.conclude(existing, result.release);
  }

  hearBill(bill: BillChanged): void {
    if ((this.bills.get(bill.billKey)?.version ?? 0) >= bill.version) return;
    this.bills.set(bill.billKey, bill);
    this.again((release) => manifestKeys(release.content).includes(bill.billKey));
  }

  /** All that was decided while this module was away is heard before anything follows from it. */
  hearPapers(papers: readonly PaperDecision[]): void {
    for (const paper of papers)
      if (!this.papers.get(paper.decisionId)?.voided) this.papers.set(paper.decisionId, paper);
    this.again(() => true);
  }

  /** Asked before paper releases what this module may have released: the answer and the record are one step. */
  claim(paper: PaperDecision): 'recorded' | 'already released electronically' {
    const release = this.releases.get(paper.entryKey ?? '');
    if (release && isReleasedElectronically(release)) return 'already released electronically';
    this.hearPapers([paper]);
    return 'recorded';
  }

  look(): void {
    this.again(() => true);
  }

  private again(wanted: (release: Release) => boolean): void {
    for (const release of [...this.releases.values()]) if (wanted(release)) this.conclude(release, release);
  }

  private conclude(before: Release | null, draft: Release): void {
    const papers = [...this.papers.values()];
    const paper = standingOn(draft.key, manifestKeys(draft.content), papers);
    const takenBack = new Set(papers.filter(({ voided }) => voided).map(({ decisionId }) => decisionId));
    const decision = decide(before, draft, {
      bills: this.bills,
      criteria: [],
      importer: IMPORTER,
      paper,
      takenBack,
      now: this.now(),
    });
    if (!decision.changed) return;
    this.releases.set(draft.key, decision.release);
    this.told.set(draft.key, [...(this.told.get(draft.key) ?? []), ...decision.entry]);
    this.statuses.set(draft.key, releaseStatus(decision, decision.entry, this.bills, this.now()));
  }
}

export const TYPE_OF = { release: CargoReleaseFiled.type, summary: EntrySummaryFiled.type } as const;
