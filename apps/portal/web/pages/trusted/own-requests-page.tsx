import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { CardList } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { listOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useAccount } from '../account/use-account';
import { BENEFIT_FOR, REQUEST_KINDS, type RequestKind, useOptions, useOwnRights } from './names';
import { OwnFrame } from './own-frame';
import { Request } from './request';
import { trustedWords } from './words';

const CERTIFICATIONS = [
  ...['transfer to an exam location', 'Lacey Act declaration', 'preference certification'],
  ...['toxic substances certification'],
];

/** What an account asked CBP as a trusted trader, with the days for the answers, and asking. */
export default function OwnRequestsPage() {
  const say = useWords(trustedWords);
  const { accountId, isOwn } = useAccount();
  const { mayAsk } = useOwnRights(accountId);
  const requests = useKnown('cee', 'GET /accounts/{accountId}/trusted-requests', { path: { accountId } });
  return (
    <OwnFrame title={say('requestsTitle')} lead={say('requestsLead')}>
      {mayAsk && <Ask again={requests.again} />}
      {isOwn && !mayAsk && <p>{say('askersOnly')}</p>}
      <Known of={requests} rows={6} isEmpty={(told) => told.requests.length === 0} empty={say('requestsNone')}>
        {(told) => (
          <CardList label={say('requestsTitle')} items={told.requests} keyOf={({ id }) => id} height={190}>
            {(one) => (
              <Request of={one} heading="h2">
                {mayAsk && one.state === 'open' && (
                  <OrderForm
                    title={say('takeBack', { number: one.number })}
                    isSaidAbove
                    explain={say('takeBackExplain')}
                    done={say('takenBack')}
                    send={async () => {
                      await call('cee', 'POST /accounts/{accountId}/trusted-requests/{requestId}/withdrawal', {
                        path: { accountId, requestId: one.id },
                      });
                      requests.again();
                    }}
                  />
                )}
              </Request>
            )}
          </CardList>
        )}
      </Known>
    </OwnFrame>
  );
}

/** Null where nothing was typed: for all. */
const listTyped = (text: string): string[] | null => (text === '' ? null : listOf(text));

function Ask({ again }: { again: () => void }) {
  const say = useWords(trustedWords);
  const options = useOptions();
  const { accountId } = useAccount();
  const standing = useKnown('cee', 'GET /accounts/{accountId}/trusted-standing', { path: { accountId } });
  if (!standing.data) return null;
  const { on, benefits } = standing.data;
  const kinds = REQUEST_KINDS.filter((kind) =>
    benefits.some(({ benefit, from }) => benefit === BENEFIT_FOR[kind] && from <= on),
  );
  if (kinds.length === 0) return <p>{say('askNothing')}</p>;
  const isBlanket = ({ kind }: Readonly<Record<string, string>>): boolean => kind === 'blanket certification';
  const isPenalty = ({ kind }: Readonly<Record<string, string>>): boolean => kind === 'penalty input';
  return (
    <OrderForm
      title={say('ask')}
      explain={say('askExplain')}
      done={say('asked')}
      fields={[
        { name: 'kind', label: say('kind'), kind: 'choice', options: options('kind', kinds) },
        { name: 'text', label: say('text'), kind: 'paragraph', least: 2, most: 4_000 },
        { name: 'case', label: say('caseNumber'), most: 60, when: isPenalty },
        {
          name: 'reference',
          label: say('reference'),
          hint: say('referenceHint'),
          most: 60,
          optional: true,
          when: (told) => !isBlanket(told) && !isPenalty(told),
        },
        {
          name: 'certification',
          label: say('certification'),
          kind: 'choice',
          options: options('certification', CERTIFICATIONS),
          when: isBlanket,
        },
        { name: 'goods', label: say('goods'), hint: say('goodsHint'), optional: true, when: isBlanket },
        { name: 'ports', label: say('ports'), hint: say('portsHint'), optional: true, when: isBlanket },
        { name: 'from', label: say('firstDay'), kind: 'date', when: isBlanket },
        { name: 'to', label: say('lastDay'), hint: say('lastDayHint'), kind: 'date', when: isBlanket },
      ]}
      send={async (told, id) => {
        await call('cee', 'POST /accounts/{accountId}/trusted-requests', {
          path: { accountId },
          body: {
            ...{ id, kind: told.kind as RequestKind, text: told.text },
            ...{ reference: told.case || told.reference || null, certification: told.certification || null },
            ...{ goods: listTyped(told.goods), ports: listTyped(told.ports) },
            ...{ from: told.from || null, to: told.to || null },
          },
        });
        again();
      }}
    />
  );
}
