import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { CardList, Facts } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { OrderForm, Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { signInWords } from './words';

/** Where the person is signed in: one that is not theirs is ended, and the others go on. */
export default function SignInsPage() {
  const say = useWords(signInWords);
  const known = useKnown('account', 'GET /me/sign-ins', {});
  return (
    <div className="pw-narrow">
      <PageTitle lead={say('whereLead')}>{say('where')}</PageTitle>
      <Results>
        <Known of={known} isEmpty={({ signIns }) => signIns.length === 0} empty={say('nowhere')}>
          {({ signIns }) => (
            <CardList label={say('where')} items={signIns} keyOf={({ id }) => id}>
              {({ id, browser, signInClient, begunAt, endsAt, isThis }) => (
                <>
                  <h2>{isThis ? say('here') : browserIn(browser) || signInClient}</h2>
                  <Facts
                    of={[
                      [say('program'), signInClient],
                      [say('begun'), <When key="begun" at={begunAt} />],
                      [say('ends'), <When key="ends" at={endsAt} />],
                    ]}
                  />
                  {!isThis && (
                    <OrderForm
                      title={say('end', { name: browserIn(browser) || signInClient })}
                      explain={say('endHappens')}
                      submit={say('endNow')}
                      send={async () => {
                        await call('account', 'POST /me/sign-ins/{signInId}/end', { path: { signInId: id } });
                        known.again();
                      }}
                      done={say('ended')}
                      isSaidAbove
                    />
                  )}
                </>
              )}
            </CardList>
          )}
        </Known>
      </Results>
    </div>
  );
}

const BROWSERS = [
  ['Edge', /\bEdg\//],
  ['Firefox', /\bFirefox\//],
  ['Chrome', /\bChrom(e|ium)\//],
  ['Safari', /\bSafari\//],
] as const;
const SYSTEMS = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(iPhone|iPad)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** `Firefox, Linux`, as far as a browser's name for itself tells. */
const browserIn = (text: string): string =>
  [BROWSERS, SYSTEMS].flatMap((names) => names.find(([, pattern]) => pattern.test(text))?.[0] ?? []).join(', ');
