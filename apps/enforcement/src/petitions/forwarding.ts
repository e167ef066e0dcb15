import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import type { CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { type ClockName, portLocalDate } from '#reference';
import { Problem } from '#service';
import { type CaseRow, caseRows, partiesOf } from '../cases/case-row';
import { owedOf } from '../cases/case.rules';
import { afterAskedStep, takeStep, whenStepped } from '../cases/case-steps';
import { endClocks } from '../clocks/case-clocks';
import { ordering } from '../people/asking-person';
import { demandPetitioned } from '../sureties/surety-demand.rows';
import { actingIn } from './acting';
import { awaitForwarding, ENDED_AT_JUSTICE, endForwarding, JUSTICE_RULE } from './forwarding-kept';
import { petitionRecord } from './petition-record';
import { movePetition, petitionById, type PetitionRow, petitionRows, requireVersion } from './petition.repository';
import { needsWaiver, REFUSALS, refusalOf } from './petition.rules';
import { CLOCKS, CLOSED, Petitions, type PetitionView } from './petitions';
import { tellActed, tellMail } from './telling';

const PLATFORM = 'the platform';
const LIFE = 'life of a decision on a petition' satisfies ClockName;

export interface ForwardingAsked {
  /** Of the petition as it was seen. */
  readonly version: number;
  readonly forwardedOn: CustomsDate;
  /** To whom at the Department of Justice. */
  readonly addressee: string;
  /** What proves it: number of the mailing or message. */
  readonly reference: string;
}

const accountOf = async (manager: EntityManager, { caseId, place }: PetitionRow): Promise<string[]> =>
  (await partiesOf(manager, [caseId])).flatMap((party) => (party.place === place ? (party.accountId ?? []) : []));

/** With a case all its petitions that are open go to Justice: nothing is decided on them any more. */
whenStepped(async (unit, row, state, by) => {
  if (state !== 'referred to Justice' || row.state === state) return;
  for (const petition of await petitionRows(
    unit.manager,
    `WHERE p.case_id = $1 AND p.state IN ('pending', 'awaiting a second officer', 'at headquarters', 'advice asked') ORDER BY p.filed_at, p.id`,
    [row.id],
  )) {
    await movePetition(unit, petition, 'case at Justice', { by, why: `the case is ${state} (${JUSTICE_RULE})` });
    await awaitForwarding(unit, row, petition, await accountOf(unit.manager, petition));
  }
});

/** Why a petition that came while the case was with Justice is not taken now that it is back, as it would not have been taken here; null where it is. */
const refusedHere = async (manager: EntityManager, row: CaseRow, petition: PetitionRow): Promise<string | null> => {
  const { id, caseId, place, kind, due, receivedOn, filedAt, filerAccountId, contents } = petition;
  const others = (await petitionRows(manager, 'WHERE p.case_id = $1 AND p.place = $2', [caseId, place])).filter(
    (one) => one.id !== id,
  );
  const [{ decided, ofParty }] = await manager.query(
    `SELECT count(*) > 0 AS decided, count(*) FILTER (WHERE p.place = $2 AND d.decided_at <= $3) > 0 AS "ofParty"
       FROM petition_decision d JOIN petition p ON p.id = d.petition_id WHERE d.case_id = $1`,
    [caseId, place, filedAt],
  );
  const refusal = refusalOf({
    ...{ kind, caseKind: row.kind, caseState: row.state, due, receivedOn, decided },
    // Its time had not begun: the notice of the decision was not mailed.
    unmailed: due === null && kind === 'supplemental petition' && ofParty,
    pending: others.some(({ state }) => !['to be forwarded', 'forwarded', ...CLOSED].includes(state)),
    answered: others.some((one) => one.kind === kind && one.state === 'decided'),
    allPaid: row.paidCents > 0 && owedOf(row) === 0,
  });
  if (refusal !== null) return refusal === 'late' ? 'it did not come in time' : REFUSALS[refusal].says;
  const party = (await partiesOf(manager, [caseId])).find((one) => one.place === place);
  const waived = { receivedOn, ofCbp: filerAccountId === null, waivedUntil: contents.waivedUntil ?? null };
  return party && needsWaiver(kind, { ...waived, limitationOn: party.limitationOn })
    ? REFUSALS['no waiver'].says
    : null;
};

/** A case that comes back brings those petitions along that would have been taken here, as if it had never been away; the others were kept for Justice alone. */
afterAskedStep(async (unit, row, step, by) => {
  if (step !== 'return from Justice') return row;
  const { manager, now } = unit;
  let after = row;
  // Times that parties had left when the case went there, and the life of a decision: they were not longer for it, and are not shorter.
  await manager.query(
    `UPDATE case_clock SET ended_at = NULL, ended_how = NULL WHERE case_id = $1 AND ended_how = $3 AND clock = ANY($2::text[])`,
    [row.id, [...CLOCKS.petition, ...CLOCKS['supplemental petition'], LIFE], ENDED_AT_JUSTICE],
  );
  const petitions = await petitionRows(
    manager,
    `WHERE p.case_id = $1 AND p.state IN ('to be forwarded', 'forwarded') ORDER BY p.filed_at, p.id`,
    [row.id],
  );
  for (const petition of petitions) {
    await endForwarding(unit, petition, 'the case is back from Justice');
    const [{ before }] = await manager.query(
      `SELECT state <> 'to be forwarded' AS before FROM petition_event WHERE petition_id = $1 ORDER BY version LIMIT 1`,
      [petition.id],
    );
    const refused = before ? null : await refusedHere(manager, after, petition);
    const why = `the case is back from Justice${refused === null ? '' : `; ${refused}`}`;
    await movePetition(unit, petition, refused === null ? 'case back' : 'end', { by, why });
    tellMail(unit, row, await accountOf(manager, petition), {
      about: 'petition for justice',
      text: `the case is back with CBP; petition ${petition.number} ${refused === null ? 'is pending here again' : `is not decided: ${refused}`}.`,
    });
    if (refused !== null) continue;
    await endClocks(
      manager,
      row.id,
      { clocks: CLOCKS[petition.kind], place: petition.place },
      `petition ${petition.number}`,
      now,
    );
    if (petition.kind === 'supplemental petition')
      await endClocks(manager, row.id, { clocks: [LIFE], place: null }, `petition ${petition.number}`, now);
    await demandPetitioned(manager, row.id, petition.place);
    const receive = petition.kind === 'supplemental petition' ? 'receive supplemental petition' : 'receive petition';
    after = await takeStep(unit, after, { step: receive, by: PLATFORM, why: `${petition.number}: ${why}` });
  }
  return after;
});

/** Petitions of cases that are with the Department of Justice: CBP takes no action on them and forwards them, each with the record of its case (19 CFR 171.13(a), 172.13(a)). */
@Injectable()
export class Forwarding {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly petitions: Petitions,
  ) {}

  /** Notes that a petition was forwarded: where, when and with what; who filed it is told. The same again is the same. @throws Problem */
  forward(asking: Asking, id: string, asked: ForwardingAsked): Promise<PetitionView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { petition, row } = await this.petitions.lock(manager, id);
      const acting = await actingIn(manager, asking, row, now);
      const { forwardedOn, addressee, reference, version } = asked;
      const [same] = await manager.query(
        'SELECT 1 FROM petition_forwarding WHERE petition_id = $1 AND forwarded_on = $2 AND addressee = $3 AND reference = $4',
        [id, forwardedOn, addressee, reference],
      );
      if (same && petition.state === 'forwarded') return this.petitions.viewOf(manager, petition, row, acting, now);
      await requireVersion(manager, petition, version);
      const today = portLocalDate(now, row.port);
      if (forwardedOn > today || forwardedOn < petition.receivedOn)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          {
            at: '/forwardedOn',
            text:
              forwardedOn > today
                ? `${forwardedOn} is yet to come`
                : `is before the petition came in, on ${petition.receivedOn}`,
          },
        ]);
      const record = await petitionRecord(manager, row, petition);
      const why = `to ${addressee} on ${forwardedOn} (${reference})`;
      const moved = await movePetition(unit, petition, 'forward', { by, why });
      await manager.query(
        'INSERT INTO petition_forwarding (petition_id, version, forwarded_on, addressee, reference, record, by_name, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
        [id, moved.version, forwardedOn, addressee, reference, record, by, now],
      );
      await endForwarding(unit, petition, `forwarded ${forwardedOn}`);
      const accountIds = await accountOf(manager, petition);
      tellActed(unit, row, accountIds, { by, what: `forwarded petition ${petition.number} to ${addressee}` });
      tellMail(unit, row, accountIds, {
        about: 'petition for justice',
        text: `petition ${petition.number} was forwarded with its record to ${addressee} on ${forwardedOn} (${reference}). What becomes of it is told there (${JUSTICE_RULE}).`,
      });
      return this.petitions.viewOf(manager, moved, row, acting, now);
    });
  }

  /** What goes, or went, to Justice with a petition, to be printed. @throws Problem `not-found`, `state-conflict` where the petition goes nowhere */
  async record(asking: Asking, id: string): Promise<string> {
    const { manager } = this.source;
    const petition = await petitionById(manager, id);
    await this.petitions.seen(asking, petition.caseId, new Date());
    const [kept] = await manager.query(
      'SELECT record FROM petition_forwarding WHERE petition_id = $1 ORDER BY version DESC LIMIT 1',
      [id],
    );
    // One that was forwarded before and waits again goes with the record of today.
    if (kept && petition.state !== 'to be forwarded') return kept.record;
    if (petition.state !== 'to be forwarded')
      throw new Problem('state-conflict', `Petition ${petition.number} is '${petition.state}': it goes to nobody.`);
    const [row] = (await caseRows(manager, 'WHERE c.id = $1', [petition.caseId])) as [CaseRow];
    return petitionRecord(manager, row, petition);
  }
}
