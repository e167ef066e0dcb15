import { call } from '../../api/call';
import type { EnforcementCaseView } from '../../api/enforcement';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNames } from './names';
import { caseWords } from './words';

/** Who acts for the parties. The parties name them; the officer can end one. */
export function Representatives({ one }: { one: EnforcementCaseView }) {
  const say = useWords(caseWords);
  const name = useNames();
  const path = { caseId: one.id };
  const known = useKnown('enforcement', 'GET /enforcement-cases/{caseId}/representatives', { path });
  return (
    <section aria-labelledby="representatives">
      <h2 id="representatives">{say('representativesTitle')}</h2>
      <Known
        of={known}
        isPart
        isEmpty={(answer) => answer.representatives.length === 0}
        empty={say('representativesNone')}
      >
        {(answer) => (
          <ul className="pw-cards">
            {answer.representatives.map((each) => (
              <li key={each.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{each.accountName}</strong>
                  <span>{name('capacity', each.capacity)}</span>
                  <span className="pw-sign">{say(each.endedAt ? 'ended' : 'acts')}</span>
                </p>
                <p className="pw-quiet">
                  {each.namedBy}, <When at={each.namedAt} />
                </p>
                {!each.endedAt && (
                  <OrderForm
                    title={say('endActing')}
                    isSaidAbove
                    explain={say('endActingExplain')}
                    fields={[]}
                    done={say('recorded')}
                    send={async () => {
                      await call(
                        'enforcement',
                        'POST /enforcement-cases/{caseId}/representatives/{representativeId}/end',
                        { path: { caseId: one.id, representativeId: each.id } },
                      );
                      known.again();
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
    </section>
  );
}
