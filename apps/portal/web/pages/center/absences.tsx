import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { centerCaseWords } from './case-words';

/** Who of the Center is absent, and to whom their work goes meanwhile. */
export function Absences({ center }: { center: string | undefined }) {
  const say = useWords(centerCaseWords);
  const read = useKnown('cee', 'GET /absences', { query: { center } });
  const { data } = useKnown('cee', 'GET /absences/people', { query: { center } });
  const people = (data?.people ?? []).map(({ personId, name }) => ({ value: personId, text: name }));
  return (
    <section aria-labelledby="absences">
      <h2 id="absences">{say('absencesTitle')}</h2>
      <Known of={read} isPart isEmpty={({ absences }) => absences.length === 0} empty={say('absencesNone')}>
        {({ absences }) => (
          <ul className="pw-cards">
            {absences.map((one) => (
              <li key={one.absenceId} className="pw-card">
                <p>
                  {say('absence', { name: one.name })} <Day of={one.from} /> {say('absenceTo')} <Day of={one.to} />.{' '}
                  {one.standIn ? say('standsIn', { name: one.standIn }) : say('anybody')}
                </p>
                <OrderForm
                  title={say('endAbsence')}
                  isSaidAbove
                  explain={say('endAbsenceExplain')}
                  fields={[]}
                  done={say('endedAbsence')}
                  send={async () => {
                    await call('cee', 'POST /absences/{absenceId}/end', { path: { absenceId: one.absenceId } });
                    read.again();
                  }}
                />
              </li>
            ))}
          </ul>
        )}
      </Known>
      <OrderForm
        title={say('recordAbsence')}
        explain={say('recordAbsenceExplain')}
        done={say('recordedAbsence')}
        fields={[
          { name: 'personId', label: say('who'), kind: 'choice', options: people, first: data?.personId ?? '' },
          { name: 'from', label: say('absentFrom'), kind: 'date' },
          { name: 'to', label: say('absentTo'), kind: 'date' },
          { name: 'standInId', label: say('standIn'), kind: 'choice', options: people, optional: true },
        ]}
        send={async ({ standInId, ...body }, id) => {
          await call('cee', 'POST /absences', { body: { id, ...body, standInId: standInId || null } });
          read.again();
        }}
      />
    </section>
  );
}
