import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import type { Confirmed, Downtime } from '../../api/port';
import { Known } from '../../ui/known';
import { When } from '../../ui/when';
import { linesOf, optionsOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { PortChoice } from '../status/port-choice';
import { portText } from '../status/ports';
import { Fact } from './downtimes-page';
import { Frame, useReason } from './frame';
import { useScopeText } from './scope-text';
import { operationsWords } from './words';

/** One downtime: what it holds for, what may be done with it, and every version it had. */
export default function DowntimePage() {
  const say = useWords(operationsWords);
  const { number } = useParams({ strict: false }) as { number: string };
  const known = useKnown('port', 'GET /downtime/downtimes/{number}', { path: { number } });
  const again = (): void => {
    known.again();
  };
  return (
    <Frame title={say('downtimeTitle', { number })}>
      <Known of={known} rows={6}>
        {({ downtime, versions }) => (
          <>
            <Facts downtime={downtime} />
            {downtime.state === 'in force' && <Orders key={downtime.version} downtime={downtime} again={again} />}
            <section aria-labelledby="versions">
              <h2 id="versions">{say('versionsTitle')}</h2>
              <ol className="pw-past" reversed>
                {[...versions].reverse().map((one) => (
                  <li key={one.version}>
                    <When at={one.changedAt} />:{' '}
                    {say('changedBy', { what: say(`change_${one.change}`), who: one.changedBy.officer })}
                  </li>
                ))}
              </ol>
            </section>
          </>
        )}
      </Known>
    </Frame>
  );
}

function Facts({ downtime }: { downtime: Downtime }) {
  const say = useWords(operationsWords);
  const scopeText = useScopeText();
  const { scope, everywhere, from, to, expectedEnd, reason, invokedBy, gateOrders, relief, drill, state } = downtime;
  return (
    <>
      <p className="pw-tag-line">
        <span className="usa-tag">{say(state === 'in force' ? 'state_inForce' : 'state_revoked')}</span>{' '}
        {drill && <span className="usa-tag">{say('drill')}</span>}
      </p>
      <dl className="pw-facts">
        <dt>{say('holdsFor')}</dt>
        <dd>{scopeText(scope, everywhere)}</dd>
        <Fact name={say('begun')} at={from} />
        {to ? <Fact name={say('ended')} at={to} /> : <Fact name={say('expected')} at={expectedEnd} />}
        <dt>{say('why')}</dt>
        <dd>{say('declaredBy', { who: invokedBy.officer, why: reason })}</dd>
        <dt>{say('gatesStopped')}</dt>
        <dd>
          {gateOrders.length === 0
            ? say('noGates')
            : gateOrders.map(({ module, direction }) => say(`gate_${module}_${direction}`)).join(', ')}
        </dd>
        <dt>{say('relief')}</dt>
        <dd>{say('reliefDays', { payment: relief.paymentBusinessDays, other: relief.otherBusinessDays })}</dd>
      </dl>
    </>
  );
}

function Orders({ downtime, again }: { downtime: Downtime; again: () => void }) {
  const say = useWords(operationsWords);
  const reason = useReason();
  const [more, setMore] = useState<string[]>([]);
  const { number, confirmed } = downtime;
  const { ports } = confirmed;
  const scoped = (chosen: readonly string[], reason: string) => ({
    path: { number },
    body: {
      confirmed: { ...confirmed, ports: chosen } as Confirmed,
      possible: downtime.possible as Confirmed | null,
      gateOrders: null,
      treatments: null,
      relief: null,
      reason,
      officer: null,
    },
  });
  return (
    <section aria-labelledby="orders" className="pw-orders">
      <h2 id="orders">{say('ordersTitle')}</h2>
      <OrderForm
        title={say('extendOpen')}
        explain={say('extendSays')}
        fields={[{ name: 'hours', label: say('hoursFromNow'), kind: 'number', most: 3 }, reason]}
        submit={say('extend')}
        send={({ hours, reason }) =>
          call('port', 'POST /downtime/downtimes/{number}/extend', {
            path: { number },
            body: { expectedEnd: inHours(hours), reviewAt: null, reason, officer: null },
          }).then(again)
        }
        done={say('extended', { number })}
        isSaidAbove
      />
      {ports.length > 0 && (
        <OrderForm
          title={say('widenOpen')}
          explain={say('widenSays')}
          isGrave
          fields={[reason]}
          submit={say('widen')}
          send={({ reason }) =>
            call(
              'port',
              'POST /downtime/downtimes/{number}/widen',
              scoped([...new Set([...ports, ...more])], reason),
            ).then(again)
          }
          done={say('widened', { number })}
          isSaidAbove
        >
          <PortChoice chosen={more} onChange={setMore} legend={say('portsIn')} />
        </OrderForm>
      )}
      {ports.length > 1 && (
        <OrderForm
          title={say('narrowOpen')}
          explain={say('narrowSays')}
          fields={[
            { name: 'fewer', label: say('portsOut'), kind: 'several', options: optionsOf(ports, portText) },
            reason,
          ]}
          submit={say('narrow')}
          send={({ fewer, reason }) =>
            call(
              'port',
              'POST /downtime/downtimes/{number}/narrow',
              scoped(
                ports.filter((port) => !linesOf(fewer).includes(port)),
                reason,
              ),
            ).then(again)
          }
          done={say('narrowed', { number })}
          isSaidAbove
        />
      )}
      <OrderForm
        title={say('revokeOpen')}
        explain={say('revokeSays')}
        isGrave
        fields={[reason]}
        submit={say('revoke')}
        send={({ reason }) =>
          call('port', 'POST /downtime/downtimes/{number}/revoke', {
            path: { number },
            body: { reason, relief: null, officer: null },
          }).then(again)
        }
        done={say('revoked', { number })}
        isSaidAbove
      />
    </section>
  );
}

const HOUR_MS = 3_600_000;
const inHours = (hours: string): string => new Date(Date.now() + (Number(hours) || 0) * HOUR_MS).toISOString();
