import { useParams } from '@tanstack/react-router';
import { call } from '../../api/call';
import type { RulingChangeView, RulingView, WholeRulingView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { useRoles, useSession } from '../../api/session';
import { Facts, History } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm, Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { tariffText } from './ruling-fields';
import { rulingWords } from './words';

const TRADE = ['owner', 'proxy owner', 'user'];
const KINDS = ['modification', 'revocation'] as const;

/** One ruling: what it says, how it is changed, and, for CBP and its holder, what the public does not see. */
export default function RulingPage() {
  const say = useWords(rulingWords);
  const { session } = useSession();
  const { number = '' } = useParams({ strict: false }) as { number?: string };
  const path = { number };
  const read = useKnown('cee', 'GET /rulings/{number}', { path });
  // Who is neither of CBP nor the holder is refused it, and sees what everybody sees.
  const whole = useKnown('cee', 'GET /rulings/{number}/whole', { path }, { when: Boolean(session), isSealed: true });
  const again = (): void => {
    read.again();
    if (session) whole.again();
  };
  const seen = whole.data?.number === number ? whole.data : null;
  return (
    <>
      <PageTitle lead={read.data && <span lang="en">{seen?.subject ?? read.data.subject}</span>}>
        {read.data ? say('rulingTitle', { number: read.data.number }) : say('ruling')}
      </PageTitle>
      <p>
        <Link to="/rulings">{say('back')}</Link>
      </p>
      <Known of={read} rows={8}>
        {(one) => (
          <Results>
            <Ruling one={one} whole={seen} again={again} />
          </Results>
        )}
      </Known>
    </>
  );
}

function Ruling({ one, whole, again }: { one: RulingView; whole: WholeRulingView | null; again: () => void }) {
  const say = useWords(rulingWords);
  const { name } = useNamesOf(rulingWords);
  const roles = useRoles();
  return (
    <>
      <p className="pw-card__line">
        <span className="pw-sign">{name('state', one.state)}</span>
        <span>{name('kind', one.kind)}</span>
        <span>
          {say('issuedOn')} <Day of={one.issuedOn} />
        </span>
      </p>
      {one.headings.length > 0 && (
        <p className="pw-quiet">
          {say('headings')}: {one.headings.map(tariffText).join(', ')}
        </p>
      )}
      <section aria-labelledby="text">
        <h2 id="text">{say('textTitle')}</h2>
        {(whole?.text ?? one.text).split('\n').map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other name
          <p key={at} lang="en">
            {line}
          </p>
        ))}
      </section>
      <section aria-labelledby="changes">
        <h2 id="changes">{say('changesTitle')}</h2>
        {one.changes.length === 0 ? (
          <p className="pw-empty">{say('changesNone')}</p>
        ) : (
          <ul className="pw-cards">
            {one.changes.map((change) => (
              <li key={change.id} className="pw-card">
                <Change number={one.number} change={change} again={again} />
              </li>
            ))}
          </ul>
        )}
        {roles.includes('headquarters') && <Propose number={one.number} again={again} />}
      </section>
      {whole && <Whole of={whole} />}
    </>
  );
}

