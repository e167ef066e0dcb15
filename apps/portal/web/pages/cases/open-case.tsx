import { useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call';
import type { CasePartyOrder } from '../../api/enforcement';
import { amountTyped } from '../../ui/typed';
import { listOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { caseFormWords } from './form-words';

/** Laws that cases are opened for, and as what the party that owes stands in one. */
const OWES = {
  '19 USC 1592': 'violator',
  '19 USC 1593a': 'violator',
  '19 USC 1641': 'violator',
  '19 USC 1436': 'violator',
  '19 USC 1581': 'violator',
  '19 USC 1584': 'violator',
  '19 USC 1595a': 'owner',
  '19 USC 1526': 'owner',
  '18 USC 545': 'owner',
  '19 USC 1623': 'principal',
} as const;
type Law = keyof typeof OWES;
const EVENTS = [
  'found at a port',
  'found by a Center',
  'told by another agency',
  'in-bond not arrived',
  'missing deposit',
];
/** Laws by whose degree of fault the amount goes. */
const BY_FAULT: readonly (string | undefined)[] = ['19 USC 1592', '19 USC 1593a'];
export const CULPABILITIES = ['negligence', 'gross negligence', 'fraud'];

const isSeizure = ({ law = '' }: Readonly<Record<string, string>>): boolean => OWES[law as Law] === 'owner';

/** Opens a case of a fine, penalty or forfeiture, and goes to it. */
export function OpenCase({ again }: { again: () => void }) {
  const say = useWords(caseFormWords);
  const { options } = useNamesOf(caseFormWords);
  const go = useNavigate();
  return (
    <OrderForm
      title={say('open')}
      explain={say('openExplain')}
      done={say('opened')}
      fields={[
        { name: 'law', label: say('law'), kind: 'choice', options: options('law', Object.keys(OWES)) },
        { name: 'event', label: say('event'), kind: 'choice', options: options('event', EVENTS) },
        { name: 'reference', label: say('reference'), hint: say('referenceHint') },
        { name: 'port', label: say('port'), hint: say('portHint'), kind: 'number' },
        { name: 'subject', label: say('subject') },
        { name: 'facts', label: say('facts'), kind: 'paragraph' },
        {
          name: 'culpability',
          label: say('culpability'),
          kind: 'choice',
          options: options('culpability', CULPABILITIES),
          when: ({ law }) => BY_FAULT.includes(law),
        },
        { name: 'violationOn', label: say('violationOn'), kind: 'date' },
        { name: 'discoveredOn', label: say('discoveredOn'), hint: say('discoveredHint'), kind: 'date', optional: true },
        { name: 'involvementOn', label: say('involvementOn'), kind: 'date', optional: true, when: isSeizure },
        { name: 'value', label: say('value'), hint: say('money'), kind: 'money', optional: true },
        { name: 'assessed', label: say('assessed'), hint: say('assessedHint'), kind: 'money' },
        { name: 'name', label: say('partyName') },
        { name: 'importer', label: say('partyImporter'), hint: say('partyImporterHint'), optional: true },
        { name: 'address', label: say('partyAddress'), hint: say('partyAddressHint'), optional: true },
        {
          name: 'surety',
          label: say('surety'),
          hint: say('suretyHint'),
          optional: true,
          when: (filled) => !isSeizure(filled),
        },
        { name: 'bond', label: say('bond'), when: ({ surety }) => Boolean(surety) },
        { name: 'interested', label: say('interested'), optional: true },
        { name: 'interestedAddress', label: say('interestedAddress'), when: ({ interested }) => Boolean(interested) },
        { name: 'entries', label: say('entries'), hint: say('entriesHint'), optional: true },
        { name: 'bills', label: say('bills'), hint: say('billsHint'), optional: true },
      ]}
      send={async (told, id) => {
        const parties: CasePartyOrder[] = [
          {
            role: OWES[told.law as Law],
            ...{ name: told.name, importer: told.importer || null, address: told.address || null },
          },
        ];
        if (told.surety) parties.push({ role: 'surety', suretyCode: told.surety, bondNumber: told.bond });
        if (told.interested)
          parties.push({ role: 'interested', name: told.interested, address: told.interestedAddress });
        await call('enforcement', 'POST /enforcement-cases', {
          body: {
            ...{ id, law: told.law as Law, port: told.port, subject: told.subject, facts: told.facts, parties },
            event: { kind: told.event as 'found at a port', reference: told.reference },
            ...(told.culpability && { culpability: told.culpability as 'fraud' }),
            ...{ violationOn: told.violationOn, discoveredOn: told.discoveredOn || null },
            ...{ involvementOn: told.involvementOn || null, value: amountTyped(told.value) },
            assessed: amountTyped(told.assessed) ?? '',
            ...{ entries: listOf(told.entries), bills: listOf(told.bills) },
          },
        });
        again();
        void go({ to: `/cases/${id}` as never });
      }}
    />
  );
}
