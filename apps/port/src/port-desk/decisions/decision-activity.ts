import { KnownAccounts } from '#access';
import { accountSubject, actOfCbp, billSubject, entrySubject, PortInteractionRecorded } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { Injectable } from '@nestjs/common';
import { filersOf, numbersOf } from './covering-downtimes';
import type { Doer, Paper, RegisteredDecision } from './decision.model';

const WORDS: Readonly<Record<string, string>> = {
  'hold must be overridden': 'asked a second officer to override a hold',
  release: 'decided on paper',
  'takes effect': 'decided on paper',
  'not agreed': 'did not agree to a decision on paper',
  keyed: 'recorded that a decision on paper was keyed in',
  examined: 'recorded the result of an examination',
  voided: 'took back a decision on paper',
};

/** Tells the activity logs of the carrier, the filer and the importer what officers decided on paper. Drills are told to nobody; the platform's own steps are in its answers. */
@Injectable()
export class DecisionActivity {
  constructor(private readonly accounts: KnownAccounts) {}

  async tell(
    unit: UnitOfWork,
    { id, drill, paper, controlNumber }: RegisteredDecision,
    event: string,
    by: Doer,
  ): Promise<void> {
    if (drill || by.accountId === null) return;
    for (const accountId of await this.accounts.idsOf(numbersOf(filersOf(paper)), unit.manager))
      unit.publish(
        PortInteractionRecorded,
        accountSubject(accountId),
        actOfCbp(
          {
            ...{ accountId, kind: 'decided', person: by.person, disposition: paper.decision, ports: [paper.port] },
            what: `${WORDS[event] ?? event}: ${paper.decision}, ${controlNumber}`,
            records: recordsOf(paper).map((subject) => ({
              kind: 'decision on paper',
              subject,
              outcome: paper.decision,
            })),
          },
          unit.now,
        ),
        { correlationId: id },
      );
  }
}

const recordsOf = ({ entry, bills }: Paper): string[] => [
  ...(entry ? [entrySubject(entry)] : []),
  ...new Set(bills.map(({ billKey }) => billSubject(billKey))),
];