function Change({ number, change, again }: { number: string; change: RulingChangeView; again: () => void }) {
  const say = useWords(rulingWords);
  const { name } = useNamesOf(rulingWords);
  const roles = useRoles();
  const path = { number, changeId: change.id };
  const isProposed = change.state === 'proposed';
  const asks = async (answer: Promise<unknown>): Promise<void> => {
    await answer;
    again();
  };
  return (
    <>
      <h3>{name(isProposed ? 'change' : 'changed', change.kind)}</h3>
      <p className="pw-card__line">
        <span className="pw-sign">{name('was', change.state)}</span>
        {change.commentsUntil && isProposed && (
          <span>
            {say('commentsUntil')}{' '}
            {change.clock ? (
              <Due day={change.clock.dueDate} daysLeft={change.clock.daysLeft} unit={change.clock.unit} />
            ) : (
              <Day of={change.commentsUntil} />
            )}
          </span>
        )}
      </p>
      <p lang="en">{change.why}</p>
      <Facts
        of={[
          [say('proposedOn'), change.proposedOn && <Day key="on" of={change.proposedOn} />],
          [say('effectiveOn'), change.effectiveOn && <Day key="from" of={change.effectiveOn} />],
          [
            say('instead'),
            change.byNumber && (
              <Link key="by" to={`/rulings/${change.byNumber}`}>
                {change.byNumber}
              </Link>
            ),
          ],
        ]}
      />
      <Comments number={number} changeId={change.id} isOpen={isProposed} />
      {isProposed && roles.includes('headquarters') && (
        <div className="pw-orders">
          <OrderForm
            title={say('publish')}
            isSaidAbove
            isGrave
            explain={say('publishExplain')}
            done={say('published')}
            send={() => asks(call('cee', 'POST /rulings/{number}/changes/{changeId}/publication', { path }))}
          />
          <OrderForm
            title={say('drop')}
            isSaidAbove
            isGrave
            explain={say('dropExplain')}
            done={say('dropped')}
            send={() => asks(call('cee', 'POST /rulings/{number}/changes/{changeId}/end', { path }))}
          />
        </div>
      )}
    </>
  );
}

/** What was said on a change; an account sees what it said itself. */
function Comments({ number, changeId, isOpen }: { number: string; changeId: string; isOpen: boolean }) {
  const say = useWords(rulingWords);
  const { session } = useSession();
  const roles = useRoles();
  const path = { number, changeId };
  const read = useKnown(
    'cee',
    'GET /rulings/{number}/changes/{changeId}/comments',
    { path },
    { when: Boolean(session), isSealed: true },
  );
  if (!session) return null;
  return (
    <>
      <h4>{say('commentsTitle')}</h4>
      <Known of={read} isPart isEmpty={({ comments }) => comments.length === 0} empty={say('commentsNone')}>
        {({ comments }) => (
          <ul>
            {comments.map((one) => (
              <li key={one.id}>
                {one.comment}{' '}
                <span className="pw-quiet">
                  {one.by}, <When at={one.at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Known>
      {isOpen && roles.some((role) => TRADE.includes(role)) && (
        <OrderForm
          title={say('comment')}
          explain={say('commentExplain')}
          done={say('commented')}
          fields={[{ name: 'comment', label: say('commentText'), kind: 'paragraph', most: 4_000 }]}
          send={async ({ comment }, id) => {
            await call('cee', 'POST /rulings/{number}/changes/{changeId}/comments', { path, body: { id, comment } });
            read.again();
          }}
        />
      )}
    </>
  );
}

function Propose({ number, again }: { number: string; again: () => void }) {
  const say = useWords(rulingWords);
  const { options } = useNamesOf(rulingWords);
  return (
    <OrderForm
      title={say('propose')}
      isGrave
      explain={say('proposeExplain')}
      done={say('proposed')}
      fields={[
        { name: 'kind', label: say('changeKind'), kind: 'choice', options: options('kindOfChange', KINDS) },
        { name: 'byNumber', label: say('byNumber'), hint: say('byNumberHint'), optional: true, most: 12 },
        { name: 'why', label: say('why'), kind: 'paragraph', most: 1_000 },
      ]}
      send={async ({ kind, byNumber, why }, id) => {
        await call('cee', 'POST /rulings/{number}/changes', {
          path: { number },
          body: { id, kind: kind as 'revocation', byNumber: byNumber.toUpperCase() || null, why },
        });
        again();
      }}
    />
  );
}

function Whole({ of: { holder, confidential, touches, history } }: { of: WholeRulingView }) {
  const say = useWords(rulingWords);
  const { name } = useNamesOf(rulingWords);
  return (
    <section aria-labelledby="whole">
      <h2 id="whole">{say('wholeTitle')}</h2>
      <Facts
        of={[
          [say('holder'), holder],
          [say('confidential'), confidential.join(', ')],
          [say('touchesProtests'), touches?.protests.join(', ')],
          [say('touchesAdvice'), touches?.advice.join(', ')],
        ]}
      />
      <h3>{say('history')}</h3>
      <History
        of={history.map(({ event, by, at }) => ({
          what: name('event', event),
          who: by,
          note: null,
          when: <When at={at} />,
        }))}
      />
    </section>
  );
}
