import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Facts } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { dollarsOf } from '../../ui/money';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { useNames, useOptions } from './names';
import { centerWords } from './words';

const EXTENSIONS = ['49', '50', '51'];
const SUSPENSIONS = ['43', '44', '45', '46', '47', '48', '65', '66'];

/** Where the liquidation stands, what was ordered about it, and ordering. */
export function Liquidation({ itemId }: { itemId: string }) {
  const say = useWords(centerWords);
  const name = useNames();
  const options = useOptions();
  const { language } = useLanguage();
  const known = useKnown('cee', 'GET /work-items/{itemId}/liquidation', { path: { itemId } }, { every: 10_000 });
  return (
    <section aria-labelledby="liquidation">
      <h2 id="liquidation">{say('liquidationTitle')}</h2>
      <Known of={known} isPart>
        {({ liquidation, orders }) => (
          <>
            {liquidation ? (
              <Facts
                of={[
                  [say('liquidationState'), name('liquidated', liquidation.state)],
                  [say('scheduledFor'), liquidation.scheduledFor && <Day of={liquidation.scheduledFor} />],
                  [say('dutyFiled'), dollarsOf(liquidation.filed.dutyCents, language)],
                  [
                    say('dutyLiquidated'),
                    liquidation.liquidated && dollarsOf(liquidation.liquidated.dutyCents, language),
                  ],
                  [say('change'), liquidation.changeCents && dollarsOf(liquidation.changeCents, language)],
                  [
                    say('heldBy'),
                    liquidation.heldBy.length > 0 &&
                      liquidation.heldBy.map(({ code, until }) => (
                        <span key={code} className="pw-fact-line">
                          {name('hold', code)} {until && <Day of={until} />}
                        </span>
                      )),
                  ],
                ]}
              />
            ) : (
              <p className="pw-empty">{say('liquidationNone')}</p>
            )}
            {orders.length > 0 && (
              <ul className="pw-cards">
                {orders.map((one) => (
                  <li key={one.id} className="pw-card">
                    <p className="pw-card__line">
                      <strong>{name('order', one.order)}</strong>
                      <span className="pw-sign">{name('outcome', one.outcome)}</span>
                      <span className="pw-quiet">
                        {one.specialist}, <When at={one.orderedAt} />
                      </span>
                    </p>
                    <p>{one.refusal ?? one.reason}</p>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Known>
      <OrderForm
        title={say('orderLiquidation')}
        explain={say('orderLiquidationExplain')}
        done={say('ordered')}
        fields={[
          {
            name: 'order',
            label: say('whatOrder'),
            kind: 'choice',
            options: options('order', ['extend', 'suspend', 'end suspension']),
          },
          {
            name: 'extension',
            label: say('ground'),
            kind: 'choice',
            options: options('hold', EXTENSIONS),
            when: ({ order }) => order === 'extend',
          },
          {
            name: 'suspension',
            label: say('ground'),
            kind: 'choice',
            options: options('hold', SUSPENSIONS),
            when: ({ order }) => order === 'suspend' || order === 'end suspension',
          },
          {
            name: 'until',
            label: say('extendUntil'),
            kind: 'date',
            hint: say('extendUntilHint'),
            when: ({ order }) => order === 'extend',
          },
          { name: 'reference', label: say('reference'), optional: true },
          { name: 'reason', label: say('why') },
        ]}
        send={async ({ order, extension, suspension, until, reference, reason }, id) => {
          await call('cee', 'POST /work-items/{itemId}/liquidation-orders', {
            path: { itemId },
            body: {
              id,
              order: order as 'extend',
              code: extension || suspension,
              until: until || null,
              reference: reference || null,
              reason,
            },
          });
          known.again();
        }}
      />
    </section>
  );
}
