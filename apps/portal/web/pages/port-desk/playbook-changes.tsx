import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import type { EffectiveStep, PortView } from '../../api/port';
import { Known } from '../../ui/known';
import { Notice } from '../../ui/notice';
import { OrderForm } from '../../ui/order-form';
import { EASTERN, When } from '../../ui/when';
import { useWords } from '../../words/language';
import { portName, zoneOf } from './desk-frame';
import type { Mode } from './picture';
import { playbookWords } from './playbook-words';
import { fieldTime } from './port-time';

type Overlay = NonNullable<PortView['overlay']>['document'];

const NOTHING: Overlay = { effectiveFrom: '', reason: '', changes: [], steps: [], documents: [], contacts: [] };
const MOST_CONTACTS = 6;
/** The day by the port's own calendar. */
const today = (port: string): string => fieldTime(new Date(), zoneOf(port) ?? EASTERN).slice(0, 10);

/** What a port does in a downtime beside what is national: its words on each step, and whom to call. */
export function PlaybookChanges({ port, mode }: { port: string; mode: Mode }) {
  const say = useWords(playbookWords);
  const reason = reasonOf(say);
  const path = { port, mode };
  const playbook = useKnown('port', 'GET /desk/playbooks/ports/{port}/{mode}', { path });
  return (
    <Known of={playbook} rows={10}>
      {({ overlay, national, procedure, unfit, toReview }) => {
        const document = overlay?.document ?? NOTHING;
        const publish = (change: Partial<Overlay>, why: string): Promise<void> =>
          call('port', 'PUT /desk/playbooks/ports/{port}/{mode}', {
            path,
            body: {
              replaces: overlay?.version ?? 0,
              overlay: { ...document, ...change, effectiveFrom: today(port), reason: why },
            } as never,
          }).then(() => playbook.again());
        return (
          <>
            <h2>{portName(port)}</h2>
            <p className="pw-quiet">
              {say('versionsNow', { national: national.version, port: overlay?.version ?? 0 })}{' '}
              {overlay && (
                <>
                  <When at={overlay.publishedAt} />, {overlay.officer}: {document.reason}
                </>
              )}
            </p>
            {unfit.length + toReview.length > 0 && (
              <Notice kind="warning" title={say('lookAgain')}>
                <ul lang="en">
                  {[...unfit, ...toReview].map(({ text }) => (
                    <li key={text}>{text}</li>
                  ))}
                </ul>
              </Notice>
            )}
            <OrderForm
              title={say('contactsOpen')}
              explain={<p>{say('contactsSays')}</p>}
              fields={[
                {
                  name: 'contacts',
                  label: say('contacts'),
                  kind: 'area',
                  hint: say('contactsHint'),
                  optional: true,
                  first: document.contacts.map(({ what, how }) => `${what}: ${how}`).join('\n'),
                },
                reason,
              ]}
              submit={say('publish')}
              send={(filled) => publish({ contacts: contactsIn(filled.contacts) }, filled.reason)}
              done={say('published')}
              isSaidAbove
            />
            <h3>{say('steps')}</h3>
            <ol className="pw-matters">
              {procedure.steps.map((step) => (
                <li key={step.id}>
                  <Step
                    step={step}
                    own={document.changes.find((one) => one.step === step.id)}
                    publish={(words, why) => publish({ changes: changed(document.changes, step.id, words) }, why)}
                  />
                </li>
              ))}
            </ol>
          </>
        );
      }}
    </Known>
  );
}

interface Words {
  readonly what: string;
  readonly note: string;
}

function Step({
  step,
  own,
  publish,
}: {
  step: EffectiveStep;
  own: Overlay['changes'][number] | undefined;
  publish: (words: Words, why: string) => Promise<void>;
}) {
  const say = useWords(playbookWords);
  const mayReword = step.overridable === 'detail' || step.overridable === 'yes';
  return (
    <article className="pw-matter" aria-label={step.what}>
      <p lang="en">{step.what}</p>
      {own?.what && <p className="pw-quiet">{say('inWordsOfPort')}</p>}
      {step.note && (
        <p>
          <strong>{say('portSays')}</strong> {step.note}
        </p>
      )}
      {step.ofPort ? (
        <p className="pw-quiet">{say('stepOfPort')}</p>
      ) : step.overridable === 'no' ? null : (
        <OrderForm
          title={say('noteOpen')}
          explain={<p>{say('noteSays')}</p>}
          fields={[
            ...(mayReword
              ? [
                  {
                    name: 'what',
                    label: say('wordsOfPort'),
                    kind: 'paragraph',
                    hint: say('wordsOfPortHint'),
                    optional: true,
                    most: 300,
                    first: own?.what ?? '',
                  } as const,
                ]
              : []),
            {
              name: 'note',
              label: say('noteOfPort'),
              hint: say('noteOfPortHint'),
              optional: true,
              most: 200,
              first: step.note ?? '',
            },
            reasonOf(say),
          ]}
          submit={say('publish')}
          send={({ what = '', note, reason }: Record<string, string>) => publish({ what, note: note! }, reason!)}
          done={say('published')}
          isSaidAbove
        />
      )}
    </article>
  );
}

/** What the port changes, with its words on one step; a step of which nothing is changed is not named. */
const changed = (changes: Overlay['changes'], step: string, { what, note }: Words): Overlay['changes'] => {
  const { note: _note, what: _what, ...kept } = changes.find((one) => one.step === step) ?? { step };
  const now = { ...kept, ...(what && { what }), ...(note && { note }) };
  return [
    ...changes.filter((one) => one.step !== step),
    ...(Object.keys(now).length > 1 ? [now as Overlay['changes'][number]] : []),
  ];
};

const reasonOf = (say: (name: 'reason' | 'reasonHint') => string) =>
  ({ name: 'reason', label: say('reason'), hint: say('reasonHint'), least: 3, most: 300 }) as const;

/** `Watch commander: 956-555-0100, gate 3`, a line each. */
const contactsIn = (text: string): { what: string; how: string }[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, MOST_CONTACTS)
    .map((line) => {
      const at = line.indexOf(':');
      return at < 1 ? { what: line, how: '' } : { what: line.slice(0, at).trim(), how: line.slice(at + 1).trim() };
    });
