import { call } from '../../api/call';
import { type Field, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { caseFormWords } from './form-words';

const KINDS = ['petition', 'supplemental petition', 'petition for proceeds'] as const;
const CAPACITIES = [
  ...['petitioner', 'officer of the petitioner', 'employee of the petitioner', 'attorney-at-law', 'customs broker'],
  'family member or other representative',
];

/** Files a petition: by the party or who acts for it, or by an officer for whom it came on paper. */
export function FilePetition({
  caseId,
  isSeizure,
  isDecided,
  happenedOn,
  happenedAt,
  parties,
  again,
}: {
  caseId: string;
  isSeizure: boolean;
  /** A petition in the case was decided: what is filed now is most often a further one. */
  isDecided: boolean;
  happenedOn: string;
  happenedAt: string;
  /** Of an officer: for whom it may have come; null for a party. */
  parties: readonly { readonly place: number; readonly name: string }[] | null;
  again: () => void;
}) {
  const say = useWords(caseFormWords);
  const { options } = useNamesOf(caseFormWords);
  const ofPaper: Field[] = parties
    ? [
        {
          name: 'place',
          label: say('forParty'),
          kind: 'choice',
          options: parties.map(({ place, name }) => ({ value: String(place), text: name })),
          first: parties.length === 1 ? String(parties[0]!.place) : '',
        },
        { name: 'receivedOn', label: say('receivedOn'), kind: 'date' },
        { name: 'copies', label: say('copies'), hint: say('copiesHint'), kind: 'number', first: '2' },
      ]
    : [];
  return (
    <OrderForm
      title={say(parties ? 'petitionPaper' : 'petitionTitle')}
      isSaidAbove={parties === null}
      explain={say(parties ? 'petitionPaperExplain' : 'petitionExplain')}
      done={say('petitionFiled')}
      fields={[
        ...ofPaper,
        {
          name: 'kind',
          label: say('petitionKind'),
          kind: 'choice',
          options: options('kind', isSeizure ? KINDS : KINDS.slice(0, 2)),
          first: isDecided ? 'supplemental petition' : 'petition',
        },
        ...(isSeizure ? [{ name: 'property', label: say('property') }] : []),
        { name: 'happenedOn', label: say('happenedOn'), kind: 'date', first: happenedOn },
        { name: 'happenedAt', label: say('happenedAt'), first: happenedAt },
        { name: 'facts', label: say('petitionFacts'), kind: 'paragraph' },
        ...(isSeizure ? [{ name: 'interest', label: say('interest'), kind: 'paragraph' as const }] : []),
        { name: 'signedBy', label: say('signedBy') },
        { name: 'capacity', label: say('capacity'), kind: 'choice', options: options('capacity', CAPACITIES) },
        {
          name: 'waivedUntil',
          label: say('waivedUntil'),
          hint: say('waivedHint'),
          kind: 'date',
          optional: true,
          when: ({ kind }) => kind === 'supplemental petition',
        },
        ...(parties ? [{ name: 'askCenter', label: say('askCenter'), kind: 'tick' as const }] : []),
      ]}
      send={async (told: Record<string, string>, id) => {
        await call('enforcement', 'POST /enforcement-cases/{caseId}/petitions', {
          path: { caseId },
          body: {
            ...{ id, kind: told['kind'] as 'petition', property: told['property'] || null },
            ...{ happenedOn: told['happenedOn']!, happenedAt: told['happenedAt']!, facts: told['facts']! },
            ...{ interest: told['interest'] || null, signedBy: told['signedBy']! },
            ...{ capacity: told['capacity'] as 'petitioner', waivedUntil: told['waivedUntil'] || null },
            ...(parties && {
              ...{ place: Number(told['place']), receivedOn: told['receivedOn']!, copies: Number(told['copies']) },
              askCenter: told['askCenter'] === 'yes',
            }),
          },
        });
        again();
      }}
    />
  );
}
