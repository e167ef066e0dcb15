import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KnownAccounts } from '#access';
import type { TransportMode } from '#contracts';
import { portLocalDate, PORTS } from '#reference';
import type { Downtime } from '../../downtime/model/records';
import type { Looker } from '../../officers/officer';
import { CoveringDowntimes, filersOf } from '../decisions/covering-downtimes';
import type { KnownHold, Paper } from '../decisions/decision.model';
import { knownHolds, type KnownRelease } from '../decisions/decision.rules';
import { DeskFactsReader, type GatheredFacts } from '../decisions/desk-facts';
import { PlaybookShelf, type PortPlaybook } from '../playbook/playbook-shelf';
import { modeOfCode, type Possibility, possibilities, type Trusted, trustedOn } from './desk-case.rules';
import { DeskSearch, type Found } from './desk-search';

/** What is asked, where the picture cannot tell it. */
export interface CaseQuestion {
  readonly reference: string;
  readonly port: string | null;
  readonly mode: TransportMode | null;
  readonly drill: boolean;
}

export type InForce = Pick<
  Downtime,
  'number' | 'level' | 'drill' | 'from' | 'expectedEnd' | 'incidentNumber' | 'reason'
>;

/** All that an officer needs for one conveyance, bill or entry, in the order in which it is looked at. */
export interface DeskCase {
  readonly reference: string;
  /** Whether it is judged as a drill. What is of drills stands beside what is real, marked, and never counts for it. */
  readonly drill: boolean;
  /** False when nothing was ever heard of it: that is no reason to let it go. */
  readonly known: boolean;
  readonly port: string | null;
  readonly mode: TransportMode | null;
  readonly holds: readonly KnownHold[];
  /** Releases of these goods that are known, on either path. */
  readonly releasedAlready: readonly KnownRelease[];
  readonly trusted: readonly Trusted[];
  readonly heldFilings: Found['heldFilings'];
  readonly downtimes: readonly InForce[];
  readonly procedure: null | {
    readonly nationalVersion: number;
    readonly portVersion: number | null;
    readonly steps: PortPlaybook['procedure']['steps'];
    readonly documents: readonly (PortPlaybook['procedure']['documents'][number] & {
      readonly neededForRelease: boolean;
    })[];
    readonly excludedGoods: PortPlaybook['procedure']['excludedGoods'];
  };
  readonly decisions: Found['decisions'];
  readonly mayDo: readonly Possibility[];
  readonly picture: Found['picture'];
  readonly bills: Found['bills'];
  readonly releases: Found['releases'];
  readonly summaries: Found['summaries'];
}

/** The port where the goods of a bill are, or come to: that of their in-bond movement once it arrived there. */
const whereIs = (bill: Found['bills'][number] | undefined): string | null =>
  (bill?.inBond?.arrivedOn ? bill.inBond.destinationPort : null) ?? bill?.portCode ?? null;

@Injectable()
export class DeskCases {
  constructor(
    private readonly source: DataSource,
    private readonly search: DeskSearch,
    private readonly facts: DeskFactsReader,
    private readonly downtimes: CoveringDowntimes,
    private readonly accounts: KnownAccounts,
    private readonly playbooks: PlaybookShelf,
  ) {}

  async of(officer: Looker, question: CaseQuestion, now: Date): Promise<DeskCase> {
    const { found } = await this.search.find(question.reference, now);
    const { bills, releases, heldFilings, decisions } = found;
    const newest = decisions.find(({ drill }) => drill === question.drill)?.paper;
    const port =
      question.port ??
      whereIs(bills[0]) ??
      newest?.port ??
      knownPort(releases[0]?.portOfEntry) ??
      knownPort(heldFilings[0]?.portCode) ??
      officer.ports[0] ??
      null;
    const mode =
      question.mode ??
      modeOfCode(bills[0]?.conveyance.modeOfTransport) ??
      newest?.mode ??
      modeOfCode(heldFilings[0]?.modeOfTransport);
    const paper = port && mode ? paperFor(found, newest, port, mode, now) : null;
    const gathered = paper && (await this.judged(officer, paper, question.drill, now));
    const inForce = paper ? await this.downtimes.inForce(paper, filersOf(paper)) : [];
    const playbook = paper && (gathered?.playbook ?? this.playbooks.playbook(paper.port, paper.mode));
    return {
      reference: question.reference,
      drill: question.drill,
      known: bills.length + releases.length + found.summaries.length + heldFilings.length + decisions.length > 0,
      port,
      mode,
      // What stands against the goods is told also where nothing can be decided, for want of a port or a mode.
      holds: gathered?.facts.holds ?? holdsOn(found, question.drill),
      releasedAlready: gathered?.facts.releases ?? [],
      trusted: await this.trusted(found, port, now),
      heldFilings,
      downtimes: inForce.map(({ number, level, drill, from, expectedEnd, incidentNumber, reason }) => ({
        number,
        level,
        drill,
        from,
        expectedEnd,
        incidentNumber,
        reason,
      })),
      procedure: playbook && {
        nationalVersion: playbook.national.version,
        portVersion: playbook.overlay?.version ?? null,
        steps: playbook.procedure.steps,
        documents: playbook.procedure.documents.map((document) => ({
          ...document,
          neededForRelease: gathered?.facts.procedure.documents.some(({ code }) => code === document.id) ?? false,
        })),
        excludedGoods: playbook.procedure.excludedGoods,
      },
      decisions,
      mayDo: gathered ? possibilities(gathered.facts) : [],
      picture: found.picture,
      bills,
      releases,
      summaries: found.summaries,
    };
  }

