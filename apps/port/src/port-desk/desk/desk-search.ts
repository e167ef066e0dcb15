import { Injectable } from '@nestjs/common';
import type { BillChanged, FilingHeld, ReleaseStatusChanged } from '#contracts';
import { ComponentSightings } from '../../sightings/component-sightings';
import type { RegisteredDecision } from '../decisions/decision.model';
import { DecisionsRepository } from '../decisions/decisions.repository';
import { MatchRepository, type MatchResult } from '../matching/match.repository';
import { entryKeyOf, entryText } from '../picture/entry-key';
import { type Heard, PictureReader, type PictureSlice } from '../picture/picture.reader';
import { lastHeard } from './age';

/** When this was heard, and in words how long ago that is. */
export interface Age {
  readonly heardAt: string;
  readonly age: string;
}

/** How far the picture can be trusted: what was heard, and how the modules are that would tell of changes. */
export interface PictureAge {
  readonly asOf: string | null;
  readonly oldest: Age | null;
  /** When it was last heard how the modules are, ISO; null when it never was. */
  readonly modulesAsOf: string | null;
  readonly modules: readonly { readonly name: string; readonly state: string; readonly since: string }[];
}

export type DecisionView = RegisteredDecision & { readonly match: Omit<MatchResult, 'decisionId'> | null };

export interface Found {
  readonly picture: PictureAge;
  readonly bills: readonly (BillChanged & Age)[];
  readonly releases: readonly (ReleaseStatusChanged & Age & { readonly entry: string })[];
  readonly summaries: readonly (Age & { readonly entry: string; readonly outcome: string })[];
  readonly heldFilings: readonly (FilingHeld & Age)[];
  readonly decisions: readonly DecisionView[];
}

export const MODULES_OF_THE_PICTURE = ['gateway', 'manifest', 'entry'];

/** Finds what is known of cargo with only the port service's database alive. */
@Injectable()
export class DeskSearch {
  constructor(
    private readonly reader: PictureReader,
    private readonly decisions: DecisionsRepository,
    private readonly matches: MatchRepository,
    private readonly seen: ComponentSightings,
  ) {}

  /** By conveyance, trip, bill, entry number, importer's number, filing reference or control number. */
  async find(text: string, now: Date): Promise<{ slice: PictureSlice; found: Found }> {
    const decision = /^(MD|DR)-/i.test(text.trim()) ? await this.decisions.byNumber(text.trim()) : null;
    const entry = decision?.paper.entry;
    const slice = decision
      ? await this.reader.slice(
          decision.paper.bills.map(({ billKey }) => billKey),
          entry ? [entry.filerCode + entry.entryNumber] : [],
        )
      : await this.reader.search(text);
    const reach = {
      billKeys: slice.bills.map(({ data }) => data.billKey),
      entryKeys: [
        ...slice.releases.map(({ data }) => data.filerCode + data.entryNumber),
        ...slice.summaries.map(({ data }) => entryKeyOf(data.reference)),
      ],
    };
    const bare = text.trim().toUpperCase().replace(/[\s-]/g, '');
    const decisions = await this.decisions.search(text, {
      billKeys: [...reach.billKeys, bare],
      entryKeys: [...reach.entryKeys, bare],
    });
    return { slice, found: await this.shown(slice, decisions, now) };
  }

  async views(decisions: readonly RegisteredDecision[]): Promise<DecisionView[]> {
    const matches = await this.matches.ofDecisions(decisions.map(({ id }) => id));
    return decisions.map((decision) => {
      const { decisionId: _, ...match } = matches.get(decision.id) ?? { decisionId: null };
      return { ...decision, match: 'state' in match ? match : null };
    });
  }

  private async shown(slice: PictureSlice, decisions: readonly RegisteredDecision[], now: Date): Promise<Found> {
    const aged = <T extends object>({ data, heardAt }: Heard<T>): T & Age => ({
      ...data,
      heardAt,
      age: lastHeard(heardAt, now),
    });
    const heard = [...slice.bills, ...slice.releases, ...slice.summaries, ...slice.held]
      .map(({ heardAt }) => heardAt)
      .sort();
    return {
      picture: {
        asOf: heard.at(-1) ?? null,
        oldest: heard[0] === undefined ? null : { heardAt: heard[0], age: lastHeard(heard[0], now) },
        modulesAsOf: this.seen.asOf,
        modules: this.seen.components
          .filter(({ name }) => MODULES_OF_THE_PICTURE.includes(name))
          .map(({ name, state, since }) => ({ name, state, since })),
      },
      bills: slice.bills.map(aged),
      releases: slice.releases.map((release) => ({
        entry: entryText(release.data.filerCode + release.data.entryNumber),
        ...aged(release),
      })),
      summaries: slice.summaries.map(({ data, heardAt }) => ({
        entry: data.reference,
        outcome: data.outcome,
        heardAt,
        age: lastHeard(heardAt, now),
      })),
      heldFilings: slice.held.map(aged),
      decisions: await this.views(decisions),
    };
  }
}
