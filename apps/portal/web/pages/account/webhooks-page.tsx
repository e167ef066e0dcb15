import { useState } from 'react';
import type { AnswerOf } from '../../api/modules';
import { call, CallFailed } from '../../api/call';
import { useKnown } from '../../api/known';
import { Failure, Known } from '../../ui/known';
import { Notice } from '../../ui/notice';
import { When } from '../../ui/when';
import { linesOf, optionsOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { ShownOnce } from './shown-once';
import { useAccount } from './use-account';
import { accountWords } from './words';

type Webhook = AnswerOf<'gateway', 'GET /webhooks'>['webhooks'][number];
type Delivery = AnswerOf<'gateway', 'GET /webhooks/{id}/deliveries'>['deliveries'][number];
const EVENTS = ['answer', 'notification'] as const;
const LOG_MS = 10_000;

/** Where answers are pushed to, what arrived there and what did not, and how to get it again. */
export default function WebhooksPage() {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { isOwn } = useAccount();
  const webhooks = useKnown('gateway', 'GET /webhooks', {}, { when: isOwn });
  if (!isOwn)
    return (
      <AccountPage title={say('webhooksTitle')}>
        <p>{say('webhooksOwn')}</p>
      </AccountPage>
    );
  return (
    <AccountPage title={say('webhooksTitle')} lead={say('webhooksLead')}>
      <OrderForm
        title={say('newWebhook')}
        explain={say('newWebhookHappens')}
        fields={[
          { name: 'url', label: say('webhookUrl'), kind: 'url', hint: say('webhookUrlHint') },
          {
            name: 'events',
            label: say('webhookEvents'),
            kind: 'several',
            options: optionsOf(EVENTS, state),
            first: EVENTS.join('\n'),
          },
        ]}
        submit={say('addWebhook')}
        send={async (typed) => {
          const { secret } = await call('gateway', 'POST /webhooks', {
            body: { url: typed.url, events: linesOf(typed.events) as (typeof EVENTS)[number][] },
          });
          webhooks.again();
          return secret;
        }}
        done={(secret) => <ShownOnce secret={secret} what={say('webhookSecret')} />}
      />
      <Known of={webhooks} isEmpty={(told) => told.webhooks.length === 0} empty={say('webhooksNone')}>
        {(told) => (
          <ul className="pw-cards">
            {told.webhooks.map((webhook) => (
              <li key={webhook.id} className="pw-card">
                <OneWebhook webhook={webhook} again={webhooks.again} />
              </li>
            ))}
          </ul>
        )}
      </Known>
    </AccountPage>
  );
}

function OneWebhook({ webhook, again }: { webhook: Webhook; again: () => void }) {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { id } = webhook;
  const log = useKnown(
    'gateway',
    'GET /webhooks/{id}/deliveries',
    { path: { id }, query: { limit: 100 } },
    { every: LOG_MS },
  );
  return (
    <>
      <h2 className="pw-hash">{webhook.url}</h2>
      <p className="pw-quiet">
        {webhook.events.map(state).join(', ')} · {say('made')} <When at={webhook.createdAt} />
      </p>
      <div className="pw-orders">
        <OrderForm
          title={say('recover')}
          explain={say('recoverHappens')}
          fields={[
            {
              name: 'since',
              label: say('recoverSince'),
              kind: 'instant',
              hint: say('recoverSinceHint', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
            },
          ]}
          submit={say('recoverNow')}
          send={async (typed) => {
            const recovered = await call('gateway', 'POST /webhooks/{id}/recoveries', {
              path: { id },
              body: { since: new Date(typed.since).toISOString() },
            });
            log.again();
            return recovered;
          }}
          done={({ queued, more }) => `${say('recovered', { count: queued })} ${more ? say('recoveredMore') : ''}`}
        />
        <OrderForm
          title={say('endWebhook')}
          explain={say('endWebhookHappens')}
          isGrave
          submit={say('endWebhookNow')}
          send={async () => {
            await call('gateway', 'DELETE /webhooks/{id}', { path: { id } });
            again();
          }}
          done={say('webhookEnded')}
          isSaidAbove
        />
      </div>
      <h3>{say('deliveries')}</h3>
      <Known of={log} isEmpty={({ deliveries }) => deliveries.length === 0} empty={say('deliveriesNone')}>
        {({ deliveries }) => (
          <table className="usa-table usa-table--borderless usa-table--stacked pw-table">
            <caption className="usa-sr-only">{say('deliveries')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('delivery')}</th>
                <th scope="col">{say('stands')}</th>
                <th scope="col">{say('attempts')}</th>
                <th scope="col">{say('otherSide')}</th>
                <th scope="col">{say('again')}</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <OneDelivery key={delivery.id} webhookId={id} delivery={delivery} again={log.again} />
              ))}
            </tbody>
          </table>
        )}
      </Known>
    </>
  );
}

function OneDelivery({ webhookId, delivery, again }: { webhookId: string; delivery: Delivery; again: () => void }) {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const [isResent, setResent] = useState(false);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const resend = async (): Promise<void> => {
    setFailure(null);
    setResent(false);
    try {
      await call('gateway', 'POST /webhooks/{id}/deliveries/{deliveryId}/resend', {
        path: { id: webhookId, deliveryId: delivery.id },
      });
      setResent(true);
      again();
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    }
  };
  return (
    <tr>
      <th scope="row" data-label={say('delivery')}>
        {delivery.id} · {state(delivery.event)}
        <br />
        <span className="pw-quiet">
          <When at={delivery.createdAt} />
        </span>
      </th>
      <td data-label={say('stands')}>
        <span
          className={`pw-state-tag pw-state-tag--${delivery.state === 'failed' ? 'waits' : delivery.state === 'delivered' ? 'good' : 'plain'}`}
        >
          {state(delivery.state)}
        </span>
      </td>
      <td data-label={say('attempts')}>
        {delivery.attempts}
        {delivery.nextTryAt && (
          <>
            , {say('nextTry')} <When at={delivery.nextTryAt} />
          </>
        )}
      </td>
      <td data-label={say('otherSide')}>
        {delivery.error ? <span lang="en">{delivery.error}</span> : (delivery.status ?? say('nothingYet'))}
      </td>
      <td data-label={say('again')}>
        <button
          type="button"
          className="usa-button usa-button--unstyled"
          aria-label={say('resendOf', { number: delivery.id })}
          onClick={() => void resend()}
        >
          {say('resend')}
        </button>
        {isResent && <Notice kind="info" title={say('resent')} />}
        {failure && <Failure failure={failure} />}
      </td>
    </tr>
  );
}