  private async judged(officer: Looker, paper: Paper, drill: boolean, now: Date): Promise<GatheredFacts> {
    const downtime = await this.downtimes.at(paper.decidedAt, {
      port: paper.port,
      mode: paper.mode,
      drill,
      number: null,
      filers: filersOf(paper),
    });
    return this.facts.gather(this.source.manager, {
      paper,
      officer,
      drill,
      downtimeNumber: downtime?.number ?? null,
      now,
    });
  }

  private async trusted(
    { bills, releases, heldFilings, decisions }: Found,
    port: string | null,
    now: Date,
  ): Promise<Trusted[]> {
    const importers = new Set(
      [...releases, ...heldFilings, ...decisions.map(({ paper }) => paper)].flatMap(
        ({ importerNumber }) => importerNumber ?? [],
      ),
    );
    const carriers = new Set([
      ...bills.flatMap(({ issuerScac, conveyance }) => [issuerScac, conveyance.scac]),
      ...decisions.flatMap(({ paper }) => paper.conveyance.scac ?? []),
    ]);
    const [importerAccounts, carrierAccounts] = await Promise.all([
      this.accounts.holding('importerNumbers', [...importers]),
      this.accounts.holding('scacs', [...carriers]),
    ]);
    const today = port && PORTS.has(port) ? portLocalDate(now, port) : now.toISOString().slice(0, 10);
    return [...trustedOn(importerAccounts, 'importer', today), ...trustedOn(carrierAccounts, 'carrier', today)];
  }
}

const holdsOn = ({ bills, releases, decisions }: Found, asDrill: boolean): KnownHold[] => {
  const reach = {
    billKeys: bills.map(({ billKey }) => billKey),
    entryKeys: releases.map(({ filerCode, entryNumber }) => filerCode + entryNumber),
  };
  return knownHolds(
    reach,
    bills,
    releases,
    decisions.filter(({ drill }) => drill === asDrill),
  );
};

const knownPort = (code: string | null | undefined): string | null => (code && PORTS.has(code) ? code : null);

/** A decision on all of it, as far as the picture knows it, made at this moment. */
const paperFor = (
  { bills, releases }: Found,
  paper: Paper | undefined,
  port: string,
  mode: TransportMode,
  now: Date,
): Paper => {
  const [release] = releases;
  const bill = bills[0];
  return {
    port,
    mode,
    lane: null,
    terminal: null,
    officer: '',
    containers: [],
    importerName: null,
    exemption: null,
    goods: [],
    documentsSeen: [],
    decision: 'release',
    reason: null,
    examResult: null,
    partnerAgencyConsent: [],
    decidedAt: now.toISOString(),
    importerNumber: release?.importerNumber ?? paper?.importerNumber ?? null,
    conveyance: {
      scac: bill?.conveyance.scac ?? paper?.conveyance.scac ?? null,
      trip: bill?.conveyance.voyage ?? paper?.conveyance.trip ?? null,
      name: null,
      driver: null,
      plate: null,
    },
    bills:
      bills.length > 0
        ? bills.map(({ billKey, issuerScac }) => ({ billKey, issuerScac, quantity: null }))
        : (paper?.bills ?? []),
    entry:
      releases.length === 1
        ? { filerCode: release!.filerCode, entryNumber: release!.entryNumber }
        : (paper?.entry ?? null),
  };
};
