import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNames, useOptions } from './names';
import { trustedWords } from './words';

const ROLES = ['account manager', 'security specialist'] as const;

/** Names who an account talks to. */
export function NameContact({ accountId, again }: { accountId: string; again: () => void }) {
  const say = useWords(trustedWords);
  const name = useNames();
  const options = useOptions();
  const path = { accountId };
  const known = useKnown('cee', 'GET /accounts/{accountId}/trusted-contacts/people', { path }, { isSealed: true });
  const people = known.data?.people ?? [];
  const roles = ROLES.filter((role) => people.some((one) => one.role === role));
  if (known.data && roles.length === 0) return <p>{say('nobodyToName')}</p>;
  return (
    <OrderForm
      title={say('nameContact')}
      explain={say('nameContactExplain')}
      done={say('named')}
      fields={[
        { name: 'role', label: say('role'), kind: 'choice', options: options('role', roles) },
        ...roles.map((role) => ({
          name: role === 'account manager' ? ('manager' as const) : ('specialist' as const),
          label: say('person'),
          kind: 'choice' as const,
          options: people
            .filter((one) => one.role === role)
            .map((one) => ({
              value: one.personId,
              text: [one.name, one.centerId].filter(Boolean).join(', '),
            })),
          hint: name('role', role),
          when: (told: Readonly<Record<string, string>>) => told['role'] === role,
        })),
      ]}
      send={async (told) => {
        await call('cee', 'POST /accounts/{accountId}/trusted-contacts', {
          path,
          body: { role: told.role as 'account manager', personId: told.manager || told.specialist },
        });
        again();
      }}
    />
  );
}
