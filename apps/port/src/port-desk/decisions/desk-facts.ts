import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BillChanged } from '#contracts';
import { portLocalDate } from '#reference';
import { type Looker, servesPort } from '../../officers/officer';
import { PictureReader, type PictureSlice } from '../picture/picture.reader';
import { PlaybookShelf, type PortPlaybook } from '../playbook/playbook-shelf';
import { entryKeyOfPaper, type Paper, type PaperBill, type RegisteredDecision } from './decision.model';
import { type DeskFacts, knownHolds, knownReleases, type ProcedureNeeds } from './decision.rules';
import { DecisionsRepository } from './decisions.repository';
import { deskPolicyOn } from './desk-policy';

export interface GatheredFacts {
  readonly facts: DeskFacts;
  readonly picture: PictureSlice;
  readonly registered: readonly RegisteredDecision[];
  readonly playbook: PortPlaybook | null;
}

export interface Situation {
  readonly paper: Paper;
  /** Who decides; null where the platform looks again at what an officer decided. */
  readonly officer: Looker | null;
  readonly drill: boolean;
  /** The downtime that covers the decision, looked up before. */
  readonly downtimeNumber: string | null;
  readonly now: Date;
}

/** Everything a decision is judged on, as the database has it at this moment. */
@Injectable()
export class DeskFactsReader {
  constructor(
    private readonly picture: PictureReader,
    private readonly decisions: DecisionsRepository,
    private readonly playbooks: PlaybookShelf,
  ) {}

  async gather(
    manager: EntityManager,
    { paper, officer, drill, downtimeNumber, now }: Situation,
  ): Promise<GatheredFacts> {
    const own = entryKeyOfPaper(paper);
    const picture = await this.picture.slice(
      paper.bills.map(({ billKey }) => billKey),
      own ? [own] : [],
      manager,
    );
    const releases = picture.releases.map(({ data }) => data);
    const bills = picture.bills.map(({ data }) => data);
    const reach = {
      billKeys: [...new Set([...paper.bills.map(({ billKey }) => billKey), ...bills.map(({ billKey }) => billKey)])],
      entryKeys: [
        ...new Set([...(own ? [own] : []), ...releases.map((release) => release.filerCode + release.entryNumber)]),
      ],
    };
    const registered = await this.decisions.concerning(manager, reach, drill);
    const whole = { ...paper, bills: [...paper.bills, ...unnamedBills(paper, bills)] };
    const day = portLocalDate(paper.decidedAt, paper.port);
    const playbook =
      this.playbooks.playbook(paper.port, paper.mode, day) ?? this.playbooks.playbook(paper.port, paper.mode);
    const facts: DeskFacts = {
      paper,
      now: now.toISOString(),
      servesPort: officer === null || servesPort(officer, paper.port),
      downtimeNumber,
      exemptionCodes: deskPolicyOn(day).exemptions.map(({ code }) => code),
      procedure: needsOf(playbook, paper, day),
      entryTypes: releases.map(({ entryType }) => entryType),
      holds: knownHolds(reach, bills, releases, registered),
      releases: knownReleases(whole, releases, registered),
    };
    return { facts, picture, registered, playbook };
  }
}

/** Goods that are released with the paper though it does not name their bills: houses and masters of its bills, else all bills of its entry. */
const unnamedBills = ({ bills: named }: Paper, bills: readonly BillChanged[]): PaperBill[] => {
  const isNamed = (key: string | null): boolean => named.some(({ billKey }) => billKey === key);
  const masters = bills.filter(({ billKey }) => isNamed(billKey)).map(({ masterBill }) => masterBill);
  return bills
    .filter(
      ({ billKey, masterBill }) =>
        named.length === 0 || (!isNamed(billKey) && (isNamed(masterBill) || masters.includes(billKey))),
    )
    .map(({ billKey, issuerScac }) => ({ billKey, issuerScac, quantity: null }));
};

/** The papers of the steps that an officer takes at primary with every shipment, less those that exempt goods have none of. */
const needsOf = (playbook: PortPlaybook | null, { exemption }: Paper, day: string): ProcedureNeeds => {
  const policy = deskPolicyOn(day);
  if (!playbook) return { documents: [], excludedGoods: [] };
  const { steps, documents, excludedGoods } = playbook.procedure;
  const spared = policy.exemptions.find(({ code }) => code === exemption)?.documentsNotNeeded ?? [];
  const asked = new Set(
    steps
      .filter(({ stage, when, who }) => stage === 'primary' && when.length === 0 && who.includes('primary-officer'))
      .flatMap((step) => step.documents),
  );
  return {
    documents: documents
      .filter(({ id }) => asked.has(id) && !spared.includes(id))
      .map(({ id, name }) => ({ code: id, name })),
    excludedGoods: excludedGoods.map(({ id, text }) => ({
      code: id,
      text,
      entryTypes: policy.entryTypesOfExcludedGoods[id] ?? [],
    })),
  };
};
