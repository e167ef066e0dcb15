import { useParams } from '@tanstack/react-router';
import { addressOf, call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Facts, History } from '../../ui/card-list';
import { Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { dollarsOf } from '../../ui/money';
import { OrderForm } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { BackToDesk } from './center-frame';
import { useNames, useOptions } from './names';
import { useOwedFields } from './owed';
import { owedTyped } from './owed.rules';
import { centerWords } from './words';
import './center.scss';

const DECISIONS = [
  'found sufficient',
  'found insufficient',
  'more time given',
  'action ordered',
  'closed',
  'withdrawn',
];

/** One request or notice: what was asked, what was answered, and what is decided on it. */
export default function NoticePage() {
  const say = useWords(centerWords);
  const name = useNames();
  const options = useOptions();
  const owedFields = useOwedFields();
  const { language } = useLanguage();
  const { actionNumber = '' } = useParams({ strict: false }) as { actionNumber?: string };
  const notice = useKnown('cee', 'GET /notices/{actionNumber}', { path: { actionNumber } });
  return (
    <>
      <PageTitle>{say('noticeTitle', { number: actionNumber })}</PageTitle>
      <BackToDesk to="/center/notices">{say('backToNotices')}</BackToDesk>
      <Known of={notice} rows={8}>
        {(one) => (
          <>
            <p className="pw-card__line">
              <strong>{name('form', one.form)}</strong>
              <span className="pw-sign">{name('notice', one.state)}</span>
              {one.clock && <Due day={one.clock.dueDate} daysLeft={one.clock.daysLeft} unit={one.clock.unit} />}
            </p>
            {one.refusal && <p>{one.refusal}</p>}
            <Facts
              of={[
                [
                  say('entry'),
                  <Link key="entry" to={`/center/work/${one.itemId}`}>
                    {one.entryNumber}
                  </Link>,
                ],
                [say('importer'), `${one.importer} (${one.importerNumber})`],
                [say('issuedBy'), one.issuedBy],
                [say('issuedAt'), <When key="at" at={one.issuedAt} />],
                [say('about'), name('about', one.about)],
                [say('goods'), one.product],
                [say('heading'), one.heading],
                [say('supplier'), one.supplier],
                [say('action'), one.action && name('about', one.action)],
                [say('owed'), one.finally && dollarsOf(one.finally.dutyCents, language)],
                [
                  say('feesOwed'),
                  one.finally?.fees.map((fee) => `${fee.class}: ${dollarsOf(fee.cents, language)}`).join(', '),
                ],
                [say('goodsOutcome'), one.outcome],
              ]}
            />
            <h2>{say('asked')}</h2>
            <p>{one.question}</p>
            <p>
              <a
                className="usa-link"
                href={addressOf('cee', 'GET /notices/{actionNumber}/document', { path: { actionNumber } })}
              >
                {say('printNotice')}
              </a>
            </p>
            <h2>{say('answers')}</h2>
            {one.answers.length === 0 ? (
              <p className="pw-empty">{say(one.takesAnswers ? 'answersWait' : 'answersNone')}</p>
            ) : (
              <ul className="pw-cards">
                {one.answers.map((answer) => (
                  <li key={answer.answeredAt} className="pw-card">
                    <p className="pw-card__line">
                      <strong>{name('says', answer.says)}</strong>
                      <span className="pw-quiet">
                        {answer.by}, <When at={answer.answeredAt} />
                      </span>
                    </p>
                    {answer.text && <p>{answer.text}</p>}
                    {answer.documentReferences.length > 0 && (
                      <p>{say('documents', { list: answer.documentReferences.join(', ') })}</p>
                    )}
                  </li>
                ))}
              </ul>
            )}
            <OrderForm
              title={say('decideNotice')}
              explain={say('decideNoticeExplain')}
              done={say('decided')}
              fields={[
                { name: 'decision', label: say('decision'), kind: 'choice', options: options('says', DECISIONS) },
                {
                  name: 'until',
                  label: say('extendUntil'),
                  kind: 'date',
                  when: ({ decision }) => decision === 'more time given' || decision === 'found insufficient',
                  optional: true,
                },
                ...owedFields(one.finally, {
                  optional: true,
                  when: ({ decision }) => decision === 'action ordered',
                }),
                {
                  name: 'outcome',
                  label: say('goodsOutcome'),
                  optional: true,
                  when: ({ decision }) => decision === 'action ordered',
                },
                { name: 'reason', label: say('why') },
              ]}
              send={async (told: Record<string, string>, id) => {
                await call('cee', 'POST /notices/{actionNumber}/decisions', {
                  path: { actionNumber },
                  body: {
                    ...{ id, decision: told['decision'] as 'closed', reason: told['reason']! },
                    ...{ until: told['until'] || null, outcome: told['outcome'] || null },
                    ...(told['duty'] && { finally: owedTyped(told)! }),
                  },
                });
                notice.again();
              }}
            />
            <h2>{say('historyTitle')}</h2>
            <History
              of={one.history.map(({ event, by, note, at }) => ({
                what: name('event', event),
                who: by,
                note,
                when: <When at={at} />,
              }))}
            />
          </>
        )}
      </Known>
    </>
  );
}
