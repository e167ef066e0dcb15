import { addressOf, call } from '../../api/call';
import type { EnforcementCaseView } from '../../api/enforcement';
import { useKnown } from '../../api/known';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNames, useOptions } from './names';
import { useRenewal } from './renewal';
import { caseWords } from './words';

const WAYS = ['certified mail', 'registered mail', 'first-class mail', 'courier', 'electronic'];

/** Notices of the case: to print, and to note that they were mailed. */
export function CaseNotices({ one, again }: { one: EnforcementCaseView; again: () => void }) {
  const say = useWords(caseWords);
  const name = useNames();
  const options = useOptions();
  const path = { id: one.id };
  const notices = useKnown('enforcement', 'GET /enforcement-cases/{id}/notices', { path });
  useRenewal(one.version, notices);
  const waiting = notices.data?.notices.filter(({ mailedOn }) => mailedOn === null) ?? [];
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{say('noticesTitle')}</h2>
      <Known of={notices} isPart isEmpty={(answer) => answer.notices.length === 0} empty={say('noticesNone')}>
        {(answer) => (
          <ul className="pw-cards">
            {answer.notices.map((notice) => (
              <li key={notice.number} className="pw-card">
                <p className="pw-card__line">
                  <strong>{name('form', notice.form)}</strong>
                  <span className="pw-sign">{say(notice.mailedOn ? 'mailed' : 'toMail')}</span>
                  <span>{notice.party.name}</span>
                </p>
                <p>
                  <a
                    className="usa-link"
                    href={addressOf('enforcement', 'GET /enforcement-notices/{noticeNumber}/page', {
                      path: { noticeNumber: notice.number },
                    })}
                  >
                    {say('print', { number: notice.number })}
                  </a>
                </p>
                <p className="pw-quiet">
                  {say('issuedOn')} <Day of={notice.issuedOn} />
                  {notice.mailedOn && (
                    <>
                      , {say('mailedOn')} <Day of={notice.mailedOn} /> ({notice.mailedReference})
                    </>
                  )}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Known>
      {waiting.length > 0 && (
        <OrderForm
          title={say('noteMailing', { count: waiting.length })}
          isSaidAbove
          explain={say('noteMailingExplain')}
          done={say('recorded')}
          fields={[
            { name: 'mailedOn', label: say('mailedOnDay'), kind: 'date' },
            { name: 'how', label: say('mailedHow'), kind: 'choice', options: options('mail', WAYS) },
            ...waiting.map(({ number, party }) => ({
              name: `proof ${number}`,
              label: say('proofFor', { name: party.name }),
              hint: say('proofHint'),
            })),
          ]}
          send={async (filled: Record<string, string>) => {
            try {
              await call('enforcement', 'POST /enforcement-cases/{id}/mailings', {
                path,
                body: {
                  version: one.version,
                  mailedOn: filled['mailedOn']!,
                  how: filled['how'] as 'courier',
                  proofs: waiting.map(({ number }) => ({
                    servedNotice: number,
                    reference: filled[`proof ${number}`]!,
                  })),
                },
              });
            } finally {
              notices.again();
              again();
            }
          }}
        />
      )}
    </section>
  );
}
