import type { UnitOfWork } from '#messaging';
import { lockCase, partiesOf } from '../cases/case-row';
import { dollars } from '../cases/case.rules';
import { edgeOf } from '../cases/case.states';
import { noteInCase } from '../cases/case-steps';
import { tellMail } from '../petitions/telling';
import { centsOf, computedOption, type SummaryNow } from './late-summary-options';

/**
 * What a replaced summary declares now is what was withheld, and a claim whose summary was taken away has no reduced amount: else who files too little, or takes it back, would
 * settle the claim for next to nothing. An older revision than is known changes nothing. The history of the case has it, and parties that were given notice are told as long as
 * they may take the reduced amount.
 */
export const changeLateSummary = async (
  unit: UnitOfWork,
  caseId: string,
  { version, onFile, withheldCents, daysLate }: SummaryNow,
): Promise<void> => {
  const { manager } = unit;
  const row = await lockCase(manager, caseId);
  const before = await computedOption(manager, row);
  await manager.query(
    `UPDATE late_summary_option SET summary_version = $2, on_file = $3, withheld_cents = coalesce($4, withheld_cents), days_late = coalesce($5, days_late)
      WHERE case_id = $1 AND summary_version < $2`,
    [caseId, version, onFile, withheldCents, daysLate],
  );
  const after = await computedOption(manager, row);
  if (before?.suggested === after?.suggested) return;
  const what =
    after === null
      ? 'the entry summary is not on file any more: there is no reduced amount until one is'
      : `the entry summary was ${before === null ? 'filed again' : 'replaced'}: the claim is settled without a petition by USD ${dollars(centsOf(after))} now`;
  await noteInCase(unit, row, {
    ...{ step: 'reduced amount changed', by: 'the platform' },
    why: `${what[0]!.toUpperCase()}${what.slice(1)}.`,
  });
  if (!row.toldToParties || !edgeOf(row.kind, row.state, 'take option')) return;
  const accounts = (await partiesOf(manager, [caseId])).flatMap(({ accountId }) => accountId ?? []);
  tellMail(unit, row, [...new Set(accounts)].sort(), {
    about: 'reduced amount for a late summary',
    text: `${what}.`,
  });
};
