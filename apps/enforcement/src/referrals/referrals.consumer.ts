import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { EnforcementReferred } from '#contracts';
import { parseEntryNumber, timeOrderedId } from '#kernel';
import { MessageContext, type Received } from '#messaging';
import { isPort, portLocalDate } from '#reference';
import { REFERRAL_EVENT } from '../cases/case-steps';
import { EnforcementCases } from '../cases/enforcement-cases';

/** The law that a Center's case is referred under: what the officer finds is another. */
const LAW_OF: Readonly<Record<string, string>> = {
  evasion: '19 USC 1592',
  'import safety': '19 USC 1595a',
  'intellectual property': '19 USC 1526',
};
/** Headquarters' own field office, for a referral to a port that is in no table. */
const HEADQUARTERS_PORT = '5401';

/** Referrals of Centers that an officer accepted: each opens a case, once. */
@Controller()
export class ReferralsConsumer {
  constructor(private readonly cases: EnforcementCases) {}

  @EventPattern<string>(EnforcementReferred.type, { batch: true })
  async take(@Payload() messages: Received<EnforcementReferred>[], @Ctx() { unit }: MessageContext): Promise<void> {
    for (const { data } of messages) {
      const law = LAW_OF[data.caseKind] ?? '19 USC 1595a';
      const seizure = law !== '19 USC 1592';
      const entry = parseEntryNumber(data.target);
      const port = isPort(data.port) ? data.port : HEADQUARTERS_PORT;
      const day = portLocalDate(data.occurredAt, port);
      await this.cases.openWithin(
        unit,
        {
          ...{ id: timeOrderedId(), law, port, centerId: data.centerId },
          event: { kind: REFERRAL_EVENT, reference: data.referralId },
          ...{ subject: data.caseSubject, culpability: null, valueCents: null, assessedCents: 0 },
          facts: `${data.caseNumber}, referred by ${data.madeBy}: ${data.reason} (${data.target})`,
          ...{ violationOn: day, discoveredOn: day, involvementOn: seizure ? (data.seizedOn ?? day) : null },
          parties: [
            {
              ...{ role: seizure ? 'owner' : 'violator', name: data.importerName ?? 'not known yet', address: null },
              ...{ importer: data.importer, accountId: null, suretyCode: null, bondNumber: null },
            },
          ],
          entries: entry.ok ? [entry.value.filerCode + entry.value.number] : [],
          bills: [],
        },
        data.officer,
        day,
      );
    }
  }
}
