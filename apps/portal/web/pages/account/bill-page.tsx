import { useParams } from '@tanstack/react-router';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Said } from '../../ui/said';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useFigures, zoneOf } from './figures';
import { AccountPage } from './frame';
import { LifeLine } from './life-line';
import { useAccount } from './use-account';
import { accountWords } from './words';

/** The life of one bill of lading: holds first, then every step. */
export default function BillPage() {
  const say = useWords(accountWords);
  const { state, port, number } = useFigures();
  const { key = '' } = useParams({ strict: false }) as { key?: string };
  const { base } = useAccount();
  const bill = useKnown('gateway', 'GET /bills/{billKey}', { path: { billKey: key } }, { every: 15_000 });
  return (
    <AccountPage title={say('billTitle', { number: key })}>
      <p>
        <Link to={`${base}/filings`}>{say('backToFilings')}</Link>
      </p>
      <Known of={bill} rows={8}>
        {(told) => (
          <>
            <section
              aria-labelledby="stands"
              className={`pw-stands pw-stands--${told.holds.length > 0 ? 'waits' : 'good'}`}
            >
              <h2 id="stands">{say('howItStands')}</h2>
              <p className="pw-headline">{told.holds.length > 0 ? state('hold') : state(told.state)}</p>
              <p>{say(told.holds.length > 0 ? 'do_hold' : 'do_nothing')}</p>
              <dl className="pw-facts">
                {told.holds.map(({ code, reason, placedAt }) => (
                  <div key={code + placedAt}>
                    <dt>{say('holdCode', { code })}</dt>
                    <dd>
                      <Said text={reason} />, <When at={placedAt} zone={zoneOf(told.portCode)} />
                    </dd>
                  </div>
                ))}
                <dt>{say('port')}</dt>
                <dd>{port(told.portCode)}</dd>
                <dt>{say('conveyance')}</dt>
                <dd>
                  {told.conveyance.name ?? told.conveyance.scac} {told.conveyance.voyage}
                </dd>
                <dt>{say('pieces')}</dt>
                <dd>
                  {number(told.quantity)} {told.unit}
                </dd>
                {told.arrivedAt && (
                  <>
                    <dt>{state('arrived')}</dt>
                    <dd>
                      <When at={told.arrivedAt} zone={zoneOf(told.portCode)} />
                    </dd>
                  </>
                )}
              </dl>
            </section>
            <section aria-labelledby="life">
              <h2 id="life">{say('lifeTitle')}</h2>
              <LifeLine
                zone={zoneOf(told.portCode)}
                steps={[
                  ...told.history.map(({ occurredAt, change }) => ({
                    id: `bill ${occurredAt} ${change}`,
                    at: occurredAt,
                    what: state(change),
                    part: say('partManifest'),
                    by: null,
                    notes: [],
                  })),
                  ...told.holdHistory.flatMap((hold) => [
                    {
                      id: `placed ${hold.placedAt} ${hold.code}`,
                      at: hold.placedAt,
                      what: say('holdPlaced', { code: hold.code }),
                      part: say('partHold'),
                      by: hold.officer,
                      notes: [],
                      told: [['', hold.reason] as const],
                    },
                    ...(hold.removedAt
                      ? [
                          {
                            id: `removed ${hold.removedAt} ${hold.code}`,
                            at: hold.removedAt,
                            what: say('holdRemoved', { code: hold.code }),
                            part: say('partHold'),
                            by: hold.removedBy,
                            notes: [],
                            told: hold.removalReason ? [['', hold.removalReason] as const] : [],
                          },
                        ]
                      : []),
                  ]),
                  ...told.entries.map(({ entryNumber, told: words, changedAt }) => ({
                    id: `entry ${entryNumber} ${changedAt}`,
                    at: changedAt,
                    what: say('entryFor', { number: entryNumber }),
                    part: say('partRelease'),
                    by: null,
                    notes: [],
                    told: [['', words] as const],
                  })),
                ]}
              />
            </section>
          </>
        )}
      </Known>
    </AccountPage>
  );
}
